package dev.manna.core;

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
}
