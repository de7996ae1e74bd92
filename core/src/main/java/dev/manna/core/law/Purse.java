package dev.manna.core.law;

import dev.manna.core.Grant;

/**
 * What a user's packets of one rain are worth. Where a user has milestones the sums are kept, else
 * they are added up along the chain, which is short then.
 */
final class Purse {
  private final CampaignState campaign;

  Purse(CampaignState campaign) {
    this.campaign = campaign;
  }

  /** Cents of opened packets. */
  long opened(int user) {
    return sum(user, Tallies.Kind.OPENED, Grant.State.GIVEN);
  }

  /** Cents of packets that wait to be opened. */
  long unopened(int user) {
    return sum(user, Tallies.Kind.UNOPENED, Grant.State.HELD);
  }

  private long sum(int user, Tallies.Kind kind, Grant.State state) {
    return campaign.milestones.has(user)
        ? campaign.tallies.count(kind, user, 0)
        : along(user, state);
  }

  private long along(int user, Grant.State state) {
    long cents = 0;
    int claim = campaign.users.lastClaim(user);
    while (claim >= 0) {
      int grant = campaign.claims.firstGrant(claim);
      if (campaign.grants.state(grant) == state) {
        cents += cents(grant);
      }
      claim = campaign.claims.before(claim);
    }
    return cents;
  }

  private long cents(int grant) {
    return campaign.rain().good(campaign.grants.item(grant)) ? 0 : campaign.grants.size(grant);
  }

  /** The user has a first milestone: from here on the sums are kept. */
  void begin(int user) {
    campaign.tallies.set(Tallies.Kind.OPENED, user, 0, along(user, Grant.State.GIVEN));
    campaign.tallies.set(Tallies.Kind.UNOPENED, user, 0, along(user, Grant.State.HELD));
  }

  void snatched(int user, int grant) {
    if (campaign.milestones.has(user)) {
      campaign.tallies.add(Tallies.Kind.UNOPENED, user, 0, cents(grant));
    }
  }

  void ended(int user, int grant, boolean kept) {
    if (campaign.milestones.has(user)) {
      campaign.tallies.add(Tallies.Kind.UNOPENED, user, 0, -cents(grant));
      campaign.tallies.add(Tallies.Kind.OPENED, user, 0, kept ? cents(grant) : 0);
    }
  }
}
