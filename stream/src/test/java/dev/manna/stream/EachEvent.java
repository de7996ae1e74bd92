package dev.manna.stream;

import dev.manna.core.Author;
import dev.manna.core.Batch;
import dev.manna.core.Campaign;
import dev.manna.core.ChangeEvent;
import dev.manna.core.Claimant;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Move;
import dev.manna.core.Enlist;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryEvent;
import dev.manna.core.ProofEvent;
import dev.manna.core.QuarantineEvent;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import dev.manna.core.SaleEvent;
import dev.manna.core.StockEvent;
import dev.manna.core.Terms;
import dev.manna.core.proof.Bits;
import dev.manna.core.proof.Secret;
import dev.manna.core.wire.Encoder;
import dev.manna.core.wire.EventCodec;
import dev.manna.simulation.CrowdLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A log in which each event that there is happens at least once. */
final class EachEvent {
  /** 2026-11-21, in the morning. */
  static final long BEGUN_MILLIS = 1_795_219_200_000L;

  static final Secret SECRET = new Secret(new Bits(1, 2, 3, 4), new Bits(5, 6, 7, 8));

  private static final long LATER_MILLIS = BEGUN_MILLIS + 900_000;
  private static final Author ANN = new Author("ann@example", "Grüße 春");
  private static final Event.Use ALICE = new Event.Use(who("alice", "order-1"), 7, true);

  private EachEvent() {}

  private static Claimant who(String user, String key) {
    return new Claimant(user, key, 0, 0, 0);
  }

  /** All of them, in batches of three. */
  static CrowdLog log() {
    List<Event> events = new ArrayList<>(List.of(new Event.Founded(1, 2)));
    events.addAll(lottery());
    events.addAll(rain());
    events.addAll(sale());
    events.addAll(raffle());
    events.addAll(changes());
    events.addAll(quarantine());
    List<Batch> batches = new ArrayList<>();
    for (int at = 0; at < events.size(); at += 3) {
      batches.add(batch(at + 1, events.subList(at, Math.min(at + 3, events.size()))));
    }
    return CrowdLog.of(batches);
  }

  static Batch batch(long first, List<Event> events) {
    Encoder encoder = new Encoder();
    events.forEach(event -> EventCodec.write(event, encoder));
    byte[] bytes = new byte[encoder.length()];
    encoder.view().get(bytes);
    return new Batch(
        first, events.size(), BEGUN_MILLIS + 10 * first, ByteBuffer.wrap(bytes).asReadOnlyBuffer());
  }

  static Event defined(String campaign, Campaign definition) {
    return new Event.Defined(campaign, 1, definition, SECRET);
  }

  private static List<Event> lottery() {
    Lottery definition =
        new Lottery(
            Terms.open("Spring"),
            900,
            List.of(new Lottery.Prize("car", "A car", 1, 3)),
            new Lottery.WhenGone.Redraw());
    return List.of(
        defined("draw", definition),
        new LotteryEvent.Credited(0, who("alice", "visit-1"), 7, "sign-in", 2),
        new Enlisted(0, Enlist.Roll.ALLOW, true, List.of(who("bob", ""))),
        new LotteryEvent.Allocated(
            0, who("", "jury"), 9, 0, 1, LATER_MILLIS, List.of(who("bob", ""))),
        new Event.Drawn(0, ALICE, 1, List.of(0, Event.Drawn.MISS, 0)),
        new Event.Drawn(0, ALICE, 0, List.of(Event.Drawn.MISS)),
        new LotteryEvent.AllocationEnded(0, 0));
  }

  private static List<Event> rain() {
    RedPacket definition =
        new RedPacket(
            Terms.open("Rain"),
            "CNY",
            1_000,
            10,
            new RedPacket.Split.Even(),
            RedPacket.ALWAYS,
            RainPlan.NONE);
    return List.of(
        defined("rain", definition),
        new Event.Snatched(1, ALICE, 1, 1, 163, List.of(163L, 7L), LATER_MILLIS),
        new Event.Snatched(1, ALICE, 0, 0, 0, List.of(), 0),
        new Event.Settled(1, 0, Event.Ending.OPENED));
  }

  private static List<Event> sale() {
    Sale definition = new Sale(Terms.open("Flash"), List.of(new Sale.Sku("mug", "A mug", 5)));
    List<Event.Taken> two = List.of(new Event.Taken(0, 2));
    return List.of(
        defined("flash", definition),
        new Event.Steered(2, Move.PAUSE),
        new Event.Adjusted(2, who("", "more-1"), 5, new Change.Stock("mug", 3)),
        new Event.Adjusted(2, null, 5, new Change.Target("mug", 9, 2)),
        new Event.Adjusted(1, null, 5, new Change.InRound(1, new Change.Budget(500, 5))),
        new SaleEvent.CartSet(2, who("alice", ""), "mug", 2),
        new Event.Deducted(2, ALICE, two, LATER_MILLIS, true),
        new SaleEvent.CartEmptied(2, who("alice", "")),
        new StockEvent.Noticed(2, 0, StockEvent.Level.LOW, 1),
        new SaleEvent.Extended(2, 0, LATER_MILLIS + 1),
        new Event.Settled(2, 0, Event.Ending.EXPIRED),
        new SaleEvent.Regained(2, 0),
        new SaleEvent.Returned(2, who("", "return alice-1"), 3, 0, 1),
        new Event.Waited(2, ALICE, two, 900_000, LATER_MILLIS),
        new SaleEvent.Served(2, 1, two, LATER_MILLIS),
        new SaleEvent.WaitEnded(2, 1, true));
  }

  private static List<Event> raffle() {
    Lottery definition =
        new Lottery(
            Terms.open("Raffle"),
            0,
            List.of(new Lottery.Prize("trip", "A trip", 0, 1)),
            new Lottery.WhenGone.Redraw(),
            List.of(),
            false,
            true);
    return List.of(
        defined("raffle", definition),
        new Event.Entered(3, ALICE, 5),
        new LotteryEvent.Won(3, 0, 0),
        new LotteryEvent.RaffleEnded(3),
        new ProofEvent.CampaignSettled(3, List.of(new ProofEvent.Closing(1, 0, 1))),
        new ProofEvent.Revealed(
            1, List.of(new ProofEvent.Closing(1_000, 0, 163), new ProofEvent.Closing(10, 0, 1))));
  }

  private static List<Event> quarantine() {
    QuarantineEvent.Part mugs = new QuarantineEvent.Part(0, 0, 2);
    List<QuarantineEvent.Part> packet =
        List.of(new QuarantineEvent.Part(0, 1, 100), new QuarantineEvent.Part(1, 1, 1));
    return List.of(
        new QuarantineEvent.EpochOpened(
            2, LATER_MILLIS, List.of(new QuarantineEvent.Hidden(2, 0, 9))),
        new QuarantineEvent.Quarantined(2, mugs),
        new QuarantineEvent.Redeemed(1, 1, 77, packet),
        new QuarantineEvent.Released(2, mugs));
  }

  private static List<Event> changes() {
    return List.of(
        new ChangeEvent.Authored("flash", ANN),
        new ChangeEvent.Proposed(2, 6, ANN, new Event.Steered(2, Move.CLOSE)),
        new ChangeEvent.Approved(2, 6, ANN),
        new ChangeEvent.Withdrawn(2, 7, ANN));
  }
}
