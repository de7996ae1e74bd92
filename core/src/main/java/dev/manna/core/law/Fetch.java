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

  /** The items of so many fit the cache, and need no fetching. */
  private static final int FEW_ITEMS = 4_096;

  private final Users[] users = new Users[MOST];
  private final Claims[] claims = new Claims[MOST];
  private final Claimant[] claimants = new Claimant[MOST];
  private int count;

  /** Of claims that name an item of very many, the first that they name. */
  private final String[] names = new String[MOST];

  private final CampaignState[] sellers = new CampaignState[MOST];
  private final int[] items = new int[MOST];
  private int named;

  /** A claim comes; of more than {@link #MOST} the others fetch for themselves. */
  void expect(CampaignState campaign, Claimant claimant) {
    if (count < MOST) {
      users[count] = campaign.users;
      claims[count] = campaign.claims;
      claimants[count] = claimant;
      count++;
    }
  }

  /** And names an item. */
  void expect(CampaignState campaign, String name) {
    if (named < MOST && campaign.catalog().size() > FEW_ITEMS) {
      names[named] = name;
      sellers[named] = campaign;
      named++;
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
    return named == 0 ? read : read + items();
  }

  private long items() {
    long read = 0;
    for (int i = 0; i < named; i++) {
      items[i] = sellers[i].catalog().number(names[i]);
    }
    for (int i = 0; i < named; i++) {
      read += items[i] < 0 ? 0 : sellers[i].items.total(items[i]);
    }
    named = 0;
    return read;
  }
}
