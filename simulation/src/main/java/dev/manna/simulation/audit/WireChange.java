package dev.manna.simulation.audit;

import dev.manna.core.Author;
import dev.manna.core.ChangeEvent;
import dev.manna.core.Event;

/** Reads what is written of changes beside what they did. */
final class WireChange {
  private WireChange() {}

  static Event event(int kind, WireBytes from) {
    return switch (kind) {
      case 110 -> new ChangeEvent.Authored(from.text(), author(from));
      case 111 ->
          new ChangeEvent.Proposed(
              from.count(), from.count(), author(from), WireEvents.event(from));
      case 112 -> new ChangeEvent.Approved(from.count(), from.count(), author(from));
      case 113 -> new ChangeEvent.Withdrawn(from.count(), from.count(), author(from));
      default -> throw WireBytes.unknown("event of a change", kind);
    };
  }

  private static Author author(WireBytes from) {
    return new Author(from.text(), from.text());
  }
}
