package dev.manna.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Draws among prizes by weight. A draw wins prize {@code p} with the probability {@code weight(p) /
 * (sum of weights + noPrizeWeight)}; drawing and taking from stock are one step.
 *
 * @param noPrizeWeight the weight of winning nothing, 0 or more
 * @param whenGone what a draw of a prize that is out of stock becomes
 */
public record Lottery(Terms terms, long noPrizeWeight, List<Prize> prizes, WhenGone whenGone)
    implements Campaign {
  /** Draws under one key: enough for the "ten draws" button, small enough for one step. */
  public static final int MAX_DRAWS = 100;

  /** The sum of all weights stays below 2^62, far from overflow. */
  public static final long MAX_WEIGHT = 1_000_000_000_000L;

  public Lottery {
    Malformed.within("noPrizeWeight", noPrizeWeight, 0, MAX_WEIGHT);
    Malformed.within("prizes", prizes.size(), 1, MAX_ITEMS);
    prizes = List.copyOf(prizes);
    Set<String> seen = new HashSet<>();
    for (Prize prize : prizes) {
      Malformed.unless(seen.add(prize.id()), "prizes", "prize \"" + prize.id() + "\" stands twice");
    }
    if (whenGone instanceof WhenGone.Fallback fallback) {
      Malformed.unless(
          seen.contains(fallback.prize()),
          "whenGone.fallback",
          "\"" + fallback.prize() + "\" is none of the prizes");
    }
    Malformed.unless(
        prizes.stream().anyMatch(prize -> prize.weight() > 0),
        "prizes",
        "none has a weight above 0, so nothing could be won");
  }

  @Override
  public String kind() {
    return "lottery";
  }

  /**
   * Something to win.
   *
   * @param weight its share of the draws, 0 or more (0: only as a fallback)
   * @param stock units, or {@link #UNLIMITED}
   */
  public record Prize(String id, String title, long weight, long stock) {
    public static final long UNLIMITED = -1;

    public Prize {
      Ids.name("prizes.id", id);
      Ids.title("prizes.title", title);
      Malformed.within("prizes.weight", weight, 0, MAX_WEIGHT);
      Malformed.within("prizes.stock", stock, UNLIMITED, MAX_SIZE);
    }

    public boolean unlimited() {
      return stock == UNLIMITED;
    }
  }

  /** What a draw of a prize that is out of stock becomes. */
  public sealed interface WhenGone {
    /** Another draw among what is left, the weight of no prize included. */
    record Redraw() implements WhenGone {}

    /** A miss: the chance is used up. */
    record Miss() implements WhenGone {}

    /** The named prize, or a miss where that is out of stock too. */
    record Fallback(String prize) implements WhenGone {}
  }
}
