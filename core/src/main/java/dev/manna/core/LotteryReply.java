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
}
