package dev.manna.core;

/**
 * What holds for a prize of a lottery beside its weight and its stock.
 *
 * @param valueCents what a unit of it is worth, for those who plan; no rule looks at it
 * @param perUser how many a user may win while the prize has this limit, 0 for any number
 * @param enabled whether it can be won at all
 * @param unlockAfter it can be won once the user has made so many draws, 0 from the first on
 * @param guaranteedByMiss a draw that would be the user's so-and-so-many-th miss in a row wins it
 *     instead, 0 for no guarantee
 */
public record PrizeRules(
    long valueCents, int perUser, boolean enabled, int unlockAfter, int guaranteedByMiss) {
  /** A prize that anybody can win at any draw, any number of times. */
  public static final PrizeRules NONE = new PrizeRules(0, 0, true, 0, 0);

  public PrizeRules {
    Malformed.within("prizes.valueCents", valueCents, 0, Campaign.MAX_SIZE);
    Malformed.within("prizes.perUser", perUser, 0, Limits.MAX_PER_USER);
    Malformed.within("prizes.unlockAfter", unlockAfter, 0, Limits.MAX_PER_USER);
    Malformed.within("prizes.guaranteedByMiss", guaranteedByMiss, 0, Limits.MAX_PER_USER);
  }

  /** Whether all users win the prize alike, by its weight alone. */
  public boolean open() {
    return perUser == 0 && unlockAfter == 0 && guaranteedByMiss == 0;
  }
}
