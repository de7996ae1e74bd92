package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.QuarantineEvent;

/** The second reader of what is set aside after a failure of a shared log. */
final class WireQuarantine {
  private WireQuarantine() {}

  static Event event(int kind, WireBytes from) {
    return switch (kind) {
      case 120 ->
          new QuarantineEvent.EpochOpened(
              from.number(),
              from.number(),
              from.number(),
              from.list(
                  from.count(),
                  () -> new QuarantineEvent.Hidden(from.count(), from.count(), from.number())));
      case 121 -> new QuarantineEvent.Quarantined(from.count(), part(from));
      case 122 -> new QuarantineEvent.Released(from.count(), part(from));
      case 123 ->
          new QuarantineEvent.Redeemed(
              from.count(),
              from.number(),
              from.number(),
              from.list(from.count(), () -> part(from)));
      default -> throw new IllegalArgumentException("no kind of event: " + kind);
    };
  }

  private static QuarantineEvent.Part part(WireBytes from) {
    return new QuarantineEvent.Part(from.count(), from.count(), from.number());
  }
}
