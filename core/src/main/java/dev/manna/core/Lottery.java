package dev.manna.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Draws among prizes by weight. A draw wins prize {@code p} with the probability {@code weight(p) /
 * (sum of weights + noPrizeWeight)}; drawing and taking from stock are one step.
 *
 * @param noPrizeWeight the weight of winning nothing, 0 or more
 * @param whenGone what a draw of a prize that cannot be won now becomes
 * @param tiers other weights for users who have drawn often, by their first draw
 * @param chances whether each draw costs a chance, which somebody must have credited before
 * @param raffle whether claims are entries, and winners are drawn among all of them once it is over
 */
public record Lottery(
    Terms terms,
    long noPrizeWeight,
    List<Prize> prizes,
    WhenGone whenGone,
    List<Tier> tiers,
    boolean chances,
    boolean raffle)
    implements Campaign {
  /** Draws under one key: enough for the "ten draws" button, small enough for one step. */
  public static final int MAX_DRAWS = 100;

  /** The sum of all weights stays below 2^62, far from overflow. */
  public static final long MAX_WEIGHT = 1_000_000_000_000L;

  /** Each tier keeps the weights of all prizes. */
  public static final int MAX_TIERS = 16;

  /** A draw that misses looks at each of them. */
  public static final int MAX_GUARANTEES = 100;

  /** The whole draw of a raffle comes before anything else: about a second of the writer. */
  public static final int MAX_RAFFLE_UNITS = 100_000;

  /** All entries of a winner leave a raffle at once: that many take the writer a millisecond. */
  public static final int MAX_ENTRIES_OF_A_USER = 100_000;

  public Lottery {
    Malformed.within("noPrizeWeight", noPrizeWeight, 0, MAX_WEIGHT);
    Malformed.within("prizes", prizes.size(), 1, MAX_ITEMS);
    prizes = List.copyOf(prizes);
    tiers = List.copyOf(tiers);
    Set<String> seen = new HashSet<>();
    for (Prize prize : prizes) {
      Malformed.unless(seen.add(prize.id()), "prizes", "prize \"" + prize.id() + "\" stands twice");
    }
    checkTiers(tiers, seen);
    if (whenGone instanceof WhenGone.Fallback fallback) {
      Malformed.unless(
          seen.contains(fallback.prize()),
          "whenGone.fallback",
          "\"" + fallback.prize() + "\" is none of the prizes");
    }
    long guarantees = prizes.stream().filter(prize -> prize.rules().guaranteedByMiss() > 0).count();
    Malformed.within("prizes.guaranteedByMiss", guarantees, 0, MAX_GUARANTEES);
    if (raffle) {
      checkRaffle(noPrizeWeight, prizes, whenGone, tiers);
    } else {
      Malformed.unless(
          guarantees > 0
              || prizes.stream().anyMatch(prize -> prize.weight() > 0)
              || tiers.stream().flatMap(tier -> tier.weights().stream()).anyMatch(Share::counts),
          "prizes",
          "none has a weight above 0, so nothing could be won");
    }
  }

  /** Draws among prizes whose rules are their weights. */
  public Lottery(Terms terms, long noPrizeWeight, List<Prize> prizes, WhenGone whenGone) {
    this(terms, noPrizeWeight, prizes, whenGone, List.of(), false, false);
  }

  private static void checkTiers(List<Tier> tiers, Set<String> prizes) {
    Malformed.within("tiers", tiers.size(), 0, MAX_TIERS);
    int before = 1;
    for (Tier tier : tiers) {
      Malformed.unless(
          tier.fromDraw() > before,
          "tiers.fromDraw",
          tier.fromDraw() + " does not lie above " + before);
      before = tier.fromDraw();
      Set<String> named = new HashSet<>();
      for (Share share : tier.weights()) {
        Malformed.unless(
            prizes.contains(share.prize()) && named.add(share.prize()),
            "tiers.weights",
            "\"" + share.prize() + "\" is none of the prizes, or stands twice in a tier");
      }
    }
  }

  private static void checkRaffle(
      long noPrizeWeight, List<Prize> prizes, WhenGone whenGone, List<Tier> tiers) {
    Malformed.unless(noPrizeWeight == 0, "noPrizeWeight", "says nothing in a raffle; leave it out");
    Malformed.unless(tiers.isEmpty(), "tiers", "say nothing in a raffle; leave them out");
    Malformed.unless(
        whenGone instanceof WhenGone.Redraw, "whenGone", "says nothing in a raffle; leave it out");
    long units = 0;
    for (Prize prize : prizes) {
      checkRaffled(prize);
      units += prize.stock();
      Malformed.unless(
          units <= MAX_RAFFLE_UNITS,
          "prizes.stock",
          "a raffle has at most " + MAX_RAFFLE_UNITS + " units of all prizes together");
    }
  }

  private static void checkRaffled(Prize prize) {
    String which = "of \"" + prize.id() + "\" ";
    Malformed.unless(
        !prize.unlimited(), "prizes.stock", which + "must be a number: a raffle gives its stock");
    Malformed.unless(
        prize.weight() == 0, "prizes.weight", which + "says nothing in a raffle; leave it out");
    Malformed.unless(
        prize.rules().open(),
        "prizes",
        "perUser, unlockAfter and guaranteedByMiss "
            + which
            + "say nothing in a raffle, which each user wins once at most; leave them out");
  }

  @Override
  public String kind() {
    return "lottery";
  }

  /**
   * Something to win.
   *
   * @param weight its share of the draws, 0 or more (0: only as a fallback or by a guarantee)
   * @param stock units, or {@link #UNLIMITED}
   */
  public record Prize(String id, String title, long weight, long stock, PrizeRules rules) {
    public static final long UNLIMITED = -1;

    public Prize {
      Ids.name("prizes.id", id);
      Ids.title("prizes.title", title);
      Malformed.within("prizes.weight", weight, 0, MAX_WEIGHT);
      Malformed.within("prizes.stock", stock, UNLIMITED, MAX_SIZE);
    }

    /** A prize that anybody can win at any draw. */
    public Prize(String id, String title, long weight, long stock) {
      this(id, title, weight, stock, PrizeRules.NONE);
    }

    public boolean unlimited() {
      return stock == UNLIMITED;
    }
  }

  /**
   * Other weights from a user's n-th draw on, until the next tier begins.
   *
   * @param fromDraw the first draw of a user, counted from 1, for which they hold
   * @param noPrizeWeight the weight of winning nothing
   * @param weights of the prizes whose weight is another than the one that they are defined with
   */
  public record Tier(int fromDraw, long noPrizeWeight, List<Share> weights) {
    public Tier {
      Malformed.within("tiers.fromDraw", fromDraw, 2, Limits.MAX_PER_USER);
      Malformed.within("tiers.noPrizeWeight", noPrizeWeight, 0, MAX_WEIGHT);
      Malformed.within("tiers.weights", weights.size(), 0, MAX_ITEMS);
      weights = List.copyOf(weights);
    }
  }

  /** The weight of a prize in a tier. */
  public record Share(String prize, long weight) {
    public Share {
      Ids.name("tiers.weights.prize", prize);
      Malformed.within("tiers.weights.weight", weight, 0, MAX_WEIGHT);
    }

    private boolean counts() {
      return weight > 0;
    }
  }

  /** What a draw of a prize that is out of stock, locked or at the user's limit becomes. */
  public sealed interface WhenGone {
    /** Another draw among what is left, the weight of no prize included. */
    record Redraw() implements WhenGone {}

    /** A miss: the chance is used up. */
    record Miss() implements WhenGone {}

    /** The named prize, or a miss where that cannot be won either. */
    record Fallback(String prize) implements WhenGone {}
  }
}
