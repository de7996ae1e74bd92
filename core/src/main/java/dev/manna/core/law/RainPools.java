package dev.manna.core.law;

import dev.manna.core.Campaign;
import dev.manna.core.Check;
import dev.manna.core.Command.Change;
import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * What a red packet rain has. Its money and its packets are items of their own, and so is each
 * good; in rounds, each round keeps its own account of them beside the campaign's, and nothing is
 * ever moved from one to the other: what a round hands on is a sum over those before it.
 */
final class RainPools implements Pools {
  private final CampaignState campaign;
  private final Trail trail;
  private final Timers timers;

  /** By round, what it has of each item of the campaign; the first is that of round 1. */
  private final List<Items> rounds = new ArrayList<>();

  private final Block block;
  private final Purse purse;

  /** Row 0: the latest round in which somebody snatched; no row where nobody has. */
  private final Rows latest;

  /** When each grant returns unless it is opened, by grant; those beyond the last never do. */
  private final Rows returns;

  RainPools(CampaignState campaign, Trail trail, Timers timers) {
    this.campaign = campaign;
    this.trail = trail;
    this.timers = timers;
    block = new Block(trail);
    purse = new Purse(campaign);
    latest = new Rows(trail, 1);
    returns = new Rows(trail, 1);
  }

  RedPacket rain() {
    return (RedPacket) campaign.definition();
  }

  Block block() {
    return block;
  }

  Purse purse() {
    return purse;
  }

  /** The latest round in which somebody snatched, 0 for none. */
  int latestRound() {
    return latest.count() == 0 ? 0 : (int) latest.get(0, 0);
  }

  /** What a round has of an item, without what others leave to it. */
  long own(int round, int item) {
    return round > rounds.size() ? 0 : rounds.get(round - 1).available(item);
  }

  long total(int round, int item) {
    return round == 0
        ? campaign.items.total(item)
        : round > rounds.size() ? 0 : rounds.get(round - 1).total(item);
  }

  /** What can be given of an item in a round; round 0 is a rain without rounds. */
  long free(int round, int item) {
    return round == 0
        ? campaign.items.available(item)
        : over(round, each -> rounds.get(each - 1).available(item));
  }

  long held(int round, int item) {
    return round == 0
        ? campaign.items.held(item)
        : over(round, each -> rounds.get(each - 1).held(item));
  }

  /** What was taken of an item in this very round, and has not come back. */
  long out(int round, int item) {
    Items items = round == 0 ? campaign.items : rounds.get(round - 1);
    return items.held(item) + items.given(item);
  }

  private interface OfRound {
    long amount(int round);
  }

  private long over(int round, OfRound of) {
    long sum = of.amount(round);
    if (rain().plan().carryOver()) {
      for (int earlier = 1; earlier < round; earlier++) {
        sum += of.amount(earlier);
      }
    }
    return sum;
  }

  void snatch(Event.Snatched snatched, long now, long position) {
    int claim = campaign.claim(snatched, snatched.hit() ? 1 : 0, 1, now, position);
    if (snatched.round() > latestRound()) {
      if (latest.count() == 0) {
        latest.append();
      }
      latest.set(0, 0, snatched.round());
    }
    if (!snatched.hit()) {
      return;
    }
    int item = snatched.item();
    int round = snatched.round();
    if (good(item)) {
      hold(round, item, 1);
      campaign.grants.add(item, claim, 1, round, Grant.State.HELD);
    } else {
      takeFromBlock(snatched);
      hold(round, Catalog.MONEY, snatched.cents());
      hold(round, item, 1);
      long after = campaign.items.available(item);
      campaign.odds().stockChanged(item, after + 1, after);
      campaign.grants.add(item, claim, snatched.cents(), round, Grant.State.HELD);
    }
    purse.snatched(campaign.claims.user(claim), campaign.grants.count() - 1);
    if (snatched.returnsAtMillis() > 0) {
      returnAt(snatched.returnsAtMillis(), claim);
    }
  }

  private void takeFromBlock(Event.Snatched snatched) {
    if (!snatched.block().isEmpty()) {
      block.open(snatched.round(), snatched.block());
    } else if (rain().split() instanceof Split.PositionFair) {
      block.take();
    }
  }

  private void returnAt(long millis, int claim) {
    int grant = campaign.grants.count() - 1;
    while (returns.count() < grant) {
      returns.append();
    }
    returns.set(returns.append(), 0, millis);
    timers.add(millis, Timers.Kind.HOLD, campaign.number, claim);
  }

