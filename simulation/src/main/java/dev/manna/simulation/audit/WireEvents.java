package dev.manna.simulation.audit;

import dev.manna.core.Batch;
import dev.manna.core.Campaign;
import dev.manna.core.Claimant;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Move;
import dev.manna.core.Event;
import dev.manna.core.Event.Ending;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A second reader of the event format, so that a mistake of the first does not audit itself. */
final class WireEvents {
  private final WireBytes from;

  private WireEvents(Batch batch) {
    from = new WireBytes(batch.payload());
  }

  /** The events of a batch. Whatever does not fit the format is an {@link RuntimeException}. */
  static List<Event> of(Batch batch) {
    WireEvents events = new WireEvents(batch);
    List<Event> all = events.list(batch.count(), events::event);
    if (events.from.hasMore()) {
      throw new IllegalArgumentException("bytes after the last event of " + batch);
    }
    return all;
  }

  private <T> List<T> list(int count, Supplier<T> one) {
    List<T> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(one.get());
    }
    return all;
  }

  private Event event() {
    int kind = from.oneByte();
    return switch (kind) {
      case 1 -> new Event.Founded(from.fixed64(), from.fixed64());
      case 2 -> new Event.Defined(from.text(), from.count(), campaign());
      case 3 -> new Event.Steered(from.count(), move());
      case 4 -> adjusted();
      case 5 -> {
        Head head = head();
        int draws = from.oneByte();
        yield new Event.Drawn(
            head.campaign,
            head.claimant,
            head.fingerprint,
            head.newDay,
            draws,
            list(from.oneByte(), from::count));
      }
      case 6 -> {
        Head head = head();
        yield new Event.Snatched(
            head.campaign,
            head.claimant,
            head.fingerprint,
            head.newDay,
            from.number(),
            from.count());
      }
      case 7 -> deducted(head(), from.number());
      case 8 -> new Event.Settled(from.count(), from.count(), ending());
      default -> throw unknown("event", kind);
    };
  }

  private record Head(int campaign, Claimant claimant, int fingerprint, boolean newDay) {}

  private Head head() {
    return new Head(
        from.count(), claimant(from.text(), from.text()), from.fixed32(), from.oneByte() == 1);
  }

  private static Claimant claimant(String user, String key) {
    return new Claimant(user, key, 0, 0, 0);
  }

  private Event deducted(Head head, long expiresAtMillis) {
    List<Event.Taken> taken =
        list(from.count(), () -> new Event.Taken(from.count(), from.number()));
    return new Event.Deducted(
        head.campaign, head.claimant, head.fingerprint, head.newDay, taken, expiresAtMillis);
  }

  private Event adjusted() {
    int campaign = from.count();
    Claimant claimant = from.oneByte() == 1 ? claimant("", from.text()) : null;
    int fingerprint = from.fixed32();
    int kind = from.oneByte();
    Change change =
        switch (kind) {
          case 0 -> new Change.Stock(from.text(), from.signed());
          case 1 -> new Change.Budget(from.signed(), from.signed());
          default -> throw unknown("change", kind);
        };
    return new Event.Adjusted(campaign, claimant, fingerprint, change);
  }

  private Move move() {
    int move = from.oneByte();
    return switch (move) {
      case 0 -> Move.PAUSE;
      case 1 -> Move.RESUME;
      case 2 -> Move.CLOSE;
      default -> throw unknown("move", move);
    };
  }

  private Ending ending() {
    int ending = from.oneByte();
    return switch (ending) {
      case 0 -> Ending.OPENED;
      case 1 -> Ending.CONFIRMED;
      case 2 -> Ending.CANCELLED;
      case 3 -> Ending.EXPIRED;
      default -> throw unknown("ending", ending);
    };
  }

  private Campaign campaign() {
    int kind = from.oneByte();
    Terms terms =
        new Terms(
            from.text(),
            from.number(),
            from.number(),
            from.text(),
            new Limits(from.count(), from.count(), from.number()));
    return switch (kind) {
      case 1 -> {
        long noPrizeWeight = from.number();
        WhenGone whenGone = whenGone();
        yield new Lottery(terms, noPrizeWeight, list(from.count(), this::prize), whenGone);
      }
      case 2 -> {
        String currency = from.text();
        long cents = from.number();
        long packets = from.number();
        int hit = from.count();
        yield new RedPacket(terms, currency, cents, packets, split(), hit);
      }
      case 3 -> new Sale(terms, list(from.count(), this::sku));
      default -> throw unknown("campaign", kind);
    };
  }

  private Lottery.Prize prize() {
    return new Lottery.Prize(from.text(), from.text(), from.number(), from.signed());
  }

  private Sale.Sku sku() {
    return new Sale.Sku(from.text(), from.text(), from.number());
  }

  private WhenGone whenGone() {
    int way = from.oneByte();
    return switch (way) {
      case 0 -> new WhenGone.Redraw();
      case 1 -> new WhenGone.Miss();
      case 2 -> new WhenGone.Fallback(from.text());
      default -> throw unknown("way when gone", way);
    };
  }

  private Split split() {
    int way = from.oneByte();
    return switch (way) {
      case 0 -> new Split.DoubleMean(from.number(), from.number());
      case 1 -> new Split.Even();
      case 2 ->
          new Split.Fixed(
              list(from.count(), () -> new RedPacket.Denomination(from.number(), from.number())));
      default -> throw unknown("split", way);
    };
  }

  private static IllegalArgumentException unknown(String what, int found) {
    return new IllegalArgumentException(found + " is no " + what);
  }
}
