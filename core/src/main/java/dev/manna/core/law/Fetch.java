package dev.manna.core.law;

import dev.manna.core.Claimant;

/**
 * What some claims will look up, read before any of them is decided or applied. The loops do so
 * little a claim that the processor is many claims ahead, and their cache misses overlap.
 */
final class Fetch {
  /**
   * So many claims at a time; measured: 16 to 64 are alike, and of thousands the first are gone
   * again when they are needed.
   */
  static final int MOST = 32;

  private final Users[] users = new Users[MOST];
  private final Claims[] claims = new Claims[MOST];
  private final Claimant[] claimants = new Claimant[MOST];
  private int count;

  /** A claim comes; of more than {@link #MOST} the others fetch for themselves. */
  void expect(CampaignState campaign, Claimant claimant) {
    if (count < MOST) {
      users[count] = campaign.users;
      claims[count] = campaign.claims;
      claimants[count] = claimant;
      count++;
    }
  }

  /**
   * Reads for all that are expected.
   *
   * @return a number without meaning, which keeps the reads from being optimised away
   */
  long all() {
    long read = 0;
    for (int i = 0; i < count; i++) {
      read += users[i].touchSlot(claimants[i]);
    }
    for (int i = 0; i < count; i++) {
      read += claims[i].touchSlot(claimants[i]);
    }
    for (int i = 0; i < count; i++) {
      read += users[i].touchRow(claimants[i]);
    }
    count = 0;
    return read;
  }
}
