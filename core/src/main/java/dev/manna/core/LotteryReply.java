package dev.manna.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is answered of a lottery alone. */
public sealed interface LotteryReply extends Reply {
  /**
   * The odds of a user's next draw, as exact fractions of one denominator.
   *
   * @param draw the number of the draw, counted from 1
   * @param miss the numerator of winning nothing
   * @param next where the next page begins, 0 on the last
   */
  record Odds(
      String campaign,
      @Nullable String user,
      long draw,
      List<Chance> prizes,
      long miss,
      long denominator,
      int next,
      long position)
      implements LotteryReply {}

  /**
   * The odds of one prize.
   *
   * @param numerator of {@link Odds#denominator()}
   * @param reserved units that are set aside for users
   */
  record Chance(String item, long numerator, long reserved) {}

  /**
   * What a raffle draws among: the first unit is won by a user with {@code own} of {@code entries}.
   *
   * @param own entries of the user, 0 for one who is not named
   * @param drawn whether the winners are drawn already
   * @param prizes in the order in which they are drawn
   * @param next where the next page begins, 0 on the last
   */
  record Raffle(
      String campaign,
      @Nullable String user,
      long entries,
      long own,
      boolean drawn,
      List<Units> prizes,
      int next,
      long position)
      implements LotteryReply {}

  /** What is left of a prize of a raffle. */
  record Units(String item, long units) {}
}
