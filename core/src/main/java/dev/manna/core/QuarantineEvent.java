package dev.manna.core;

import java.util.List;

/**
 * What becomes of units that somebody may have got in a part of a shared log that was lost: they
 * are set aside, given to whoever proves with a receipt that he got them, and released in the end.
 */
public sealed interface QuarantineEvent extends Event {
  /**
   * A shared log goes on in a new epoch although some of the epochs before may have acknowledged
   * what is not in it. Whoever recovers the log appends it; what of it is really set aside follows,
   * directly and before anything else, as {@link Quarantined}.
   *
   * @param epoch the new one: receipts of earlier epochs can be redeemed
   * @param redeemUntilMillis until then, in milliseconds since 1970 UTC; it may be later for what
   *     is still set aside from before, never earlier
   * @param most so much of each item was taken at most in what is lost
   * @param hidden of these items it was so much at most, and not {@code most}
   */
  record EpochOpened(long epoch, long redeemUntilMillis, long most, List<Hidden> hidden)
      implements QuarantineEvent {
    /** As many as an order may have lines is little; who names fewer sets aside more. */
    public static final int MAX_HIDDEN = 100_000;

    /** Of no item but these. */
    public EpochOpened(long epoch, long redeemUntilMillis, List<Hidden> hidden) {
      this(epoch, redeemUntilMillis, 0, hidden);
    }

    public EpochOpened {
      Check.that(epoch >= 1, "epochs count from 1", epoch);
      Check.that(redeemUntilMillis > 0, "there is a time to redeem", redeemUntilMillis);
      Check.that(most >= 0, "nothing is the least that is hidden", most);
      hidden = List.copyOf(hidden);
      Check.that(hidden.size() <= MAX_HIDDEN, "so many items at most", hidden.size());
    }
  }

  /**
   * So many units of an item, by the numbers of the log. Of a rain of money its packets are
   * counted, and their money follows from them.
   */
  record Hidden(int campaign, int item, long units) {
    public Hidden {
      Check.that(campaign >= 0, "campaigns count from 0", campaign);
      Check.that(item >= 0, "items count from 0", item);
      Check.that(units >= 0, "nothing is the least that is hidden", units);
    }
  }

  /** Something of one item moved between what is free and what is set aside. */
  sealed interface Moved extends QuarantineEvent {
    int campaign();

    Part part();
  }

  /** Units were set aside: nobody gets them without a receipt. */
  record Quarantined(int campaign, Part part) implements Moved {}

  /** Nobody has redeemed them in time: they are free again. */
  record Released(int campaign, Part part) implements Moved {}

  /**
   * What a receipt says was got is free for the claim that stands directly behind this in the same
   * batch, and that takes all of it.
   *
   * @param epoch of the receipt
   * @param position of the receipt: where the claim stood in what was lost
   * @param parts what of it was set aside
   */
  record Redeemed(int campaign, long epoch, long position, List<Part> parts)
      implements QuarantineEvent {
    public Redeemed {
      parts = List.copyOf(parts);
    }
  }

  /**
   * So much of an item.
   *
   * @param round of a rain, counted from 1; 0 where there are none
   * @param units or cents
   */
  record Part(int item, int round, long units) {}
}
