package dev.manna.simulation.audit;

import dev.manna.core.Grant;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.simulation.fair.RainShelf;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a rain's books hold beside its piles: an account for each round, and the block in hand. */
final class RainLedger {
  static final String MONEY = "budget";

  private final Book book;
  private final List<Map<String, Pile>> rounds = new ArrayList<>();

  /** Amounts that were drawn for a round and not yet given. */
  private final Deque<Long> block = new ArrayDeque<>();

  private int blockRound;

  /** The last round in which somebody snatched. */
  private int latest;

  RainLedger(Book book) {
    this.book = book;
  }

  static boolean isGood(String item) {
    return !item.equals(MONEY) && !item.equals(Grant.PACKET) && !Character.isDigit(item.charAt(0));
  }

  void define(RedPacket rain) {
    block.clear();
    List<RainPlan.Round> defined = rain.plan().rounds();
    for (int i = 0; i < defined.size(); i++) {
      if (i == rounds.size()) {
        rounds.add(new HashMap<>());
      }
      Map<String, Pile> piles = rounds.get(i);
      RainPlan.Round round = defined.get(i);
      stock(piles, MONEY, round.budgetCents());
      stock(piles, Grant.PACKET, round.packets());
      for (RainPlan.Good good : rain.plan().goods()) {
        long units =
            round.goods().stream()
                .filter(each -> each.id().equals(good.id()))
                .mapToLong(RainPlan.Units::units)
                .sum();
        stock(piles, good.id(), units);
      }
    }
  }

  private static void stock(Map<String, Pile> piles, String item, long units) {
    boolean first = !piles.containsKey(item);
    piles.computeIfAbsent(item, fresh -> new Pile(item, "")).define(units, 0, first, 0);
  }

  int rounds() {
    return rounds.size();
  }

  int latest() {
    return latest;
  }

  void snatchedIn(int round) {
    latest = Math.max(latest, round);
  }

  /** The account of a round, counted from 1, for an item; the campaign's own for round 0. */
  Pile pile(int round, String item) {
    return round == 0
        ? book.pile(book.itemOf(item))
        : Objects.requireNonNull(rounds.get(round - 1).get(item));
  }

  void add(int round, String item, long units) {
    book.pile(book.itemOf(item)).add(units);
    if (round > 0) {
      pile(round, item).add(units);
    }
    if (!isGood(item)) {
      block.clear();
    }
  }

  /** Into the quarantine or out of it; amounts that were drawn ahead are drawn again. */
  void quarantine(int round, String item, long units) {
    if (round > 0) {
      pile(round, item).quarantine(units);
    }
    block.clear();
  }

  void take(int round, int item, long units) {
    if (round > 0) {
      pile(round, book.pile(item).item).hold(units);
    }
  }

  void end(int round, int item, long units, Grant.State end) {
    if (round > 0) {
      Pile pile = pile(round, book.pile(item).item);
      if (end == Grant.State.GIVEN) {
        pile.confirm(units);
      } else {
        pile.putBack(units);
      }
    }
  }

  private interface Column {
    long of(Pile pile);
  }

  /** A round's own, and what those before it have left where that carries over. */
  private long sum(int round, String item, Column column) {
    RedPacket rain = (RedPacket) book.definition();
    long sum = 0;
    for (int each = rain.plan().carryOver() ? Math.min(round, 1) : round; each <= round; each++) {
      sum += column.of(pile(each, item));
    }
    return sum;
  }

  long free(int round, String item) {
    return sum(round, item, Pile::free);
  }

  long held(int round, String item) {
    return sum(round, item, Pile::held);
  }

  /** Everything but money. */
  List<String> things() {
    return book.piles().stream()
        .map(pile -> pile.item)
        .filter(item -> !item.equals(MONEY))
        .toList();
  }

  /** All that is left to hit. */
  long left(int round) {
    return things().stream().mapToLong(item -> free(round, item)).sum();
  }

  /** What hits have taken out of this round and was not given back. */
  long out(int round) {
    return things().stream()
        .mapToLong(item -> pile(round, item).held() + pile(round, item).given())
        .sum();
  }

  /** The amounts that must be given next in a round; empty where a block must be opened. */
  Deque<Long> block(int round) {
    return round == blockRound ? block : new ArrayDeque<>();
  }

  void open(int round, List<Long> amounts) {
    blockRound = round;
    block.clear();
    block.addAll(amounts);
  }

  /** What there is in a round now, for whoever works a snatch out again. */
  RainShelf shelf(int round, long now) {
    return new RainShelf() {
      @Override
      public long now() {
        return now;
      }

      @Override
      public List<String> things() {
        return RainLedger.this.things();
      }

      @Override
      public long free(String item) {
        return RainLedger.this.free(round, item);
      }

      @Override
      public long out() {
        return RainLedger.this.out(round);
      }

      @Override
      public long next() {
        Deque<Long> amounts = block(round);
        return amounts.isEmpty() ? 0 : amounts.getFirst();
      }
    };
  }
}
