package dev.manna.core.law;

import dev.manna.core.Campaign;
import dev.manna.core.Check;
import dev.manna.core.Command.Change;
import dev.manna.core.Event;
import dev.manna.core.Event.Taken;
import dev.manna.core.Grant;
import dev.manna.core.Sale;
import dev.manna.core.SaleEvent;
import dev.manna.core.law.Holds.Phase;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;

/** What a sale has. */
final class SalePools implements Pools {
  final Holds holds;
  final Quotas quotas;
  final Carts carts;
  final Waits waits;
  private final CampaignState campaign;
  private final Timers timers;

  /** What operators see of the stock. */
  final StockWatch watch;

  private Assortment assortment = Assortment.NONE;

  SalePools(CampaignState campaign, Trail trail, Timers timers, Notices notices, Notices heads) {
    this.campaign = campaign;
    this.timers = timers;
    watch = new StockWatch(campaign, trail, notices);
    holds = new Holds(trail);
    quotas = new Quotas(campaign);
    carts = new Carts(campaign, trail);
    waits = new Waits(campaign, trail, timers, heads);
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

  /** Takes an operator's word on the stock of an item. */
  void change(Change change, long position) {
    switch (change) {
      case Change.Stock stock -> change(stock.item(), stock.units(), position);
      case Change.Target target ->
          change(target.item(), OperatorRules.difference(campaign, target), position);
      case Change.Budget budget -> throw Check.broken("only a rain has a budget");
      case Change.InRound in -> throw Check.broken("only a rain has rounds");
    }
  }

  private void change(String item, long units, long position) {
    campaign.items.change(campaign.catalog().number(item), units);
    watch.adjusted(item, units, position);
    waits.look(campaign.catalog().number(item));
  }

  void deduct(Event.Deducted deducted, long now, long position) {
    int claim = campaign.claim(deducted, deducted.taken().size(), 1, now, position);
    long expiresAtMillis = deducted.expiresAtMillis();
    boolean held = expiresAtMillis > 0;
    holds.add(expiresAtMillis, now);
    if (deducted.fromCart()) {
      carts.empty(campaign.claims.user(claim));
    }
    if (held) {
      timers.add(expiresAtMillis, Timers.Kind.HOLD, campaign.number, claim);
    }
    for (Taken taken : deducted.taken()) {
      take(claim, taken.item(), taken.units(), held);
      campaign.grants.add(
          taken.item(), claim, taken.units(), held ? Grant.State.HELD : Grant.State.GIVEN);
    }
    watch.took(deducted, claim, position);
  }

  private void take(int claim, int item, long units, boolean held) {
    if (held) {
      campaign.items.hold(item, units);
    } else {
      campaign.items.give(item, units);
    }
    quotas.count(campaign.claims.user(claim), item, units);
  }

  @Override
  public void settle(int claim, Event.Ending ending, long now) {
    int first = campaign.claims.firstGrant(claim);
    boolean given = ending.grantState() == Grant.State.GIVEN;
    for (int grant = first; grant < first + campaign.claims.grants(claim); grant++) {
      int item = campaign.grants.item(grant);
      campaign.items.end(item, campaign.grants.size(grant), ending);
      campaign.grants.setState(grant, ending.grantState());
      if (!given) {
        quotas.count(campaign.claims.user(claim), item, -campaign.grants.size(grant));
        waits.look(item);
      }
    }
    Phase phase =
        given ? Phase.GIVEN : ending == Event.Ending.EXPIRED ? Phase.EXPIRED : Phase.CANCELLED;
    holds.stand(claim, phase, now);
  }

  /** An order waits: it counts as any claim does from now on. */
  void begin(Event.Waited waited, long now, long position) {
    int claim = campaign.claim(waited, 0, 1, now, position);
    campaign.claims.waits(claim);
    holds.addWaiting(waited.untilMillis());
    waits.begin(claim, waited);
  }

  private void serve(SaleEvent.Served served, long now, long position) {
    int claim = served.claim();
    int user = campaign.claims.user(claim);
    boolean held = served.expiresAtMillis() > 0;
    int before = campaign.users.lastClaim(user);
    campaign.claims.serve(claim, before, campaign.grants.count(), served.taken().size());
    campaign.users.setLast(user, claim);
    holds.stand(claim, held ? Phase.HELD : Phase.GIVEN, held ? served.expiresAtMillis() : now);
    if (held) {
      timers.add(served.expiresAtMillis(), Timers.Kind.HOLD, campaign.number, claim);
    }
    for (Taken taken : served.taken()) {
      if (held) {
        campaign.items.hold(taken.item(), taken.units());
      } else {
        campaign.items.give(taken.item(), taken.units());
      }
      campaign.grants.add(
          taken.item(), claim, taken.units(), held ? Grant.State.HELD : Grant.State.GIVEN);
    }
    waits.served(claim, position);
    waits.leave(claim);
  }

  private void endWait(SaleEvent.WaitEnded ended, long now) {
    int user = campaign.claims.user(ended.claim());
    for (Taken wanted : waits.wanted(ended.claim())) {
      quotas.count(user, wanted.item(), -wanted.units());
    }
    holds.stand(ended.claim(), ended.byUser() ? Phase.LEFT : Phase.ENDED, now);
    waits.leave(ended.claim());
  }

  void apply(SaleEvent event, long now, long position) {
    switch (event) {
      case SaleEvent.Extended extended -> {
        holds.stand(extended.claim(), Phase.HELD, extended.expiresAtMillis());
        campaign.tallies.add(Tallies.Kind.EXTENSIONS, extended.claim(), 0, 1);
      }
      case SaleEvent.Regained regained -> regain(regained.claim(), now);
      case SaleEvent.CartSet set ->
          carts.set(campaign.users.findOrAdd(set.claimant()), set.sku(), set.units());
      case SaleEvent.CartEmptied emptied ->
          carts.empty(campaign.users.findOrAdd(emptied.claimant()));
      case SaleEvent.Returned returned -> takeBack(returned, position);
      case SaleEvent.Served served -> serve(served, now, position);
      case SaleEvent.WaitEnded ended -> endWait(ended, now);
    }
  }

  /** Takes the goods of a hold that had ended again, and gives them. */
  private void regain(int claim, long now) {
    int first = campaign.claims.firstGrant(claim);
    for (int grant = first; grant < first + campaign.claims.grants(claim); grant++) {
      take(claim, campaign.grants.item(grant), campaign.grants.size(grant), false);
      campaign.grants.setState(grant, Grant.State.GIVEN);
    }
    holds.stand(claim, Phase.GIVEN, now);
  }

  private void takeBack(SaleEvent.Returned returned, long position) {
    int grant = returned.grant();
    int item = campaign.grants.item(grant);
    campaign.items.takeBack(item, returned.units());
    quotas.count(campaign.claims.user(campaign.grants.claim(grant)), item, -returned.units());
    campaign.grants.leave(grant);
    campaign.tallies.add(Tallies.Kind.RETURNED, grant, 0, returned.units());
    campaign.grants.enter(grant);
    if (returned(grant) == campaign.grants.size(grant)) {
      campaign.grants.setState(grant, Grant.State.RETURNED);
    }
    campaign.useKey(returned.claimant(), returned.fingerprint(), position);
    waits.look(item);
  }

  /** How many units of a grant came back after it was given. */
  long returned(int grant) {
    return campaign.tallies.count(Tallies.Kind.RETURNED, grant, 0);
  }

  /** How often a hold was extended. */
  long extensions(int claim) {
    return campaign.tallies.count(Tallies.Kind.EXTENSIONS, claim, 0);
  }

  @Override
  public void redefined(Campaign before) {
    quotas.recount((Sale) before);
  }

  @Override
  public void operatorKeyUsed() {
    holds.addNone();
  }

  @Override
  public long expiryMillis(int claim) {
    return holds.phase(claim) == Phase.HELD ? holds.millis(claim) : 0;
  }

  @Override
  public void save(Sink sink) {
    watch.save(sink);
    holds.save(sink);
    carts.save(sink);
    waits.save(sink);
  }

  @Override
  public void load(Source source) {
    watch.load(source);
    holds.load(source);
    carts.load(source);
    waits.load(source);
  }

  @Override
  public void startTimers() {
    for (int claim = 0; claim < holds.count(); claim++) {
      if (holds.phase(claim) == Phase.HELD) {
        timers.add(holds.millis(claim), Timers.Kind.HOLD, campaign.number, claim);
      }
    }
    watch.lookAtAll();
    waits.startTimers();
  }
}
