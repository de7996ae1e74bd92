package dev.manna.webhook;

import dev.manna.core.Batch;
import dev.manna.core.Claimant;
import dev.manna.core.Event;
import dev.manna.core.Sale;
import dev.manna.core.SaleEvent;
import dev.manna.core.Terms;
import dev.manna.core.proof.Bits;
import dev.manna.core.proof.Secret;
import dev.manna.core.wire.Encoder;
import dev.manna.core.wire.EventCodec;
import dev.manna.simulation.CrowdLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A log of so many events, most of them of one kind. */
final class ManyEvents {
  private static final int A_BATCH = 50;

  private ManyEvents() {}

  static CrowdLog log(int count) {
    List<Event> events = new ArrayList<>();
    events.add(new Event.Founded(1, 2));
    Sale sale = new Sale(Terms.open("Flash"), List.of(new Sale.Sku("mug", "A mug", 5)));
    events.add(
        new Event.Defined(
            "flash", 1, sale, new Secret(new Bits(1, 2, 3, 4), new Bits(5, 6, 7, 8))));
    while (events.size() < count) {
      Claimant who = new Claimant("u" + events.size(), "", 0, 0, 0);
      events.add(new SaleEvent.CartSet(0, who, "mug", 1));
    }
    List<Batch> batches = new ArrayList<>();
    for (int at = 0; at < count; at += A_BATCH) {
      batches.add(batch(at + 1, events.subList(at, Math.min(count, at + A_BATCH))));
    }
    return CrowdLog.of(batches);
  }

  private static Batch batch(long first, List<Event> events) {
    Encoder encoder = new Encoder();
    events.forEach(event -> EventCodec.write(event, encoder));
    byte[] bytes = new byte[encoder.length()];
    encoder.view().get(bytes);
    return new Batch(
        first, events.size(), Rig.BEGUN_MILLIS - 1_000, ByteBuffer.wrap(bytes).asReadOnlyBuffer());
  }
}
