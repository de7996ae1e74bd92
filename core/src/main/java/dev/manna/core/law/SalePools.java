package dev.manna.core.law;

import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Sale;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;

/** What a sale has. */
final class SalePools implements Pools {
  private final CampaignState campaign;
  private final Timers timers;

  /** When each claim's hold ends, by claim; 0 where nothing was held. */
  private final Rows expiries;

  /** What operators see of the stock. */
  final StockWatch watch;

  private Assortment assortment = Assortment.NONE;

  SalePools(CampaignState campaign, Trail trail, Timers timers) {
    this.campaign = campaign;
    this.timers = timers;
    expiries = new Rows(trail, 1);
    watch = new StockWatch(campaign, trail);
  }

  /**
   * What the definition in force says there is to order. A definition is replaced and never equals
   * its successor, so it is enough to look whether it is the same one.
   */
  @SuppressWarnings("ReferenceEquality")
  Assortment assortment() {
    if (assortment.sale != campaign.definition()) {
      assortment = new Assortment((Sale) campaign.definition(), campaign.catalog());
    }
    return assortment;
  }

  /** What may still be taken of an item: its free stock, and what it may sell beyond. */
  long available(int item) {
    return campaign.items.available(item) + assortment().oversell(item);
  }

  void deduct(Event.Deducted deducted, long now, long position) {
    int claim = campaign.claim(deducted, deducted.taken().size(), 1, now, position);
    long expiresAtMillis = deducted.expiresAtMillis();
    boolean held = expiresAtMillis > 0;
    expire(expiresAtMillis);
    if (held) {
      timers.add(expiresAtMillis, Timers.Kind.HOLD, campaign.number, claim);
    }
    for (Event.Taken taken : deducted.taken()) {
      if (held) {
        campaign.items.hold(taken.item(), taken.units());
      } else {
        campaign.items.give(taken.item(), taken.units());
      }
      campaign.grants.add(
          taken.item(), claim, taken.units(), held ? Grant.State.HELD : Grant.State.GIVEN);
    }
  }

  private void expire(long expiresAtMillis) {
    expiries.set(expiries.append(), 0, expiresAtMillis);
  }

  @Override
  public void settle(int claim, Event.Ending ending) {
    int first = campaign.claims.firstGrant(claim);
    for (int grant = first; grant < first + campaign.claims.grants(claim); grant++) {
      campaign.items.end(campaign.grants.item(grant), campaign.grants.size(grant), ending);
      campaign.grants.setState(grant, ending.grantState());
    }
  }

  @Override
  public void operatorKeyUsed() {
    expire(0);
  }

  @Override
  public long expiryMillis(int claim) {
    return expiries.get(claim, 0);
  }

  @Override
  public void save(Sink sink) {
    expiries.save(sink);
    watch.save(sink);
  }

  @Override
  public void load(Source source) {
    expiries.load(source);
    watch.load(source);
  }

  @Override
  public void startTimers() {
    for (int claim = 0; claim < expiries.count(); claim++) {
      if (campaign.held(claim)) {
        timers.add(expiryMillis(claim), Timers.Kind.HOLD, campaign.number, claim);
      }
    }
  }
}
