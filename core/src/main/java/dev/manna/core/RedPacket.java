package dev.manna.core;

import java.util.List;

/**
 * A rain of red packets: a budget of money, given in packets whose amounts are drawn at the moment
 * of the snatch, to the last cent. A snatched packet is held until its user opens it.
 *
 * @param currency ISO 4217, three letters; fixed for the campaign's life
 * @param budgetCents all the money, in the currency's smallest unit
 * @param packets how many packets the budget is given in
 * @param hitPerMillion how many of a million snatches get a packet, on average; the rest miss
 * @param plan goods, rounds, pace, and by when a packet must be opened
 */
public record RedPacket(
    Terms terms,
    String currency,
    long budgetCents,
    long packets,
    Split split,
    int hitPerMillion,
    RainPlan plan)
    implements Campaign {
  /** {@link #hitPerMillion()} of a rain in which every snatch hits. */
  public static final int ALWAYS = 1_000_000;

  public RedPacket {
    Malformed.unless(
        currency.length() == 3 && currency.chars().allMatch(c -> c >= 'A' && c <= 'Z'),
        "currency",
        '"' + currency + "\" is not three capital letters of ISO 4217");
    Malformed.within("budgetCents", budgetCents, 1, MAX_SIZE);
    Malformed.within("packets", packets, 1, Integer.MAX_VALUE);
    Malformed.within("hitPerMillion", hitPerMillion, 1, ALWAYS);
    plan.checkSums(budgetCents, packets);
    plan.check(terms, split, hitPerMillion);
    split.check(budgetCents, packets);
  }

  /** A rain of money, from start to end. */
  public RedPacket(
      Terms terms,
      String currency,
      long budgetCents,
      long packets,
      Split split,
      int hitPerMillion) {
    this(terms, currency, budgetCents, packets, split, hitPerMillion, RainPlan.NONE);
  }

  /** The same rain with another plan. */
  public RedPacket with(RainPlan other) {
    return new RedPacket(terms, currency, budgetCents, packets, split, hitPerMillion, other);
  }

  @Override
  public String kind() {
    return "red-packet";
  }

  @Override
  public long opensMillis(long now) {
    return plan.rounds().isEmpty() ? terms.startMillis() : plan.opensMillis(now);
  }

  @Override
  public long closesMillis() {
    return plan.rounds().isEmpty() ? terms.endMillis() : plan.rounds().getLast().endMillis();
  }

  /** How the budget is split into packets. */
  public sealed interface Split {
    /** Refuses a budget that cannot be given to the cent in that many packets. */
    void check(long budgetCents, long packets);

    /** A split whose packets have a minimum and a maximum. */
    sealed interface Bounded extends Split {
      long minCents();

      long maxCents();

      @Override
      default void check(long budgetCents, long packets) {
        Malformed.unless(
            packets == 0 ? budgetCents == 0 : budgetCents / packets >= minCents(),
            "budgetCents",
            budgetCents + " cannot give " + packets + " packets of at least " + minCents());
        Malformed.unless(
            packets == 0 || (budgetCents - 1) / packets < maxCents(),
            "budgetCents",
            budgetCents + " cannot be given in " + packets + " packets of at most " + maxCents());
      }
    }

    /**
     * Each amount uniform between the minimum and twice the mean of what is left less the minimum,
     * so that its expectation is that mean whoever comes when; the bounds are kept feasible, so
     * that each later packet can still get between minimum and maximum.
     */
    record DoubleMean(long minCents, long maxCents) implements Bounded {
      public DoubleMean {
        bounds(minCents, maxCents);
      }
    }

    /** Double-mean in blocks whose order is drawn: alike for whoever comes when. */
    record PositionFair(long minCents, long maxCents) implements Bounded {
      public PositionFair {
        bounds(minCents, maxCents);
      }
    }

    private static void bounds(long minCents, long maxCents) {
      Malformed.within("split.minCents", minCents, 1, MAX_SIZE);
      Malformed.within("split.maxCents", maxCents, minCents, MAX_SIZE);
    }

    /** All packets alike; where the budget does not divide, some are one cent larger. */
    record Even() implements Split {
      @Override
      public void check(long budgetCents, long packets) {
        Malformed.unless(
            packets == 0 ? budgetCents == 0 : budgetCents >= packets,
            "budgetCents",
            budgetCents + " cannot give " + packets + " packets of at least one cent");
      }
    }

    /** A list of amounts with counts; each packet left is equally likely to be the next. */
    record Fixed(List<Denomination> denominations) implements Split {
      /** A list that people write by hand. */
      public static final int MAX_DENOMINATIONS = 1_000;

      public Fixed {
        Malformed.within("split.denominations", denominations.size(), 1, MAX_DENOMINATIONS);
        denominations = List.copyOf(denominations);
        long distinct = denominations.stream().mapToLong(Denomination::cents).distinct().count();
        Malformed.unless(
            distinct == denominations.size(), "split.denominations", "an amount stands twice");
      }

      @Override
      public void check(long budgetCents, long packets) {
        long cents = 0;
        long count = 0;
        for (Denomination each : denominations) {
          cents = Math.addExact(cents, Math.multiplyExact(each.cents(), each.count()));
          count = Math.addExact(count, each.count());
        }
        Malformed.unless(
            cents == budgetCents,
            "budgetCents",
            budgetCents + " is not " + cents + ", the sum of the denominations");
        Malformed.unless(
            count == packets,
            "packets",
            packets + " is not " + count + ", the denominations' count");
      }
    }
  }

  /** So many packets of one amount. */
  public record Denomination(long cents, long count) {
    public Denomination {
      Malformed.within("split.denominations.cents", cents, 1, MAX_SIZE);
      Malformed.within("split.denominations.count", count, 0, Integer.MAX_VALUE);
      Malformed.within("split.denominations", Math.multiplyHigh(cents, count), 0, 0);
      Malformed.within("split.denominations", cents * count, 0, MAX_SIZE);
    }

    /** The name under which the pool of this amount is listed and adjusted. */
    public String id() {
      return Long.toString(cents);
    }
  }
}
