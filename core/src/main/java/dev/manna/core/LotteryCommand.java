package dev.manna.core;

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
}
