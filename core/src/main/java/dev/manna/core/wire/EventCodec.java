package dev.manna.core.wire;

import dev.manna.core.Batch;
import dev.manna.core.ChangeEvent;
import dev.manna.core.Claimant;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Move;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.LotteryEvent;
import dev.manna.core.Outcomes;
import dev.manna.core.ProofEvent;
import dev.manna.core.QuarantineEvent;
import dev.manna.core.SaleEvent;
import dev.manna.core.StockEvent;
import java.util.List;

/**
 * Events as bytes. An event is one byte for its kind, then its fields in the order of its record;
 * the time and the position stand in the batch, once for all of its events.
 */
public final class EventCodec {
  private static final int FOUNDED = 1;
  private static final int DEFINED = 2;
  private static final int STEERED = 3;
  private static final int ADJUSTED = 4;
  private static final int DRAWN = 5;
  private static final int SNATCHED = 6;
  private static final int DEDUCTED = 7;
  private static final int SETTLED = 8;

  /** As {@link #DEFINED}, of a draft. */
  private static final int DRAFTED = 102;

  /** By code. */
  private static final List<Move> MOVES =
      List.of(Move.PAUSE, Move.RESUME, Move.CLOSE, Move.PUBLISH, Move.ALARM);

  /** By code. */
  private static final List<Event.Ending> ENDINGS =
      List.of(
          Event.Ending.OPENED,
          Event.Ending.CONFIRMED,
          Event.Ending.CANCELLED,
          Event.Ending.EXPIRED);

  private EventCodec() {}

  /** Turns names read from a log into the claimant that the reader's tables know. */
  @FunctionalInterface
  public interface Claimants {
    /** Claimants for readers who keep no tables: all hashes are zero. */
    Claimants NAMES_ONLY = (user, key) -> new Claimant(user, key, 0, 0, 0);

    Claimant of(String user, String key);
  }

  /** Takes the events of a batch, in order. */
  @FunctionalInterface
  public interface EventReader {
    void read(Event event, long position);
  }

  /** Reads all events of a batch. */
  public static void read(Batch batch, Claimants claimants, EventReader reader) {
    Decoder from = new Decoder(batch.payload());
    for (int i = 0; i < batch.count(); i++) {
      reader.read(read(from, claimants), batch.first() + i);
    }
    if (from.hasMore()) {
      throw new Decoder.Garbled(
          "the batch at " + batch.first() + " holds more than its " + batch.count() + " events");
    }
  }

  public static void write(Event event, Encoder to) {
    switch (event) {
      case Event.Drawn drawn -> {
        claimed(DRAWN, drawn, to);
        to.put(drawn.draws());
        to.put(drawn.allocated());
        for (int draw = 0; draw < drawn.draws(); draw++) {
          to.number(drawn.outcomes().at(draw) + 1);
        }
      }
      case Event.Entered entered -> {
        claimed(LotteryEventCodec.ENTERED, entered, to);
        to.put(entered.entries());
      }
      case Event.Snatched snatched -> {
        claimed(SNATCHED, snatched, to);
        RainCodec.write(snatched, to);
      }
      case Event.Deducted deducted -> {
        claimed(deducted.fromCart() ? SaleEventCodec.ORDERED : DEDUCTED, deducted, to);
        SaleEventCodec.write(deducted, to);
      }
      case Event.Waited waited -> {
        claimed(SaleEventCodec.WAITED, waited, to);
        SaleEventCodec.write(waited, to);
      }
      case Event.Settled settled -> {
        to.put(SETTLED);
        to.number(settled.campaign());
        to.number(settled.claim());
        to.put(ENDINGS.indexOf(settled.ending()));
      }
      case SaleEvent sale -> SaleEventCodec.write(sale, to);
      case Event.Adjusted adjusted -> adjusted(adjusted, to);
      case StockEvent stock -> StockEventCodec.write(stock, to);
      case ProofEvent proof -> ProofEventCodec.write(proof, to);
      case Event.Steered steered -> {
        to.put(STEERED);
        to.number(steered.campaign());
        to.put(MOVES.indexOf(steered.move()));
      }
      case Event.Defined defined -> {
        to.put(defined.draft() ? DRAFTED : DEFINED);
        to.ascii(defined.campaign());
        to.number(defined.version());
        CampaignCodec.write(defined.definition(), to);
        SecretCodec.write(defined.secret(), to);
      }
      case Enlisted enlisted -> ListCodec.write(enlisted, to);
      case LotteryEvent lottery -> LotteryEventCodec.write(lottery, to);
      case ChangeEvent change -> ChangeEventCodec.write(change, to);
      case QuarantineEvent quarantine -> QuarantineEventCodec.write(quarantine, to);
      case Event.Founded founded -> {
        to.put(FOUNDED);
        to.fixed64(founded.seedHigh());
        to.fixed64(founded.seedLow());
      }
    }
  }

  private static void claimed(int kind, Event.Claimed claimed, Encoder to) {
    to.put(kind);
    to.number(claimed.campaign());
    UseCodec.write(claimed.use(), to);
  }

  private static void adjusted(Event.Adjusted adjusted, Encoder to) {
    to.put(ADJUSTED);
    to.number(adjusted.campaign());
    Claimant claimant = adjusted.claimant();
    to.put(claimant == null ? 0 : 1);
    if (claimant != null) {
      to.ascii(claimant.key());
    }
    to.fixed32(adjusted.fingerprint());
    change(adjusted.change(), to);
  }

