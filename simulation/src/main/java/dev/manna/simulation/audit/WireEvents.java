package dev.manna.simulation.audit;

import dev.manna.core.Batch;
import dev.manna.core.Event;
import java.util.List;

/** A second reader of the event format, so that a mistake of the first does not audit itself. */
final class WireEvents {
  private WireEvents() {}

  /** The events of a batch. Whatever does not fit the format is an {@link RuntimeException}. */
  static List<Event> of(Batch batch) {
    WireBytes from = new WireBytes(batch.payload());
    List<Event> all = from.list(batch.count(), () -> event(from));
    if (from.hasMore()) {
      throw new IllegalArgumentException("bytes after the last event of " + batch);
    }
    return all;
  }

  static Event event(WireBytes from) {
    int kind = from.oneByte();
    if (kind == 1) {
      return new Event.Founded(from.fixed64(), from.fixed64());
    }
    if (kind == 5 || within(kind, 20)) {
      return WireLottery.event(kind, from);
    }
    if (kind == 6 || within(kind, 40)) {
      return WireRain.event(kind, from);
    }
    if (kind == 7 || within(kind, 60)) {
      return WireSale.event(kind, from);
    }
    if (kind >= 110 && kind < 120) {
      return WireChange.event(kind, from);
    }
    if (within(kind, 120)) {
      return WireQuarantine.event(kind, from);
    }
    if (kind != WireCampaign.DRAFTED && within(kind, 100)) {
      return WireProof.event(kind, from);
    }
    return WireCampaign.event(kind, from);
  }

  /** Each room of the law has twenty numbers for its events. */
  private static boolean within(int kind, int first) {
    return kind >= first && kind < first + 20;
  }
}
