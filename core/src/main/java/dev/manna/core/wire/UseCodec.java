package dev.manna.core.wire;

import dev.manna.core.Claimant;
import dev.manna.core.Event;
import java.util.ArrayList;
import java.util.List;

/** What every accepted claim records of its user, as bytes. */
final class UseCodec {
  private static final int NEW_DAY = 1;
  private static final int COUNTS = 2;
  private static final int BEGINS = 1;
  private static final int VALUE = 2;

  private UseCodec() {}

  static void write(Event.Use use, Encoder to) {
    to.ascii(use.claimant().user());
    to.ascii(use.claimant().key());
    to.fixed32(use.fingerprint());
    to.put((use.newDay() ? NEW_DAY : 0) | (use.counts().isEmpty() ? 0 : COUNTS));
    if (!use.counts().isEmpty()) {
      to.put(use.counts().size());
      for (Event.Count count : use.counts()) {
        write(count, to);
      }
    }
  }

  private static void write(Event.Count count, Encoder to) {
    boolean ofUser = count.high() == 0 && count.low() == 0;
    to.put(count.counter() << 2 | (count.begins() ? BEGINS : 0) | (ofUser ? 0 : VALUE));
    if (!ofUser) {
      to.fixed64(count.high());
      to.put(count.low() & 0xff);
      to.put(count.low() >>> 8);
    }
  }

  static Event.Use read(Decoder from, EventCodec.Claimants claimants) {
    Claimant claimant = claimants.of(from.ascii(), from.ascii());
    int fingerprint = from.fixed32();
    int flags = from.get();
    if (flags > (NEW_DAY | COUNTS)) {
      throw new Decoder.Garbled(flags + " says nothing of a use");
    }
    boolean newDay = (flags & NEW_DAY) != 0;
    return (flags & COUNTS) == 0
        ? new Event.Use(claimant, fingerprint, newDay)
        : new Event.Use(claimant, fingerprint, newDay, counts(from));
  }

  private static List<Event.Count> counts(Decoder from) {
    int size = from.get();
    List<Event.Count> counts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      int head = from.get();
      boolean begins = (head & BEGINS) != 0;
      boolean ofUser = (head & VALUE) == 0;
      long high = ofUser ? 0 : from.fixed64();
      int low = ofUser ? 0 : from.get() | from.get() << 8;
      counts.add(new Event.Count(head >>> 2, begins, high, low));
    }
    return counts;
  }
}
