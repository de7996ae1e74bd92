package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Line;
import dev.manna.core.Command.Move;
import dev.manna.core.Command.Settlement;
import dev.manna.core.GrantId;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.Pacing;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Denomination;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of the machine whatever it is asked: undo, replay and snapshots lose nothing. */
class MachineTest {
  private static final List<Settlement> SETTLEMENTS = List.of(Settlement.values());

  private static final String[] CAMPAIGNS = {
    "lottery", "fallback", "rain", "fixed", "planned", "sale"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldBeAsItWasAfterUndoingAnyBatch(long seed) {
    Random random = new Random(seed);
    Desk desk = new Desk();
    for (int round = 0; round < 150; round++) {
      String before = desk.machine.digest();
      desk.now += random.nextInt(3_000);
      desk.machine.begin(desk.now);
      List<Request> requests = new ArrayList<>();
      for (int i = random.nextInt(40); i > 0; i--) {
        requests.add(command(random));
      }
      requests.forEach(each -> desk.machine.handle(desk.machine.prepare(each), random::nextLong));
      desk.machine.undo();
      assertThat(desk.machine.digest()).as("seed %d, round %d", seed, round).isEqualTo(before);
      requests.forEach(desk::ask);
    }
    assertThat(desk.machine.position()).isGreaterThan(900);
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldKeepAStateAsItStoodUntilItIsReleased(long seed) {
    Random random = new Random(seed);
    Desk desk = new Desk();
    for (int round = 0; round < 40; round++) {
      String before = desk.machine.digest();
      Frozen frozen = desk.machine.freeze();
      assertThat(frozen.position()).isEqualTo(desk.machine.position());
      for (int i = random.nextInt(60); i > 0; i--) {
        desk.now += random.nextInt(3_000);
        Command command = command(random);
        desk.machine.begin(desk.now);
        desk.machine.handle(desk.machine.prepare(command), random::nextLong);
        if (random.nextInt(3) == 0) {
          desk.machine.undo();
        } else {
          desk.keep();
        }
        String where = "seed %d, round %d, %s".formatted(seed, round, command);
        assertThat(digest(frozen)).as(where).isEqualTo(before);
      }
      frozen.release();
      desk.ask(command(random));
    }
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  @Test
  void shouldFreezeOneStateAtATimeAndBetweenBatches() {
    Desk desk = new Desk();
    Frozen first = desk.machine.freeze();
    assertThatThrownBy(desk.machine::freeze).hasMessageContaining("was released");
    first.release();
    desk.machine.freeze().release();
    desk.machine.begin(desk.now);
    assertThatThrownBy(desk.machine::freeze).hasMessageContaining("between batches");
  }

  @Test
  void shouldGoOnFromASnapshotAsFromTheWholeLog() {
    Random random = new Random(99);
    Desk desk = new Desk();
    for (int i = 0; i < 3_000; i++) {
      desk.now += random.nextInt(500);
      desk.ask(command(random));
    }
    Machine loaded = copy(desk.machine);
    int tail = desk.log.size();
    for (int i = 0; i < 3_000; i++) {
      desk.now += random.nextInt(500);
      desk.ask(command(random));
    }
    desk.log.subList(tail, desk.log.size()).forEach(loaded::replay);
    assertThat(loaded.digest()).isEqualTo(desk.machine.digest());
    assertThat(loaded.nextExpiryMillis()).isPositive();
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  @Test
  void shouldFindEveryUserAndClaimWhileTablesGrow() {
    Desk desk = new Desk();
    desk.define("c", new Sale(Terms.open(""), List.of(new Sku("a", "", 1_000_000))));
    for (int i = 0; i < 60_000; i++) {
      desk.order("user" + i, "k", 0, "a", 1);
    }
    long position = desk.machine.position();
    for (int i = 0; i < 60_000; i++) {
      desk.order("user" + i, "k", 0, "a", 1);
    }
    assertThat(desk.machine.position()).as("all are known").isEqualTo(position);
    assertThat(desk.pool("a").given()).isEqualTo(60_000);
  }

  /** Between batches there is time for what a claim would wait for, by parts. */
  @Test
  void shouldGrowAheadBetweenBatches() {
    Desk desk = new Desk();
    desk.define("c", new Sale(Terms.open(""), List.of(new Sku("a", "", 1_000_000))));
    int parts = 0;
    for (int i = 0; i < 20_000; i++) {
      desk.order("user" + i, "k", 0, "a", 1);
      parts += desk.machine.workAhead() ? 1 : 0;
    }
    assertThat(parts).as("parts of two tables").isGreaterThan(10);
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
    desk.machine.begin(desk.now);
    assertThatThrownBy(desk.machine::workAhead).hasMessageContaining("only between batches");
  }

  @Test
  void shouldUndoMoreRowsThanASegmentHolds() {
    Desk desk = new Desk();
    desk.define("c", new Sale(Terms.open(""), List.of(new Sku("a", "", 1_000_000))));
    desk.order("early", "k", 0, "a", 1);
    String before = desk.machine.digest();
    desk.machine.begin(desk.now);
    for (int i = 0; i < 8_000; i++) {
      Command order = new Command.Deduct("c", "u" + i, "k", List.of(new Line("a", 1)), 0);
      desk.machine.handle(desk.machine.prepare(order), () -> 0);
    }
    desk.machine.undo();
    assertThat(desk.machine.digest()).isEqualTo(before);
    for (int i = 0; i < 8_000; i++) {
      desk.order("u" + i, "k", 0, "a", 1);
    }
    desk.order("early", "k", 0, "a", 1);
    assertThat(desk.pool("a").given()).isEqualTo(8_001);
  }

  /** As {@link Machine#digest} makes it. */
  private static String digest(Frozen frozen) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      frozen.writeTo(digest::update);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static Machine copy(Machine machine) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    machine.save(
        buffer -> {
          byte[] chunk = new byte[buffer.remaining()];
          buffer.get(chunk);
          bytes.writeBytes(chunk);
        });
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    return Machine.load(
        buffer -> {
          byte[] chunk = new byte[buffer.remaining()];
          assertThat(in.readNBytes(chunk, 0, chunk.length)).isEqualTo(chunk.length);
          buffer.put(ByteBuffer.wrap(chunk));
        });
  }

  private static Command command(Random random) {
    String campaign = CAMPAIGNS[random.nextInt(CAMPAIGNS.length)];
    String user = "u" + random.nextInt(30);
    String key = "k" + random.nextInt(60);
    return switch (random.nextInt(20)) {
      case 0, 1 -> define(campaign, random);
      case 2 -> new Command.Steer(campaign, random.nextInt(9) == 0 ? Move.PAUSE : Move.RESUME);
      case 3 -> new Command.Adjust(campaign, key, change(random));
      case 4, 5, 6, 7 ->
          new Command.Settle(
              new GrantId(campaign, 1 + random.nextInt(200)), SETTLEMENTS.get(random.nextInt(3)));
      default ->
          switch (campaign) {
            case "sale" ->
                new Command.Deduct(
                    campaign,
                    user,
                    key,
                    List.of(
                        new Line("a" + random.nextInt(4), 1 + random.nextInt(3)),
                        new Line("a" + random.nextInt(4), 1)),
                    random.nextInt(3) * 2_000L);
            case "rain", "fixed", "planned" -> new Command.Snatch(campaign, user, key);
            default -> new Command.Draw(campaign, user, key, 1 + random.nextInt(10));
          };
    };
  }

  private static Change change(Random random) {
    if (random.nextInt(3) == 0) {
      int round = 1 + random.nextInt(3);
      return new Change.InRound(
          round,
          random.nextBoolean()
              ? new Change.Budget(random.nextInt(200) + 1, random.nextInt(2))
              : new Change.Stock("mug", random.nextInt(3) + 1));
    }
    return random.nextBoolean()
        ? new Change.Budget(random.nextInt(2_000) - 500, random.nextInt(20) - 5)
        : new Change.Stock(
            List.of("a0", "a1", "100", "7").get(random.nextInt(4)), 1 + random.nextInt(20));
  }

  private static Command define(String campaign, Random random) {
    Terms terms = Terms.open("t" + random.nextInt(3)).with(new Limits(random.nextInt(400), 0, 0));
    int more = random.nextInt(50);
    long version = random.nextInt(4);
    return new Command.Define(
        campaign,
        switch (campaign) {
          case "lottery" -> new Lottery(terms, 10, prizes(more), new WhenGone.Redraw());
          case "fallback" -> new Lottery(terms, 10, prizes(more), new WhenGone.Fallback("a0"));
          case "rain" ->
              new RedPacket(
                  terms,
                  "CNY",
                  5_000 + more * 100L,
                  50 + more,
                  new Split.DoubleMean(1, 5_000),
                  900_000);
          case "fixed" ->
              new RedPacket(
                  terms,
                  "CNY",
                  2_000 + 7 * 40,
                  60,
                  new Split.Fixed(List.of(new Denomination(100, 20), new Denomination(7, 40))),
                  RedPacket.ALWAYS);
          case "planned" -> planned(terms, more);
          default ->
              new Sale(
                  terms,
                  List.of(
                      new Sku("a0", "", 20 + more),
                      new Sku("a1", "", 30),
                      new Sku("a2", "", 40),
                      new Sku("a3", "", more)));
        },
        version);
  }

  private static RedPacket planned(Terms terms, int more) {
    List<RainPlan.Round> rounds = new ArrayList<>();
    for (int i = 0; i < 3 + more / 25; i++) {
      rounds.add(
          new RainPlan.Round(
              1_000_000 + i * 60_000L,
              1_050_000 + i * 60_000L,
              1_000 + more,
              20,
              List.of(new RainPlan.Units("mug", more))));
    }
    RainPlan plan =
        RainPlan.NONE
            .with(200_000, List.of(new RainPlan.Good("mug", "", (long) more * rounds.size())))
            .in(rounds, true)
            .with(new Pacing.FrontLoaded())
            .opened(20_000, 0);
    return new RedPacket(
        terms,
        "CNY",
        rounds.size() * (1_000L + more),
        rounds.size() * 20L,
        new Split.PositionFair(1, 500),
        RedPacket.ALWAYS,
        plan);
  }

  private static List<Prize> prizes(int more) {
    return List.of(
        new Prize("a0", "", 1 + more, 20 + more),
        new Prize("a1", "", 5, 10),
        new Prize("a2", "", 30, Prize.UNLIMITED));
  }
}