  /** In or out of quarantine; amounts that were drawn ahead are drawn again. */
  void quarantine(int round, int item, long difference) {
    if (round > 0) {
      rounds.get(round - 1).quarantine(item, difference);
    }
    block.dissolve();
  }

  private void hold(int round, int item, long size) {
    campaign.items.hold(item, size);
    if (round > 0) {
      rounds.get(round - 1).hold(item, size);
    }
  }

  private void end(int round, int item, long size, Event.Ending ending) {
    campaign.items.end(item, size, ending);
    if (round > 0) {
      rounds.get(round - 1).end(item, size, ending);
    }
  }

  /** Whether an item is neither money nor packets. */
  boolean good(int item) {
    return RainPlan.Good.names(campaign.catalog().id(item));
  }

  /** A red packet's grant has its money for its size, and its packet is one. */
  @Override
  public void settle(int claim, Event.Ending ending, long now) {
    int grant = campaign.claims.firstGrant(claim);
    int item = campaign.grants.item(grant);
    int round = campaign.grants.round(grant);
    long before = campaign.items.available(item);
    end(round, item, 1, ending);
    if (!good(item)) {
      end(round, Catalog.MONEY, campaign.grants.size(grant), ending);
      campaign.odds().stockChanged(item, before, campaign.items.available(item));
    }
    campaign.grants.setState(grant, ending.grantState());
    boolean kept = ending.grantState() == Grant.State.GIVEN;
    purse.ended(campaign.claims.user(claim), grant, kept);
  }

  void change(Change change) {
    switch (change) {
      case Change.InRound in -> change(in.round(), in.change());
      case Change.Stock stock -> change(0, stock);
      case Change.Budget budget -> change(0, budget);
      case Change.Target target -> throw Check.broken("a rain is not counted");
    }
  }

  private void change(int round, Change change) {
    if (change instanceof Change.Stock stock) {
      int item = campaign.catalog().number(stock.item());
      long before = campaign.items.available(item);
      add(round, item, stock.units());
      if (!good(item)) {
        add(round, Catalog.MONEY, stock.units() * Long.parseLong(stock.item()));
        campaign.odds().stockChanged(item, before, campaign.items.available(item));
      }
    } else if (change instanceof Change.Budget budget) {
      add(round, Catalog.MONEY, budget.cents());
      add(round, Catalog.PACKETS, budget.packets());
      block.dissolve();
    }
  }

  private void add(int round, int item, long units) {
    campaign.items.change(item, units);
    if (round > 0) {
      rounds.get(round - 1).change(item, units);
    }
  }

  @Override
  public void define(Campaign next, Catalog catalog) {
    block.dissolve();
    RedPacket rain = (RedPacket) next;
    int before = campaign.rules().version() == 0 ? 0 : rain().plan().rounds().size();
    for (int round = 1; round <= rain.plan().rounds().size(); round++) {
      if (round > rounds.size()) {
        rounds.add(new Items(trail));
        trail.onUndo(rounds::removeLast);
      }
      Items items = rounds.get(round - 1);
      for (int item = 0; item < catalog.size(); item++) {
        long quota = RainEdits.quota(rain, round, catalog.id(item));
        if (item == items.count()) {
          items.add(quota);
        } else {
          long was = round > before ? 0 : RainEdits.quota(rain(), round, catalog.id(item));
          items.change(item, quota - was);
        }
      }
    }
  }

  @Override
  public void operatorKeyUsed() {}

  @Override
  public long expiryMillis(int claim) {
    int grant = campaign.claims.firstGrant(claim);
    return campaign.claims.grants(claim) == 0 || grant >= returns.count()
        ? 0
        : returns.get(grant, 0);
  }

  @Override
  public void save(Sink sink) {
    for (Items items : rounds) {
      items.save(sink);
    }
    block.save(sink);
    latest.save(sink);
    returns.save(sink);
  }

  @Override
  public void load(Source source) {
    for (int round = 1; round <= rain().plan().rounds().size(); round++) {
      Items items = new Items(trail);
      items.load(source);
      rounds.add(items);
    }
    block.load(source);
    latest.load(source);
    returns.load(source);
  }

  @Override
  public void startTimers() {
    for (int grant = 0; grant < returns.count(); grant++) {
      long millis = returns.get(grant, 0);
      if (millis > 0 && campaign.grants.state(grant) == Grant.State.HELD) {
        timers.add(millis, Timers.Kind.HOLD, campaign.number, campaign.grants.claim(grant));
      }
    }
  }
}
