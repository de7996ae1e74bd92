package dev.manna.core;

import java.util.List;

/** What is decided in lotteries alone, beside the claims. */
public sealed interface LotteryEvent extends Event {
  int campaign();

  /**
   * A user was given chances.
   *
   * @param fingerprint tells whether a credit that comes under the same key has the same content
   */
  record Credited(int campaign, Claimant claimant, int fingerprint, String source, long chances)
      implements LotteryEvent {}

  /**
   * Units of a prize were set aside.
   *
   * @param claimant of the operators' key space
   * @param units for each of the users
   * @param users without keys
   */
  record Allocated(
      int campaign,
      Claimant claimant,
      int fingerprint,
      int item,
      int units,
      long untilMillis,
      List<Claimant> users)
      implements LotteryEvent {}

  /** What was left of an allocation, counted from 0 in its campaign, is everybody's again. */
  record AllocationEnded(int campaign, int allocation) implements LotteryEvent {}

  /** A claim on a raffle has won a unit, and with it all its user can win. */
  record Won(int campaign, int item, int claim) implements LotteryEvent {}

  /** A raffle is drawn, and closed with it: there is no prize left, or nobody without one. */
  record RaffleEnded(int campaign) implements LotteryEvent {}
}
