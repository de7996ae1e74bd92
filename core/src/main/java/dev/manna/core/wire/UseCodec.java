package dev.manna.core.wire;

import dev.manna.core.Event;

/** What every accepted claim records of its user, as bytes. */
final class UseCodec {
  private UseCodec() {}

  static void write(Event.Use use, Encoder to) {
    to.ascii(use.claimant().user());
    to.ascii(use.claimant().key());
    to.fixed32(use.fingerprint());
    to.put(use.newDay() ? 1 : 0);
  }

  static Event.Use read(Decoder from, EventCodec.Claimants claimants) {
    return new Event.Use(
        claimants.of(from.ascii(), from.ascii()), from.fixed32(), EventCodec.yes(from));
  }
}
