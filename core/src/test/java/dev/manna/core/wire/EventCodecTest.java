package dev.manna.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Acks;
import dev.manna.core.Author;
import dev.manna.core.Batch;
import dev.manna.core.Campaign;
import dev.manna.core.ChangeEvent;
import dev.manna.core.Claimant;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Move;
import dev.manna.core.Event;
import dev.manna.core.Leeway;
import dev.manna.core.Limits;
import dev.manna.core.Limits.Dimension;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.Pacing;
import dev.manna.core.Period;
import dev.manna.core.ProofEvent;
import dev.manna.core.ProofEvent.Closing;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Denomination;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.SaleEvent;
import dev.manna.core.Terms;
import dev.manna.core.Waitlist;
import dev.manna.core.proof.Bits;
import dev.manna.core.proof.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes that stand in somebody's log must be read for ever: they are golden. */
class EventCodecTest {
  private static final Claimant WHO = new Claimant("alice", "order-1", 0, 0, 0);

  private static final Secret SECRET =
      new Secret(new Bits(1, -2, 3, -4), new Bits(5, 6, Long.MIN_VALUE, Long.MAX_VALUE));

  private static final Limits LIMITS =
      new Limits(
          5,
          2,
          3,
          4,
          1_500,
          List.of(
              new Dimension("device", Period.DAY, 3, 1_000_000, true),
              new Dimension("store", Period.TOTAL, 300, 1, false)));

  private static List<Event> events() {
    List<Event> all = new ArrayList<>(common());
    all.addAll(LotteryEvents.all());
    all.add(counted());
    all.add(new ChangeEvent.Authored("sale", new Author("ann@x", "Grüße 春")));
    Sale draft = new Sale(Terms.open(""), List.of(new Sku("a", "", 1)));
    all.add(new Event.Defined("draft", 1, draft, SECRET, true));
    all.add(new Event.Defined("draft", 2, draft, null, true));
    all.add(new Event.Steered(6, Move.PUBLISH));
    all.add(new ProofEvent.CampaignSettled(300, List.of(new Closing(5, 0, 2))));
    all.addAll(ApprovalEvents.all());
    all.addAll(waits());
    Terms booked = new Terms("", 0, 9, "UTC", Limits.NONE, true, true, Acks.LEDGER);
    all.add(new Event.Defined("booked", 1, new Sale(booked, List.of(new Sku("a", "", 1)))));
    return all;
  }

  private static List<Event> waits() {
    Leeway leeway = Leeway.PLAIN.withWaitlist(new Waitlist(300, 86_400_000));
    List<Event.Taken> wanted = List.of(new Event.Taken(0, 3), new Event.Taken(300, 1L << 40));
    return List.of(
        new Event.Defined(
            "waits", 1, new Sale(Terms.open(""), List.of(new Sku("a", "", 1)), leeway)),
        new Event.Waited(7, new Event.Use(WHO, 9, true), wanted, 900_000, 1L << 41),
        new SaleEvent.Served(7, 300, wanted, 1L << 41),
        new SaleEvent.Served(7, 1, wanted.subList(0, 1), 0),
        new SaleEvent.WaitEnded(7, 300, true),
        new SaleEvent.WaitEnded(7, 2, false));
  }

  private static Event counted() {
    List<Event.Count> counts =
        List.of(new Event.Count(0, true, 0, 0), new Event.Count(9, false, -2, 0xabcd));
    return new Event.Drawn(0, new Event.Use(WHO, 7, true, counts), List.of());
  }

