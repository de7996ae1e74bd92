package dev.manna.simulation.audit;

import static dev.manna.simulation.audit.Forecast.refused;

import dev.manna.core.Command.Settlement;
import dev.manna.core.RedPacket;
import dev.manna.core.Refusal;

/** Says what must come of a snatch that the terms admit. */
final class RainForesight {
  private RainForesight() {}

  static Forecast of(Book book, RedPacket rain) {
    return Packets.left(book, rain) == 0 ? refused(Refusal.SOLD_OUT) : new Forecast.Happens();
  }

  /** Whether what is held of a red packet can end so. */
  static boolean ends(Settlement settlement) {
    return settlement == Settlement.OPEN;
  }
}
