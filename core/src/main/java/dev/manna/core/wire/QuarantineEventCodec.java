package dev.manna.core.wire;

import dev.manna.core.Batch;
import dev.manna.core.QuarantineEvent;
import dev.manna.core.QuarantineEvent.EpochOpened;
import dev.manna.core.QuarantineEvent.Hidden;
import dev.manna.core.QuarantineEvent.Part;
import dev.manna.core.QuarantineEvent.Quarantined;
import dev.manna.core.QuarantineEvent.Redeemed;
import dev.manna.core.QuarantineEvent.Released;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What is set aside after a failure of a shared log, as bytes. */
public final class QuarantineEventCodec {
  static final int EPOCH_OPENED = 120;
  static final int QUARANTINED = 121;
  static final int RELEASED = 122;
  static final int REDEEMED = 123;

  private QuarantineEventCodec() {}

  /**
   * The batch that whoever recovers a log appends under its new epoch where something may be
   * hidden: one event. It says how much may have been taken at most; how much of it is set aside is
   * the law's business, which says so before it decides anything else.
   *
   * @param first its position: the one after the last that was recovered
   * @param timeMillis of the last event that was recovered, or later
   */
  public static Batch setAside(long first, long timeMillis, EpochOpened opened) {
    Encoder encoder = new Encoder();
    write(opened, encoder);
    ByteBuffer bytes = ByteBuffer.allocate(encoder.length());
    bytes.put(encoder.view()).flip();
    return new Batch(first, 1, timeMillis, bytes);
  }

  static void write(QuarantineEvent event, Encoder to) {
    switch (event) {
      case EpochOpened opened -> {
        to.put(EPOCH_OPENED);
        to.number(opened.epoch());
        to.number(opened.redeemUntilMillis());
        to.number(opened.most());
        to.number(opened.hidden().size());
        for (Hidden each : opened.hidden()) {
          to.number(each.campaign());
          to.number(each.item());
          to.number(each.units());
        }
      }
      case Quarantined set -> moved(QUARANTINED, set, to);
      case Released released -> moved(RELEASED, released, to);
      case Redeemed redeemed -> {
        to.put(REDEEMED);
        to.number(redeemed.campaign());
        to.number(redeemed.epoch());
        to.number(redeemed.position());
        to.number(redeemed.parts().size());
        redeemed.parts().forEach(part -> part(part, to));
      }
    }
  }

  private static void moved(int kind, QuarantineEvent.Moved moved, Encoder to) {
    to.put(kind);
    to.number(moved.campaign());
    part(moved.part(), to);
  }

  private static void part(Part part, Encoder to) {
    to.number(part.item());
    to.number(part.round());
    to.number(part.units());
  }

  static QuarantineEvent read(int kind, Decoder from) {
    return switch (kind) {
      case EPOCH_OPENED -> opened(from);
      case QUARANTINED -> new Quarantined(from.count(), part(from));
      case RELEASED -> new Released(from.count(), part(from));
      default -> {
        int campaign = from.count();
        long epoch = from.number();
        long position = from.number();
        int count = from.count();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          parts.add(part(from));
        }
        yield new Redeemed(campaign, epoch, position, parts);
      }
    };
  }

  private static EpochOpened opened(Decoder from) {
    long epoch = from.number();
    long redeemUntilMillis = from.number();
    long most = from.number();
    int count = from.count();
    List<Hidden> hidden = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hidden.add(new Hidden(from.count(), from.count(), from.number()));
    }
    return new EpochOpened(epoch, redeemUntilMillis, most, hidden);
  }

  private static Part part(Decoder from) {
    return new Part(from.count(), from.count(), from.number());
  }
}
