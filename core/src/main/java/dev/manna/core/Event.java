package dev.manna.core;

import dev.manna.core.proof.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that was decided. An event holds outcomes, not rules: applying it needs no clock, no
 * luck and no choice. Campaigns are meant by number, counted from 0 in the order of their first
 * {@link Defined}; items by their number in the campaign, counted from 0 in the order in which
 * definitions first named them; claims and grants by their row in the campaign, counted from 0.
 */
public sealed interface Event
    permits Event.Founded,
        Event.Defined,
        Event.Steered,
        Event.Adjusted,
        Event.Claimed,
        Event.Settled,
        StockEvent,
        ProofEvent,
        Enlisted,
        LotteryEvent,
        SaleEvent,
        ChangeEvent,
        QuarantineEvent {
  /** The log begins: the key of the hashes by which tables know users and keys. */
  record Founded(long seedHigh, long seedLow) implements Event {}

  /**
   * A campaign came to be (version 1) or was replaced.
   *
   * @param secret what its outcomes follow from, drawn with the first version and only there
   * @param draft whether nobody may claim before it is published; a draft that is replaced leaves
   *     nothing behind but its secret and its history, and its items are numbered anew
   */
  record Defined(
      String campaign, int version, Campaign definition, @Nullable Secret secret, boolean draft)
      implements Event {
    public Defined(String campaign, int version, Campaign definition) {
      this(campaign, version, definition, null);
    }

    public Defined(String campaign, int version, Campaign definition, @Nullable Secret secret) {
      this(campaign, version, definition, secret, false);
    }

    /** The same with a secret. */
    public Defined with(Secret drawn) {
      return new Defined(campaign, version, definition, drawn, draft);
    }
  }

  /** A campaign was published, paused, resumed or closed. */
  record Steered(int campaign, Command.Move move) implements Event {}

  /**
   * A pool was changed.
   *
   * @param claimant of the operators' own key space (an empty user), where a key was given
   */
  record Adjusted(int campaign, @Nullable Claimant claimant, int fingerprint, Command.Change change)
      implements Event {}

  /** A claim was accepted. */
  sealed interface Claimed extends Event {
    int campaign();

    /** What it records of its user, whatever the kind of campaign. */
    Use use();

    default Claimant claimant() {
      return use().claimant();
    }

    default int fingerprint() {
      return use().fingerprint();
    }

    default boolean newDay() {
      return use().newDay();
    }
  }

  /**
   * What every accepted claim records of its user.
   *
   * @param fingerprint tells whether a claim that comes under the same key has the same content
   * @param newDay whether it is the user's first use of a new day of the campaign's time zone
   * @param counts what it counts in beside the user's uses in total and of the day
   */
  record Use(Claimant claimant, int fingerprint, boolean newDay, List<Count> counts) {
    public Use(Claimant claimant, int fingerprint, boolean newDay) {
      this(claimant, fingerprint, newDay, List.of());
    }
  }

  /**
   * A claim's uses are counted for a user's week or month, or for a value that it named.
   *
   * @param counter which of the counters that the campaign's limits need, in their order: the
   *     user's week, the user's month, the dimensions
   * @param begins whether it is the campaign's first use of a new period: all counts of the last
   *     one are forgotten
   * @param high 64 bits of the value's keyed hash, 0 where the user is counted
   * @param low 16 more
   */
  record Count(int counter, boolean begins, long high, int low) {}

  /**
   * Draws were made, fewer than asked for where everything ran out on the way.
   *
   * @param allocated the first so many of them won what was set aside for the user
   * @param outcomes what each draw won, in order: an item, or {@link #MISS}
   */
  record Drawn(int campaign, Use use, int allocated, Outcomes outcomes) implements Claimed {
    /** The outcome of a draw that won nothing. */
    public static final int MISS = -1;

    public Drawn(int campaign, Use use, int allocated, List<Integer> outcomes) {
      this(campaign, use, allocated, Outcomes.of(outcomes));
    }

    /** Draws that won nothing that was set aside. */
    public Drawn(int campaign, Use use, List<Integer> outcomes) {
      this(campaign, use, 0, outcomes);
    }

    public int draws() {
      return outcomes.size();
    }

    /** How many draws won. */
    public int wins() {
      return outcomes.wins();
    }

    /** The items that were won, in the order of the draws. */
    public List<Integer> prizes() {
      return outcomes.stream().filter(outcome -> outcome != MISS).toList();
    }

    /** How many draws missed after the last that won. */
    public int missesAtEnd() {
      int misses = 0;
      while (misses < outcomes.size() && outcomes.at(outcomes.size() - 1 - misses) == MISS) {
        misses++;
      }
      return misses;
    }
  }

  /** A user has entered a raffle, so many times. */
  record Entered(int campaign, Use use, int entries) implements Claimed {}

  /**
   * A red packet or a good was snatched, or missed.
   *
   * @param round the round that it was, counted from 1; 0 in a rain without rounds
   * @param item what was taken: the packets', a denomination's or a good's; 0 for a miss
   * @param cents the amount, 0 for a miss and for a good
   * @param block where it opens a block of amounts, all of them, this one first; else empty
   * @param returnsAtMillis when it returns unless it is opened, 0 for never
   */
  record Snatched(
      int campaign,
      Use use,
      int round,
      int item,
      long cents,
      List<Long> block,
      long returnsAtMillis)
      implements Claimed {
    /** Of a rain of money without a plan. */
    public Snatched(
        int campaign,
        Claimant claimant,
        int fingerprint,
        boolean newDay,
        long cents,
        int denomination) {
      this(
          campaign,
          new Use(claimant, fingerprint, newDay),
          0,
          cents == 0 ? 0 : Math.max(1, denomination),
          cents,
          List.of(),
          0);
    }

    /** Whether something was taken. */
    public boolean hit() {
      return item > 0;
    }
  }

  /**
   * Goods were taken, distinct SKUs in the order in which the claim first named them.
   *
   * @param expiresAtMillis when the hold ends by itself, 0 where the goods are given at once
   * @param fromCart whether they lay in the user's cart, which is empty now
   */
  record Deducted(int campaign, Use use, List<Taken> taken, long expiresAtMillis, boolean fromCart)
      implements Claimed {
    public Deducted(int campaign, Use use, List<Taken> taken, long expiresAtMillis) {
      this(campaign, use, taken, expiresAtMillis, false);
    }

    public Deducted(
        int campaign,
        Claimant claimant,
        int fingerprint,
        boolean newDay,
        List<Taken> taken,
        long expiresAtMillis) {
      this(campaign, new Use(claimant, fingerprint, newDay), taken, expiresAtMillis);
    }
  }

  /**
   * An order waits for goods that were not free.
   *
   * @param wanted of each SKU, by the lowest of its items, how many units it waits for
   * @param holdMillis how long they are held once they are taken, 0 where they are given at once
   * @param untilMillis from then on it waits no more
   */
  record Waited(int campaign, Use use, List<Taken> wanted, long holdMillis, long untilMillis)
      implements Claimed {}

  /** So many units of an item. */
  record Taken(int item, long units) {}

  /** A hold ended. */
  record Settled(int campaign, int claim, Ending ending) implements Event {}

  /** How a hold ended. */
  enum Ending {
    OPENED,
    CONFIRMED,
    CANCELLED,
    EXPIRED;

    /** What becomes of the grants that were held. */
    public Grant.State grantState() {
      return this == OPENED || this == CONFIRMED ? Grant.State.GIVEN : Grant.State.RETURNED;
    }
  }
}
