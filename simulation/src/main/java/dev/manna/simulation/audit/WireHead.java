package dev.manna.simulation.audit;

import dev.manna.core.Claimant;
import dev.manna.core.Event;
import java.util.List;

/** What the event of every claim begins with. */
record WireHead(int campaign, Event.Use use) {
  static WireHead of(WireBytes from) {
    int campaign = from.count();
    Claimant claimant = claimant(from.text(), from.text());
    int fingerprint = from.fixed32();
    int flags = from.oneByte();
    List<Event.Count> counts =
        flags < 2 ? List.of() : from.list(from.oneByte(), () -> count(from, from.oneByte()));
    return new WireHead(campaign, new Event.Use(claimant, fingerprint, flags % 2 == 1, counts));
  }

  private static Event.Count count(WireBytes from, int head) {
    boolean begins = head % 2 == 1;
    boolean value = head / 2 % 2 == 1;
    return new Event.Count(
        head / 4,
        begins,
        value ? from.fixed64() : 0,
        value ? from.oneByte() + 256 * from.oneByte() : 0);
  }

  static Claimant claimant(String user, String key) {
    return new Claimant(user, key, 0, 0, 0);
  }
}
