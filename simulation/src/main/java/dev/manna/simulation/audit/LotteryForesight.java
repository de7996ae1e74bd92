package dev.manna.simulation.audit;

import static dev.manna.simulation.audit.Forecast.refused;

import dev.manna.core.Lottery;
import dev.manna.core.Refusal;

/** Says what must come of a draw that the terms admit. */
final class LotteryForesight {
  private LotteryForesight() {}

  static Forecast of(Book book, Lottery lottery, String user) {
    return Draws.exhausted(book, lottery, user)
        ? refused(Refusal.SOLD_OUT)
        : new Forecast.Happens();
  }
}
