package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.manna.core.Batch;
import dev.manna.core.Campaign;
import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Line;
import dev.manna.core.Command.Settlement;
import dev.manna.core.GrantId;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.StockChange;
import dev.manna.core.Supply;
import dev.manna.core.Terms;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a batch says of the stock; that it adds up to what is free, the desk looks at after each
 * batch of every test of the law.
 */
class StockTallyTest {
  private final Desk desk = new Desk();

  private static Campaign mugs(int stock) {
    return new Sale(Terms.open(""), List.of(new Sku("mug", "", stock), new Sku("cap", "", stock)));
  }

  private static Command.Deduct order(String key, int units, long holdMillis) {
    return new Command.Deduct("c", "ann", key, List.of(new Line("mug", units)), holdMillis);
  }

  /** All of it in one batch. */
  private List<StockChange> decide(Request... requests) {
    desk.machine.begin(desk.now);
    for (Request each : requests) {
      desk.machine.handle(desk.machine.prepare(each), () -> desk.luck++);
    }
    Batch batch = desk.machine.batch();
    desk.keep();
    return batch == null ? List.of() : batch.stock();
  }

  private static StockChange mug(long change, long taken) {
    return new StockChange(0, 0, "c/mug", change, taken);
  }

  @Test
  void shouldSayWhatABatchTakesAndWhatComesBackInIt() {
    assertThat(decide(new Command.Define("c", mugs(9), 0)))
        .containsExactly(mug(9, 0), new StockChange(0, 1, "c/cap", 9, 0));
    assertThat(decide(order("a1", 2, 60_000))).containsExactly(mug(-2, 2));
    Command.Settle cancel = new Command.Settle(new GrantId("c", 1), Settlement.CANCEL);
    assertThat(decide(order("a2", 1, 60_000), cancel)).containsExactly(mug(1, 1));
    Command.Settle confirm = new Command.Settle(new GrantId("c", 2), Settlement.CONFIRM);
    assertThat(decide(confirm)).as("what was held is given").isEmpty();
    assertThat(decide(order("a2", 1, 60_000))).as("sent again").isEmpty();
    assertThat(decide(order("a3", 99, 0))).as("refused").isEmpty();
  }

  @Test
  void shouldSayWhatAnExpiryGivesBack() {
    decide(new Command.Define("c", mugs(9), 0));
    decide(order("a1", 4, 1_000));
    desk.now += 1_000;
    assertThat(decide()).containsExactly(mug(4, 0));
  }

  @Test
  void shouldForgetWhatWasUndone() {
    decide(new Command.Define("c", mugs(9), 0));
    desk.machine.begin(desk.now);
    desk.machine.handle(desk.machine.prepare(order("a1", 4, 0)), () -> 0);
    desk.machine.undo();
    assertThat(decide(order("a1", 3, 0))).containsExactly(mug(-3, 3));
  }

  @Test
  void shouldSayNothingWhereNobodyAsks() {
    Machine machine = new Machine();
    machine.begin(1);
    machine.found(1, 2);
    machine.handle(machine.prepare(new Command.Define("c", mugs(9), 0)), () -> 1);
    Batch batch = machine.batch();
    assertThat(batch == null ? null : batch.stock()).isEmpty();
  }

  @Test
  void shouldCountPacketsAndNotTheirMoneyAsTaken() {
    Split split = new Split.Even();
    Campaign rain = new RedPacket(Terms.open(""), "CNY", 1_000, 10, split, RedPacket.ALWAYS);
    decide(new Command.Define("c", rain, 0));
    assertThat(decide(new Command.Snatch("c", "ann", "k")))
        .containsExactlyInAnyOrder(
            new StockChange(0, 0, "c/budget", -100, 0), new StockChange(0, 1, "c/packet", -1, 1));
  }

  @Test
  void shouldSayNothingOfWhatHasNoEnd() {
    Prize pen = new Prize("pen", "", 1, Prize.UNLIMITED);
    Campaign wheel = new Lottery(Terms.open(""), 0, List.of(pen), new WhenGone.Redraw());
    assertThat(decide(new Command.Define("c", wheel, 0))).isEmpty();
    assertThat(decide(new Command.Draw("c", "ann", "k", 5))).isEmpty();
  }

  @Test
  void shouldCountWhatMayBeSoldBeyondTheStock() {
    Sku mug = new Sku("mug", "", 2, Supply.beyond(3), 0);
    assertThat(decide(new Command.Define("c", new Sale(Terms.open(""), List.of(mug)), 0)))
        .containsExactly(mug(5, 0));
    assertThat(decide(order("a1", 4, 0))).containsExactly(mug(-4, 4));
    Sku more = new Sku("mug", "", 2, Supply.beyond(9), 0);
    assertThat(decide(new Command.Define("c", new Sale(Terms.open(""), List.of(more)), 1)))
        .containsExactly(mug(6, 0));
    assertThat(decide(new Command.Adjust("c", "e", new Change.Stock("mug", -2))))
        .containsExactly(mug(-2, 0));
  }

  /** A draft that is replaced leaves nothing behind, and its successor counts its items anew. */
  @Test
  void shouldTakeBackWhatADraftHad() {
    Campaign caps = new Sale(Terms.open(""), List.of(new Sku("cap", "", 3)));
    assertThat(decide(new Command.Define("c", mugs(9), 0, true))).hasSize(2);
    assertThat(decide(new Command.Define("c", caps, 1, true)))
        .extracting(StockChange::name, StockChange::change)
        .containsExactlyInAnyOrder(tuple("c/mug", -9L), tuple("c/cap", -6L));
  }

  @Test
  void shouldFillABatchByTheUnitsThatItTakesOfAnItem() {
    decide(new Command.Define("c", mugs(99), 0));
    desk.machine.tellStock(10);
    desk.machine.begin(desk.now);
    desk.machine.handle(desk.machine.prepare(order("a1", 4, 0)), () -> 0);
    assertThat(desk.machine.full()).isFalse();
    desk.machine.handle(desk.machine.prepare(order("a2", 1, 0)), () -> 0);
    assertThat(desk.machine.full()).isTrue();
    desk.keep();
  }

  @Test
  void shouldFillABatchByTheItemsThatItTouches() {
    List<Sku> skus =
        IntStream.range(0, StockTally.MANY_ITEMS)
            .mapToObj(each -> new Sku("s" + each, "", 5))
            .toList();
    desk.machine.begin(desk.now);
    Command.Define large = new Command.Define("c", new Sale(Terms.open(""), skus), 0);
    desk.machine.handle(desk.machine.prepare(large), () -> 0);
    assertThat(desk.machine.full()).isTrue();
    desk.keep();
    desk.machine.begin(desk.now);
    assertThat(desk.machine.full()).isFalse();
    desk.keep();
  }
}