  private static void change(Change change, Encoder to) {
    switch (change) {
      case Change.InRound in -> {
        to.put(3);
        to.number(in.round());
        change(in.change(), to);
      }
      case Change.Stock stock -> {
        to.put(0);
        to.ascii(stock.item());
        to.signed(stock.units());
      }
      case Change.Target target -> {
        to.put(2);
        to.ascii(target.item());
        to.number(target.units());
        to.number(target.version());
      }
      case Change.Budget budget -> {
        to.put(1);
        to.signed(budget.cents());
        to.signed(budget.packets());
      }
    }
  }

  /** Reads one event, as {@link #write} wrote it. */
  public static Event read(Decoder from, Claimants claimants) {
    int kind = from.get();
    return switch (kind) {
      case DRAWN,
          SNATCHED,
          DEDUCTED,
          SaleEventCodec.ORDERED,
          SaleEventCodec.WAITED,
          LotteryEventCodec.ENTERED ->
          claimed(kind, from, claimants);
      case SETTLED -> new Event.Settled(from.count(), from.count(), one(ENDINGS, from));
      case ADJUSTED -> adjusted(from, claimants);
      case STEERED -> new Event.Steered(from.count(), one(MOVES, from));
      case DEFINED, DRAFTED ->
          new Event.Defined(
              from.ascii(),
              from.count(),
              CampaignCodec.read(from),
              SecretCodec.read(from),
              kind == DRAFTED);
      case FOUNDED -> new Event.Founded(from.fixed64(), from.fixed64());
      case StockEventCodec.NOTICED -> StockEventCodec.noticed(from);
      case ProofEventCodec.REVEALED -> ProofEventCodec.revealed(from);
      case ProofEventCodec.CAMPAIGN_SETTLED -> ProofEventCodec.campaignSettled(from);
      case ChangeEventCodec.AUTHORED,
          ChangeEventCodec.PROPOSED,
          ChangeEventCodec.APPROVED,
          ChangeEventCodec.WITHDRAWN ->
          ChangeEventCodec.read(kind, from, claimants);
      case ListCodec.ENLISTED -> ListCodec.read(from, claimants);
      case LotteryEventCodec.CREDITED,
          LotteryEventCodec.ALLOCATED,
          LotteryEventCodec.ALLOCATION_ENDED,
          LotteryEventCodec.WON,
          LotteryEventCodec.RAFFLE_ENDED ->
          LotteryEventCodec.read(kind, from, claimants);
      case QuarantineEventCodec.EPOCH_OPENED,
          QuarantineEventCodec.QUARANTINED,
          QuarantineEventCodec.RELEASED,
          QuarantineEventCodec.REDEEMED ->
          QuarantineEventCodec.read(kind, from);
      default -> {
        if (kind >= SaleEventCodec.FIRST && kind <= SaleEventCodec.LAST) {
          yield SaleEventCodec.read(kind, from, claimants);
        }
        throw new Decoder.Garbled(kind + " is no kind of event");
      }
    };
  }

  private static Event claimed(int kind, Decoder from, Claimants claimants) {
    int campaign = from.count();
    Event.Use use = UseCodec.read(from, claimants);
    return switch (kind) {
      case DRAWN -> {
        int draws = from.get();
        int allocated = from.get();
        int[] outcomes = new int[draws];
        for (int i = 0; i < draws; i++) {
          outcomes[i] = from.count() - 1;
        }
        yield new Event.Drawn(campaign, use, allocated, Outcomes.of(outcomes, draws));
      }
      case LotteryEventCodec.ENTERED -> new Event.Entered(campaign, use, from.get());
      case SNATCHED -> RainCodec.snatched(campaign, use, from);
      case SaleEventCodec.WAITED -> {
        long holdMillis = from.number();
        long untilMillis = from.number();
        yield new Event.Waited(campaign, use, SaleEventCodec.taken(from), holdMillis, untilMillis);
      }
      default -> {
        long expiresAtMillis = from.number();
        List<Event.Taken> taken = SaleEventCodec.taken(from);
        boolean fromCart = kind == SaleEventCodec.ORDERED;
        yield new Event.Deducted(campaign, use, taken, expiresAtMillis, fromCart);
      }
    };
  }

  private static Event.Adjusted adjusted(Decoder from, Claimants claimants) {
    int campaign = from.count();
    Claimant claimant = yes(from) ? claimants.of("", from.ascii()) : null;
    int fingerprint = from.fixed32();
    return new Event.Adjusted(campaign, claimant, fingerprint, change(from));
  }

  private static Change change(Decoder from) {
    int kind = from.get();
    return switch (kind) {
      case 0 -> new Change.Stock(from.ascii(), from.signed());
      case 1 -> new Change.Budget(from.signed(), from.signed());
      case 2 -> new Change.Target(from.ascii(), from.number(), from.number());
      case 3 -> new Change.InRound(from.count(), change(from));
      default -> throw new Decoder.Garbled(kind + " is no kind of change");
    };
  }

  static boolean yes(Decoder from) {
    int which = from.get();
    if (which > 1) {
      throw new Decoder.Garbled(which + " is neither 0 for no nor 1 for yes");
    }
    return which == 1;
  }

  static <T> T one(List<T> of, Decoder from) {
    int which = from.get();
    if (which >= of.size()) {
      throw new Decoder.Garbled(which + " is not below " + of.size());
    }
    return of.get(which);
  }
}
