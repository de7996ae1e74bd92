package dev.manna.server.verify;

import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.simulation.fair.PacketRecount;
import dev.manna.simulation.fair.RainShelf;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import tools.jackson.databind.JsonNode;

/** What a rain has beside its pools: an account for each round, and the amounts drawn ahead. */
final class RainBook {
  static final String MONEY = "budget";
  static final String PACKET = "packet";

  private final Pools whole;
  private final List<Pools> rounds = new ArrayList<>();
  private final Deque<Long> block = new ArrayDeque<>();
  private int blockRound;
  private boolean carriesOver;

  RainBook(Pools whole) {
    this.whole = whole;
  }

  void define(RedPacket rain) {
    block.clear();
    carriesOver = rain.plan().carryOver();
    for (int i = 0; i < rain.plan().rounds().size(); i++) {
      if (i == rounds.size()) {
        rounds.add(new Pools());
      }
      RainPlan.Round round = rain.plan().rounds().get(i);
      Map<String, Long> totals = new HashMap<>();
      totals.put(MONEY, round.budgetCents());
      totals.put(PACKET, round.packets());
      rain.plan().goods().forEach(good -> totals.put(good.id(), round.units(good.id())));
      rounds.get(i).define(totals);
    }
  }

  private Pools.Pool account(int round, String item) {
    return (round == 0 ? whole : rounds.get(round - 1)).of(item);
  }

  /** The pools that a unit of an item for a round lies in. */
  List<Pools.Pool> pools(int round, String item) {
    Pools.Pool pool = whole.of(item);
    return round == 0 ? List.of(pool) : List.of(pool, account(round, item));
  }

  /** Takes an adjustment of the whole, or of a round's quota. */
  void adjust(JsonNode line, int round) {
    Fields.demand(round >= 0 && round <= rounds.size(), "adjusts a round that there is not");
    if (line.has("item")) {
      String item = Fields.text(line, "item");
      long units = Fields.number(line, "quantity");
      add(round, item, units);
      if (!RainPlan.Good.names(item)) {
        add(round, MONEY, Math.multiplyExact(units, Long.parseLong(item)));
      }
    } else {
      add(round, MONEY, Fields.number(line, "budgetCents"));
      add(round, PACKET, Fields.number(line, "packets"));
    }
  }

  private void add(int round, String item, long units) {
    pools(round, item).forEach(pool -> pool.total += units);
    if (!RainPlan.Good.names(item)) {
      block.clear();
    }
  }

  /** Sets aside, or lets go; amounts that were drawn ahead are drawn again. */
  void setAside(int round, String item, long units) {
    pools(round, item).forEach(pool -> pool.reserved += units);
    block.clear();
  }

  /** Takes what was drawn: a new block, or the next amount of the one in hand. */
  void take(int round, PacketRecount.Outcome outcome) {
    if (!outcome.block().isEmpty()) {
      block.clear();
      block.addAll(outcome.block());
      blockRound = round;
    }
    if (outcome.cents() > 0 && round == blockRound) {
      block.poll();
    }
  }

  private long sum(int round, String item, ToLongFunction<Pools.Pool> part) {
    long sum = 0;
    for (int each = carriesOver ? Math.min(round, 1) : round; each <= round; each++) {
      sum += part.applyAsLong(account(each, item));
    }
    return sum;
  }

  /** What there is in a round. */
  RainShelf shelf(int round, long now) {
    List<String> things =
        whole.all().stream().map(pool -> pool.item).filter(each -> !each.equals(MONEY)).toList();
    return new RainShelf() {
      @Override
      public long now() {
        return now;
      }

      @Override
      public List<String> things() {
        return things;
      }

      @Override
      public long free(String item) {
        return sum(round, item, pool -> pool.total - pool.held - pool.given - pool.reserved);
      }

      @Override
      public long out() {
        return things.stream()
            .map(item -> account(round, item))
            .mapToLong(pool -> pool.held + pool.given)
            .sum();
      }

      @Override
      public long next() {
        Long amount = round == blockRound ? block.peek() : null;
        return amount == null ? 0 : amount;
      }
    };
  }
}
