package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Command;
import dev.manna.core.Command.Line;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of the machine whatever it is asked: undo, replay and snapshots lose nothing. */
class MachineTest {
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
        requests.add(SomeCommand.of(random));
      }
      requests.forEach(each -> desk.machine.handle(desk.machine.prepare(each), random::nextLong));
      desk.machine.undo();
      assertThat(desk.machine.digest()).as("seed %d, round %d", seed, round).isEqualTo(before);
      requests.forEach(desk::ask);
    }
    assertThat(desk.machine.position()).isGreaterThan(900);
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  @Test
  void shouldGoOnFromASnapshotAsFromTheWholeLog() {
    Random random = new Random(99);
    Desk desk = new Desk();
    for (int i = 0; i < 3_000; i++) {
      desk.now += random.nextInt(500);
      desk.ask(SomeCommand.of(random));
    }
    Machine loaded = copy(desk.machine);
    int tail = desk.log.size();
    for (int i = 0; i < 3_000; i++) {
      desk.now += random.nextInt(500);
      desk.ask(SomeCommand.of(random));
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

  /**
   * Of a campaign with so many items that they are fetched, too; nobody has looked at the names.
   */
  @Test
  void shouldFetchForOrdersOfWhatThereIsNotAsWell() {
    Desk desk = Desk.ofAJournal();
    List<Sku> skus = IntStream.range(0, 5_000).mapToObj(i -> new Sku("a" + i, "", 10)).toList();
    desk.define("c", new Sale(Terms.open(""), skus));
    for (int i = 0; i <= Machine.MOST_EXPECTED; i++) {
      Command order =
          new Command.Deduct("c", "u" + i, "k", List.of(new Line("a" + i * 1_000, 1)), 0);
      desk.machine.expect(desk.machine.prepare(order));
    }
    desk.machine.fetchExpected();
    assertThat(desk.order("u", "k", 0, "a4999", 1)).isInstanceOf(Reply.Claimed.class);
    assertThat(Desk.code(desk.order("u", "k2", 0, "a5000", 1))).isEqualTo("malformed");
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
}
