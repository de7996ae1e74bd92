package dev.manna.core.law;

import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;

/** What a red packet rain has. Its money and its packets are items of their own. */
final class RainPools implements Pools {
  private final CampaignState campaign;

  RainPools(CampaignState campaign) {
    this.campaign = campaign;
  }

  void snatch(Event.Snatched snatched, long now, long position) {
    boolean hit = snatched.cents() > 0;
    int claim = campaign.claim(snatched, hit ? 1 : 0, 1, now, position);
    if (hit) {
      Items items = campaign.items;
      int packets = snatched.denomination() == 0 ? Catalog.PACKETS : snatched.denomination();
      long before = items.available(packets);
      items.hold(Catalog.MONEY, snatched.cents());
      items.hold(packets, 1);
      campaign.odds().stockChanged(packets, before, before - 1);
      campaign.grants.add(packets, claim, snatched.cents(), Grant.State.HELD);
    }
  }

  /** A red packet's grant has its money for its size, and its packet is one. */
  @Override
  public void settle(int claim, Event.Ending ending) {
    int grant = campaign.claims.firstGrant(claim);
    campaign.items.end(campaign.grants.item(grant), 1, ending);
    campaign.items.end(Catalog.MONEY, campaign.grants.size(grant), ending);
    campaign.grants.setState(grant, ending.grantState());
  }

  @Override
  public void operatorKeyUsed() {}

  @Override
  public long expiryMillis(int claim) {
    return 0;
  }

  @Override
  public void save(Sink sink) {}

  @Override
  public void load(Source source) {}

  @Override
  public void startTimers() {}
}
