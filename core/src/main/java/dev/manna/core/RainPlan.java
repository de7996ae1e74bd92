package dev.manna.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a rain of red packets may have beside its money: goods, rounds with quotas, a pace, and a
 * time by which packets must be opened. {@link #NONE} of it costs nothing.
 *
 * @param goods what some hits give instead of money
 * @param goodsPerMillion how many of a million hits give a good, while there are both
 * @param rounds when it rains, and how much then; empty for one rain from start to end
 * @param carryOver whether what a round leaves is added to the next
 * @param pacing how much may be out by when
 * @param openWithinMillis how long after its snatch an unopened packet returns, 0 for never
 * @param openUntilMillis the moment at which all unopened packets return, 0 for none
 */
public record RainPlan(
    List<Good> goods,
    int goodsPerMillion,
    List<Round> rounds,
    boolean carryOver,
    Pacing pacing,
    long openWithinMillis,
    long openUntilMillis) {
  /** A snatch that hits a good looks through all of them. */
  public static final int MAX_GOODS = 100;

  /** A snatch with carry-over looks through the rounds before it. */
  public static final int MAX_ROUNDS = 500;

  /** A hundred years: in millionths of longer times a long would overflow. */
  public static final long MAX_PACED_MILLIS = 100L * 366 * 86_400_000;

  /** Ten years: who has not opened a packet by then has forgotten it. */
  public static final long MAX_OPEN_WITHIN_MILLIS = 3_653L * 86_400_000;

  /** Money from start to end, that waits to be opened for ever. */
  public static final RainPlan NONE =
      new RainPlan(List.of(), 0, List.of(), false, new Pacing.None(), 0, 0);

  public RainPlan {
    Malformed.within("goods", goods.size(), 0, MAX_GOODS);
    goods = List.copyOf(goods);
    Set<String> ids = new HashSet<>();
    goods.forEach(
        good -> Malformed.unless(ids.add(good.id), "goods", "\"" + good.id + "\" stands twice"));
    Malformed.within("goodsPerMillion", goodsPerMillion, 0, RedPacket.ALWAYS);
    Malformed.unless(
        goodsPerMillion == 0 || !goods.isEmpty(), "goodsPerMillion", "there are no goods");
    Malformed.within("rounds", rounds.size(), 0, MAX_ROUNDS);
    rounds = List.copyOf(rounds);
    for (int i = 0; i < rounds.size(); i++) {
      rounds.get(i).check(i, ids, i == 0 ? 0 : rounds.get(i - 1).endMillis);
    }
    Malformed.unless(!carryOver || !rounds.isEmpty(), "carryOver", "there are no rounds");
    Malformed.within("openWithinSeconds", openWithinMillis, 0, MAX_OPEN_WITHIN_MILLIS);
    Malformed.within("openUntil", openUntilMillis, 0, Terms.FOREVER);
  }

  /** Something that is given in units. */
  public record Good(String id, String title, long stock) {
    public Good {
      Ids.name("goods.id", id);
      Ids.title("goods.title", title);
      Malformed.within("goods.stock", stock, 0, Integer.MAX_VALUE);
      Malformed.unless(
          names(id), "goods.id", '"' + id + "\" begins with a digit, or is what money is called");
    }

    /** Whether an item of a rain is a good, and not its money, its packets or a denomination. */
    public static boolean names(String id) {
      return (id.charAt(0) < '0' || id.charAt(0) > '9')
          && !id.equals("budget")
          && !id.equals(Grant.PACKET);
    }
  }

  /** So many units of a good. */
  public record Units(String id, long units) {
    public Units {
      Ids.name("rounds.goods.id", id);
      Malformed.within("rounds.goods.units", units, 0, Integer.MAX_VALUE);
    }
  }

  /** A time {@code [startMillis, endMillis)} in which it rains, and what is for it. */
  public record Round(
      long startMillis, long endMillis, long budgetCents, long packets, List<Units> goods) {
    public Round {
      Malformed.within("rounds.start", startMillis, 0, Terms.FOREVER);
      Malformed.within("rounds.end", endMillis, 0, Terms.FOREVER);
      Malformed.within("rounds.budgetCents", budgetCents, 0, Campaign.MAX_SIZE);
      Malformed.within("rounds.packets", packets, 0, Integer.MAX_VALUE);
      goods = List.copyOf(goods);
    }

    private void check(int number, Set<String> ids, long endBefore) {
      String field = "rounds[" + number + ']';
      Malformed.unless(startMillis < endMillis, field, "its end is not after its start");
      Malformed.unless(startMillis >= endBefore, field, "it begins before the one before it ends");
      Set<String> seen = new HashSet<>();
      for (Units each : goods) {
        Malformed.unless(ids.contains(each.id), field, '"' + each.id + "\" is no good");
        Malformed.unless(seen.add(each.id), field, '"' + each.id + "\" stands twice");
      }
    }

    /** How many units of a good are for this round. */
    public long units(String good) {
      for (Units each : goods) {
        if (each.id.equals(good)) {
          return each.units;
        }
      }
      return 0;
    }
  }

  /** Whether a pace is kept. */
  public boolean paced() {
    return !(pacing instanceof Pacing.None);
  }

  /** Whether unopened packets come back. */
  public boolean returns() {
    return openWithinMillis > 0 || openUntilMillis > 0;
  }

  /** When a packet that is snatched now returns unless it is opened, 0 for never. */
  public long returnMillis(long now) {
    long within = openWithinMillis == 0 ? Long.MAX_VALUE : now + openWithinMillis;
    long until = openUntilMillis == 0 ? Long.MAX_VALUE : openUntilMillis;
    return returns() ? Math.min(within, until) : 0;
  }

  /** The number of the round that it is now, counted from 1; 0 for none. */
  public int roundAt(long now) {
    for (int i = 0; i < rounds.size(); i++) {
      if (now < rounds.get(i).endMillis) {
        return now < rounds.get(i).startMillis ? 0 : i + 1;
      }
    }
    return 0;
  }

  /** When the round begins that it is now, or else the next, or else the last. */
  long opensMillis(long now) {
    for (Round round : rounds) {
      if (now < round.endMillis) {
        return round.startMillis;
      }
    }
    return rounds.getLast().startMillis;
  }

  /** The same with goods. */
  public RainPlan with(int perMillion, List<Good> others) {
    return new RainPlan(
        others, perMillion, rounds, carryOver, pacing, openWithinMillis, openUntilMillis);
  }

  /** The same in rounds. */
  public RainPlan in(List<Round> others, boolean carries) {
    return new RainPlan(
        goods, goodsPerMillion, others, carries, pacing, openWithinMillis, openUntilMillis);
  }

  /** The same at a pace. */
  public RainPlan with(Pacing other) {
    return new RainPlan(
        goods, goodsPerMillion, rounds, carryOver, other, openWithinMillis, openUntilMillis);
  }

  /** The same with another time to open. */
  public RainPlan opened(long withinMillis, long untilMillis) {
    return new RainPlan(
        goods, goodsPerMillion, rounds, carryOver, pacing, withinMillis, untilMillis);
  }

  /** Refuses what does not fit to the rain that this is the plan of. */
  void check(Terms terms, RedPacket.Split split, int hitPerMillion) {
    Malformed.unless(
        openUntilMillis == 0 || openUntilMillis >= terms.endMillis(),
        "openUntil",
        "lies before the end of the campaign");
    for (int i = 0; i < rounds.size(); i++) {
      Round round = rounds.get(i);
      Malformed.unless(
          round.startMillis >= terms.startMillis() && round.endMillis <= terms.endMillis(),
          "rounds[" + i + ']',
          "it does not lie within the campaign");
      split.check(round.budgetCents, round.packets);
    }
    Malformed.unless(
        rounds.isEmpty() || !(split instanceof RedPacket.Split.Fixed),
        "rounds",
        "fixed denominations cannot be divided into rounds");
    if (paced()) {
      checkPace(terms, hitPerMillion);
    }
  }

  private void checkPace(Terms terms, int hitPerMillion) {
    Malformed.unless(
        hitPerMillion == RedPacket.ALWAYS, "hitPerMillion", "how many hit follows from the pacing");
    boolean bounded = terms.startMillis() > 0 && terms.endMillis() < Terms.FOREVER;
    Malformed.unless(bounded || !rounds.isEmpty(), "pacing", "needs rounds, or a start and an end");
    Malformed.unless(
        rounds.isEmpty()
            ? terms.endMillis() - terms.startMillis() <= MAX_PACED_MILLIS
            : rounds.getLast().endMillis - rounds.getFirst().startMillis <= MAX_PACED_MILLIS,
        "pacing",
        "no pace is kept for more than a hundred years");
  }

  /** Refuses rounds that are not the whole. */
  void checkSums(long budgetCents, long packets) {
    if (rounds.isEmpty()) {
      return;
    }
    equal("budgetCents", budgetCents, rounds.stream().mapToLong(Round::budgetCents).sum());
    equal("packets", packets, rounds.stream().mapToLong(Round::packets).sum());
    for (Good good : goods) {
      long units = rounds.stream().mapToLong(round -> round.units(good.id)).sum();
      equal("goods.stock", good.stock, units);
    }
  }

  private static void equal(String field, long stated, long sum) {
    Malformed.unless(stated == sum, field, stated + " is not " + sum + ", the sum of the rounds");
  }
}