  private static List<Event> common() {
    Terms terms = new Terms("Frühling 春", 1_000, 2_000_000, "Asia/Shanghai", LIMITS);
    Campaign lottery =
        new Lottery(
            terms,
            900,
            List.of(new Prize("car", "A car", 1, 3), new Prize("pen", "", 99, Prize.UNLIMITED)),
            new WhenGone.Fallback("pen"));
    Campaign rain =
        new RedPacket(terms, "CNY", 100_000, 1_000, new Split.DoubleMean(1, 2_000), 250_000);
    Split fixed = new Split.Fixed(List.of(new Denomination(100, 5), new Denomination(888, 1)));
    Campaign denominations = new RedPacket(terms, "JPY", 1_388, 6, fixed, RedPacket.ALWAYS);
    Campaign even = new RedPacket(terms, "EUR", 1_000, 10, new Split.Even(), RedPacket.ALWAYS);
    Campaign sale =
        new Sale(
            terms,
            List.of(new Sku("a-1", "Mug", 500).limited(2), new Sku("b_2", "", 0)),
            new Leeway(86_400_000, 3));
    return List.of(
        new Event.Founded(0x0123456789abcdefL, -1),
        new Event.Defined("lottery", 1, lottery).with(SECRET),
        new Event.Defined("rain", 1, rain),
        new Event.Defined("fixed", 300, denominations),
        new Event.Defined("even", 1, even),
        new Event.Defined("sale", 1, sale),
        new Event.Steered(3, Move.RESUME),
        new Event.Adjusted(4, null, 77, new Change.Stock("a-1", -50)),
        new Event.Adjusted(1, new Claimant("", "raise", 0, 0, 0), -1, new Change.Budget(500, -5)),
        new Event.Snatched(1, WHO, 5, false, 0, 0),
        new Event.Snatched(2, WHO, 5, false, 888, 2),
        new Event.Defined("planned", 2, planned(terms)),
        new Event.Adjusted(5, null, 7, new Change.InRound(2, new Change.Budget(-1, 0))),
        new Event.Snatched(5, new Event.Use(WHO, 5, true), 2, 1, 300, List.of(300L, 7L), 1L << 41),
        new Event.Snatched(5, new Event.Use(WHO, 5, false), 2, 0, 0, List.of(), 0),
        new Event.Deducted(
            4,
            WHO,
            9,
            true,
            List.of(new Event.Taken(0, 3), new Event.Taken(1, 1L << 40)),
            1L << 41),
        new Event.Settled(4, 12_345, Event.Ending.EXPIRED),
        new ProofEvent.Revealed(
            2, List.of(new Closing(Prize.UNLIMITED, 0, 300), new Closing(5, 1, 2))),
        new Event.Deducted(
            4, new Event.Use(WHO, 9, false), List.of(new Event.Taken(0, 3)), 0, true),
        new SaleEvent.CartSet(4, new Claimant("alice", "", 0, 0, 0), "a-1", 300),
        new SaleEvent.CartEmptied(4, new Claimant("alice", "", 0, 0, 0)),
        new SaleEvent.Extended(4, 300, 1L << 41),
        new SaleEvent.Regained(4, 300),
        new SaleEvent.Returned(4, new Claimant("", "7 back-1", 0, 0, 0), -9, 6, 2));
  }

  private static Campaign planned(Terms terms) {
    List<RainPlan.Units> mugs = List.of(new RainPlan.Units("mug", 3));
    RainPlan plan =
        RainPlan.NONE
            .with(50_000, List.of(new RainPlan.Good("mug", "A mug", 3)))
            .in(
                List.of(
                    new RainPlan.Round(1_000, 2_000, 100, 10, mugs),
                    new RainPlan.Round(3_000, 4_000, 900, 90, List.of())),
                true)
            .with(new Pacing.Knots(List.of(new Pacing.Knot(500, 800))))
            .opened(60_000, 3_000_000);
    Split fair = new Split.PositionFair(1, 90);
    return new RedPacket(terms, "CNY", 1_000, 100, fair, RedPacket.ALWAYS, plan);
  }

  private static Batch batch(List<Event> events) {
    Encoder encoder = new Encoder();
    events.forEach(event -> EventCodec.write(event, encoder));
    return new Batch(1, events.size(), 5, encoder.view());
  }

  @Test
  void shouldReadWhatItWrote() {
    List<Event> read = new ArrayList<>();
    EventCodec.read(
        batch(events()), EventCodec.Claimants.NAMES_ONLY, (event, position) -> read.add(event));
    assertThat(read).isEqualTo(events());
  }

  @Test
  void shouldWriteTheBytesThatStandInLogsAlready() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Event event : events()) {
      Encoder encoder = new Encoder();
      EventCodec.write(event, encoder);
      byte[] bytes = new byte[encoder.length()];
      encoder.view().get(bytes);
      lines.add(event.getClass().getSimpleName() + " " + HexFormat.of().formatHex(bytes));
    }
    try (InputStream golden = EventCodecTest.class.getResourceAsStream("events.golden")) {
      assertThat(golden).as("events.golden").isNotNull();
      String expected = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(String.join("\n", lines) + "\n").isEqualTo(expected);
    }
  }

  @Test
  void shouldRefuseBytesThatNobodyWrote() {
    Batch whole = batch(events());
    int length = whole.payload().remaining();
    for (int cut = 0; cut < length; cut++) {
      ByteBuffer part = whole.payload().duplicate().limit(cut);
      Batch shorter = new Batch(1, whole.count(), 5, part);
      assertThatThrownBy(
              () -> EventCodec.read(shorter, EventCodec.Claimants.NAMES_ONLY, (event, at) -> {}))
          .isInstanceOfAny(Decoder.Garbled.class, IllegalArgumentException.class);
    }
  }
}
