package dev.manna.core.law;

import dev.manna.core.Check;
import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;

/** What a lottery has. */
final class LotteryPools implements Pools {
  final Allocations allocations;

  private final CampaignState campaign;

  LotteryPools(CampaignState campaign, Trail trail, Timers timers) {
    this.campaign = campaign;
    allocations = new Allocations(campaign, trail, timers);
  }

  void draw(Event.Drawn drawn, long now, long position) {
    int claim = campaign.claim(drawn, drawn.wins(), drawn.draws(), now, position);
    if (drawn.allocated() > 0) {
      allocations.use(campaign.claims.user(claim), drawn.allocated());
    }
    Items items = campaign.items;
    for (int item : drawn.outcomes()) {
      if (item != Event.Drawn.MISS) {
        long before = items.available(item);
        items.give(item, 1);
        campaign.odds().stockChanged(item, before, items.available(item));
        campaign.grants.add(item, claim, 1, Grant.State.GIVEN);
      }
    }
    if (((Lottery) campaign.definition()).chances()) {
      campaign.tallies.add(Tallies.Kind.CHANCES, campaign.claims.user(claim), 0, -drawn.draws());
    }
    Lines lines = campaign.odds().lines();
    if (lines.personal()) {
      remember(campaign.claims.user(claim), drawn, lines);
    }
  }

  /** Counts what rules ask for, from the definition on that has such a rule. */
  private void remember(int user, Event.Drawn drawn, Lines lines) {
    for (int item : drawn.outcomes()) {
      if (item != Event.Drawn.MISS && lines.rules(item).perUser() > 0) {
        campaign.tallies.add(Tallies.Kind.ITEM, user, item, 1);
      }
    }
    if (!lines.guarantees.isEmpty()) {
      int lastWin = drawn.draws() - drawn.missesAtEnd();
      long before = lastWin > 0 ? 0 : campaign.tallies.count(Tallies.Kind.MISSES, user, 0);
      campaign.tallies.set(Tallies.Kind.MISSES, user, 0, before + drawn.missesAtEnd());
    }
  }

  @Override
  public void settle(int claim, Event.Ending ending, long now) {
    throw Check.broken("what a lottery gives is never held");
  }

  @Override
  public void operatorKeyUsed() {}

  @Override
  public long expiryMillis(int claim) {
    return 0;
  }

  @Override
  public void save(Sink sink) {
    allocations.save(sink);
  }

  @Override
  public void load(Source source) {
    allocations.load(source);
  }

  @Override
  public void startTimers() {
    allocations.startTimers();
  }
}
