package dev.manna.core;

import java.util.LinkedHashSet;
import java.util.List;

/** What is asked of a lottery alone, beside the claims. */
public sealed interface LotteryCommand extends Command {
  /**
   * Gives a user chances to draw, once under a key.
   *
   * @param source what they are for, a name: sign-in, payment, points
   */
  record Credit(String campaign, String user, String key, String source, long chances)
      implements LotteryCommand {
    /** A credit is for something that a user did. */
    public static final int MAX_CHANCES = 1_000_000;

    public Credit {
      Ids.name("campaign", campaign);
      Ids.user(user);
      Ids.key(key);
      Ids.name("source", source);
      Malformed.within("chances", chances, 1, MAX_CHANCES);
    }
  }

  /**
   * Sets units of a prize aside for users, once under a key: the next draws of each win them. What
   * is left at a time is everybody's again.
   *
   * @param units for each of the users
   */
  record Allocate(
      String campaign, String key, String prize, List<String> users, int units, long untilMillis)
      implements LotteryCommand {
    /** Who is to win more is better given it. */
    public static final int MAX_UNITS = 1_000;

    public Allocate {
      Ids.name("campaign", campaign);
      Ids.key(key);
      Ids.name("prize", prize);
      Malformed.within("users", users.size(), 1, Enlist.MAX_USERS);
      users.forEach(Ids::user);
      users = List.copyOf(new LinkedHashSet<>(users));
      Malformed.within("units", units, 1, MAX_UNITS);
      Malformed.within("until", untilMillis, 1, Terms.FOREVER);
    }
  }
}
