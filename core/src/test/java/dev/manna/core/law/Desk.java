package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Batch;
import dev.manna.core.Campaign;
import dev.manna.core.Command;
import dev.manna.core.Command.Line;
import dev.manna.core.Command.Settlement;
import dev.manna.core.GrantId;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A machine at which tests ask one thing at a time, with a clock and luck that they set. */
final class Desk {
  /** So many batches are looked at each, and of those after them every so many. */
  private static final int LOOKED_AT = 200;

  /** For whoever breaks it, or looks where no answer leads. */
  final State state = new State();

  final Machine machine = new Machine(state);
  final List<Batch> log = new ArrayList<>();
  long now = 1_000_000;
  long luck = 42;

  /** What the batches say of the stock, added up. */
  private final Map<String, Long> told = new TreeMap<>();

  private final boolean toldStock;

  Desk() {
    this(true);
  }

  private Desk(boolean tellsStock) {
    toldStock = tellsStock;
    if (tellsStock) {
      machine.tellStock(Long.MAX_VALUE);
    }
    machine.begin(now);
    machine.found(7, 11);
    keep();
  }

  /** At which nobody asks for the stock, as over a journal: for whoever looks at the time. */
  static Desk ofAJournal() {
    return new Desk(false);
  }

  Reply ask(Request request) {
    machine.begin(now);
    Reply reply = machine.handle(machine.prepare(request), () -> luck++);
    keep();
    return reply;
  }

  void keep() {
    take();
    if (!toldStock) {
      return;
    }
    if (log.size() < LOOKED_AT || log.size() % LOOKED_AT == 0) {
      Map<String, Long> free = machine.view().free();
      told.values().removeIf(units -> units == 0);
      free.values().removeIf(units -> units == 0);
      assertThat(told).as("what batches say of the stock, and what is free").isEqualTo(free);
    }
  }

  /** Without a look at the stock, which is one at each item. */
  void take() {
    Batch batch = machine.batch();
    if (batch != null) {
      log.add(batch.copy());
      batch.stock().forEach(each -> told.merge(each.name(), each.change(), Math::addExact));
    }
    machine.commit();
  }

  static Batch copy(Batch batch) {
    return batch.copy();
  }

  /** Ends what is due, as a writer without requests does. */
  void tick(long at) {
    now = at;
    machine.begin(now);
    keep();
  }

  Reply define(String campaign, Campaign definition) {
    return ask(new Command.Define(campaign, definition, 0));
  }

  Reply draw(String user, String key, int draws) {
    return ask(new Command.Draw("c", user, key, draws));
  }

  Reply snatch(String user, String key) {
    return ask(new Command.Snatch("c", user, key));
  }

  Reply order(String user, String key, long holdMillis, Object... skuThenQuantity) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < skuThenQuantity.length; i += 2) {
      lines.add(new Line((String) skuThenQuantity[i], (Integer) skuThenQuantity[i + 1]));
    }
    return ask(new Command.Deduct("c", user, key, lines, holdMillis));
  }

  Reply settle(int grant, Settlement settlement) {
    return ask(new Command.Settle(new GrantId("c", grant), settlement));
  }

  /** What there is of an item, whoever changed it last. */
  Reply.Pool pool(String item) {
    Reply.Pool pool = wholePool(item);
    Reply.Goods goods = pool.goods();
    return new Reply.Pool(
        pool.item(),
        pool.unit(),
        pool.total(),
        pool.available(),
        pool.held(),
        pool.given(),
        new Reply.Goods(0, goods.oversell(), goods.level(), goods.computed()));
  }

  Reply.Pool wholePool(String item) {
    Reply.Pools pools = (Reply.Pools) ask(new dev.manna.core.Query.OfPools("c", 0, 500));
    return pools.pools().stream()
        .filter(pool -> pool.item().equals(item))
        .findFirst()
        .orElseThrow();
  }

  static @Nullable String code(Reply reply) {
    return reply instanceof Reply.Refused refused ? refused.refusal().code() : null;
  }

  /** What a machine becomes that reads the log from the start. */
  Machine replayed() {
    Machine other = new Machine();
    log.forEach(other::replay);
    return other;
  }
}
