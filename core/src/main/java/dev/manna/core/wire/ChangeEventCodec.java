package dev.manna.core.wire;

import dev.manna.core.Author;
import dev.manna.core.ChangeEvent;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.LotteryEvent;

/** What the log says of changes beside what they did, as bytes. */
final class ChangeEventCodec {
  static final int AUTHORED = 110;
  static final int PROPOSED = 111;
  static final int APPROVED = 112;
  static final int WITHDRAWN = 113;

  private ChangeEventCodec() {}

  static void write(ChangeEvent event, Encoder to) {
    switch (event) {
      case ChangeEvent.Authored authored -> {
        to.put(AUTHORED);
        to.ascii(authored.campaign());
        AuthorCodec.named(authored.author(), to);
      }
      case ChangeEvent.Proposed proposed -> {
        to.put(PROPOSED);
        to.number(proposed.campaign());
        to.number(proposed.number());
        AuthorCodec.named(proposed.author(), to);
        EventCodec.write(proposed.change(), to);
      }
      case ChangeEvent.Approved approved -> {
        to.put(APPROVED);
        to.number(approved.campaign());
        to.number(approved.number());
        AuthorCodec.named(approved.author(), to);
      }
      case ChangeEvent.Withdrawn withdrawn -> {
        to.put(WITHDRAWN);
        to.number(withdrawn.campaign());
        to.number(withdrawn.number());
        AuthorCodec.named(withdrawn.author(), to);
      }
    }
  }

  static ChangeEvent read(int kind, Decoder from, EventCodec.Claimants claimants) {
    if (kind == AUTHORED) {
      return new ChangeEvent.Authored(from.ascii(), AuthorCodec.named(from));
    }
    int campaign = from.count();
    int number = from.count();
    Author author = AuthorCodec.named(from);
    return switch (kind) {
      case PROPOSED -> new ChangeEvent.Proposed(campaign, number, author, change(from, claimants));
      case APPROVED -> new ChangeEvent.Approved(campaign, number, author);
      default -> new ChangeEvent.Withdrawn(campaign, number, author);
    };
  }

  /** What was proposed: an operator's change, and nothing else. */
  private static Event change(Decoder from, EventCodec.Claimants claimants) {
    Event change = EventCodec.read(from, claimants);
    boolean operators =
        change instanceof Event.Defined
            || change instanceof Event.Steered
            || change instanceof Event.Adjusted
            || change instanceof Enlisted
            || change instanceof LotteryEvent.Allocated;
    if (!operators) {
      throw new Decoder.Garbled("what nobody proposes is proposed");
    }
    return change;
  }
}
