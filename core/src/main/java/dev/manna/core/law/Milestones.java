package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;

/**
 * Signposts along the chains of users who have claimed very often, one about every 64 claims, so
 * that a page of what such a user has is found at once wherever it begins. Users below 64 uses cost
 * nothing. Nobody counts a user's claims: one in 64 keys has a hash that sets one, and whoever
 * would choose keys that do not does not know the log's secret.
 *
 * <p>Each leads to the one before it and, where that lies on the way, far back: the jumps of
 * skew-binary numbers, by which any earlier one is reached in O(log n) steps (Myers, "An
 * applicative random-access stack", 1983).
 *
 * <pre>
 * column 0   32 bits  claim | 32 bits the milestone before + 1
 * column 1   32 bits  where it jumps | 32 bits how many lie before it
 * </pre>
 */
final class Milestones {
  /** How many uses come before the first milestone, and about how many claims before the next. */
  private static final int DISTANCE = 64;

  private final CampaignState campaign;
  private final Rows rows;

  Milestones(CampaignState campaign, Trail trail) {
    this.campaign = campaign;
    rows = new Rows(trail, 2);
  }

  /** Whether a user with so many uses passes a milestone by a claim. */
  static boolean passes(long uses, Claimant claimant) {
    return uses >= DISTANCE && claimant.keyHash() % DISTANCE == 0;
  }

  /** Whether the user has any. */
  boolean has(int user) {
    return latest(user) >= 0;
  }

  private int latest(int user) {
    return rows.count() == 0
        ? -1
        : (int) campaign.tallies.count(Tallies.Kind.MILESTONE, user, 0) - 1;
  }

  /** Sets one at the user's latest claim that got something, if there is one. */
  void set(int user) {
    int claim = campaign.users.lastClaim(user);
    int before = latest(user);
    if (claim < 0 || (before >= 0 && claim(before) == claim)) {
      return;
    }
    int row = rows.append();
    rows.set(row, 0, (long) claim << 32 | before + 1);
    int jump = before < 0 ? row : before;
    if (before >= 0) {
      int far = jump(before);
      if (depth(before) - depth(far) == depth(far) - depth(jump(far))) {
        jump = jump(far);
      }
    }
    rows.set(row, 1, (long) jump << 32 | (before < 0 ? 0 : depth(before) + 1));
    campaign.tallies.set(Tallies.Kind.MILESTONE, user, 0, row + 1);
  }

  private int claim(int row) {
    return (int) (rows.get(row, 0) >>> 32);
  }

  private int before(int row) {
    return (int) rows.get(row, 0) - 1;
  }

  private int jump(int row) {
    return (int) (rows.get(row, 1) >>> 32);
  }

  private int depth(int row) {
    return (int) rows.get(row, 1);
  }

  /** The user's latest claim that got something before a position, or -1. */
  int claimBefore(int user, long position) {
    int claim = start(user, position);
    while (claim >= 0 && campaign.gotAt(claim) >= position) {
      claim = campaign.claims.before(claim);
    }
    return claim;
  }

  /** A claim from which the one before a position is not far along the chain. */
  private int start(int user, long position) {
    int row = latest(user);
    if (row < 0 || lies(row, position)) {
      return campaign.users.lastClaim(user);
    }
    while (true) {
      int next = lies(jump(row), position) || jump(row) == row ? before(row) : jump(row);
      if (next < 0 || lies(next, position)) {
        return claim(row);
      }
      row = next;
    }
  }

  private boolean lies(int row, long position) {
    return campaign.gotAt(claim(row)) < position;
  }

  void save(Sink sink) {
    rows.save(sink);
  }

  void load(Source source) {
    rows.load(source);
  }
}
