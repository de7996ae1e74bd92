package dev.manna.core.wire;

import dev.manna.core.StockEvent;
import dev.manna.core.StockEvent.Level;
import java.util.List;

/** What happens to stock by itself, as bytes. */
final class StockEventCodec {
  static final int NOTICED = 70;

  /** By code. */
  private static final List<Level> LEVELS = List.of(Level.ENOUGH, Level.LOW, Level.SOLD_OUT);

  private StockEventCodec() {}

  static void write(StockEvent event, Encoder to) {
    switch (event) {
      case StockEvent.Noticed noticed -> {
        to.put(NOTICED);
        to.number(noticed.campaign());
        to.number(noticed.item());
        to.put(LEVELS.indexOf(noticed.level()));
        to.number(noticed.available());
      }
    }
  }

  static StockEvent noticed(Decoder from) {
    int campaign = from.count();
    int item = from.count();
    int level = from.get();
    if (level >= LEVELS.size()) {
      throw new Decoder.Garbled(level + " is no level of stock");
    }
    return new StockEvent.Noticed(campaign, item, LEVELS.get(level), from.number());
  }
}
