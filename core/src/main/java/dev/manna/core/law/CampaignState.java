package dev.manna.core.law;

import dev.manna.core.Campaign;
import dev.manna.core.Check;
import dev.manna.core.Claimant;
import dev.manna.core.Command.Change;
import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.Period;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Reply.Status;
import dev.manna.core.Sale;
import dev.manna.core.proof.Seal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A campaign as it stands: its definition, and all that was claimed of it. */
final class CampaignState {
  /** How a campaign was defined and steered last; one value, so that undoing is one assignment. */
  record Rules(
      Campaign definition, int version, Status status, long position, Catalog catalog, Odds odds) {}

  final int number;
  final String id;

  /** The time of the first definition; users' times count from it. */
  final long baseMillis;

  /** What chance follows from, for life. */
  final Seal seal;

  final Users users;
  final Claims claims;
  final Grants grants;
  final Items items;

  /** What rules count beside the users' uses; empty where none does. */
  final Tallies tallies;

  final Milestones milestones;

  /** What limits count beside a user's uses in total and of the day. */
  final Counters counters;

  /** What operators have changed of it. */
  final History history;

  /** What only this kind of campaign has. */
  final Pools pools;

  private final Trail trail;
  private Rules rules;
  private Allowed allowed = Allowed.NOTHING;
  private Periods periods;
  private boolean revealed;

  CampaignState(
      Trail trail,
      Timers timers,
      Notices notices,
      Notices heads,
      StockTally tally,
      int number,
      String id,
      long baseMillis,
      Seal seal,
      History history,
      Rules rules) {
    this.trail = trail;
    this.number = number;
    this.id = id;
    this.baseMillis = baseMillis;
    this.seal = seal;
    this.rules = rules;
    periods = new Periods(rules.definition().terms().timeZone());
    users = new Users(trail);
    claims = new Claims(trail);
    grants = new Grants(trail);
    items = new Items(trail, tally, this);
    tallies = new Tallies(trail);
    milestones = new Milestones(this, trail);
    counters = new Counters(trail);
    this.history = history;
    pools =
        switch (rules.definition()) {
          case Lottery lottery -> new LotteryPools(this, trail, timers);
          case RedPacket rain -> new RainPools(this, trail, timers);
          case Sale sale -> new SalePools(this, trail, timers, notices, heads);
        };
  }

  LotteryPools lottery() {
    return (LotteryPools) pools;
  }

  /** What a raffle has, null for everything else. */
  @Nullable Raffle raffle() {
    return pools instanceof LotteryPools lottery ? lottery.raffle : null;
  }

  RainPools rain() {
    return (RainPools) pools;
  }

  SalePools sale() {
    return (SalePools) pools;
  }

  Rules rules() {
    return rules;
  }

  Campaign definition() {
    return rules.definition();
  }

  boolean isDraft() {
    return rules.status() == Status.DRAFT;
  }

  /** Whether an operator, a draw or its settlement has closed it, whatever its window says. */
  boolean isClosed() {
    return rules.status() == Status.CLOSED || isSettled();
  }

  boolean isSettled() {
    return rules.status() == Status.SETTLED;
  }

  /** How it stands: what operators have made of it, and what the time has. */
  Status status(long now) {
    Status made = rules.status();
    if (made != Status.LIVE && made != Status.PAUSED && made != Status.ALARMED) {
      return made;
    }
    if (now >= definition().terms().endMillis()) {
      return Status.CLOSED;
    }
    boolean before = made == Status.LIVE && now < definition().terms().startMillis();
    return before ? Status.PUBLISHED : made;
  }

  Catalog catalog() {
    return rules.catalog();
  }

  Odds odds() {
    return rules.odds();
  }

  /** Whether everybody may see the key. */
  boolean revealed() {
    return revealed;
  }

  /** The key may be seen from here on, and nothing may be claimed any more. */
  void reveal(long position) {
    trail.onUndo(() -> revealed = false);
    revealed = true;
    close(position);
  }

  /** It is over for good, and the key may be seen. */
  void settle(long position) {
    if (!revealed) {
      reveal(position);
    }
    stand(Status.SETTLED, position);
  }

  /** Nothing may be claimed or changed any more. */
  void close(long position) {
    stand(Status.CLOSED, position);
  }

  void stand(Status status, long position) {
    setRules(
        new Rules(
            rules.definition(), rules.version(), status, position, rules.catalog(), rules.odds()));
  }

  /** As a snapshot says. */
  void restoreRevealed(boolean before) {
    revealed = before;
  }

  long startOfDay(long millis) {
    return periods.startOf(Period.DAY, millis);
  }

  Periods periods() {
    return periods;
  }

  void setRules(Rules next) {
    counters.define(next.definition().terms().limits());
    Rules before = rules;
    Allowed allowedBefore = allowed;
    trail.onUndo(
        () -> {
          assume(before);
          allowed = allowedBefore;
        });
    allowed =
        allowed.with(before.definition(), next.definition(), next.version(), before.catalog());
    assume(next);
  }

  /** The most that limits have allowed so far. */
  Allowed allowed() {
    return allowed;
  }

  private void assume(Rules next) {
    if (!next.definition().terms().timeZone().equals(rules.definition().terms().timeZone())) {
      periods = new Periods(next.definition().terms().timeZone());
    }
    rules = next;
  }

  /**
   * Takes a definition: the first, or one that changes the totals by its difference to the last.
   */
  void define(Campaign next, int version, long position) {
    items.touchAll();
    Catalog catalog = rules.catalog().with(next);
    long[] differences = differences(next, catalog);
    for (int item = 0; item < differences.length; item++) {
      if (item == items.count()) {
        items.add(differences[item]);
      } else if (items.total(item) != Lottery.Prize.UNLIMITED) {
        items.change(item, differences[item]);
      }
    }
    pools.define(next, catalog);
    Odds odds = Odds.of(trail, next, catalog, items);
    Campaign before = definition();
    boolean first = rules.version() == 0;
    setRules(new Rules(next, version, rules.status(), position, catalog, odds));
    if (!first) {
      pools.redefined(before);
    }
  }

  /**
   * By item of {@code catalog}, how the definition {@code next} changes its total; for an item that
   * is new, the total itself.
   */
  long[] differences(Campaign next, Catalog catalog) {
    long[] differences = new long[catalog.size()];
    List<String> named = Catalog.named(next);
    long[] totals = Catalog.totals(next);
    for (int i = 0; i < totals.length; i++) {
      differences[catalog.number(named.get(i))] = totals[i];
    }
    if (rules.version() > 0) {
      List<String> before = Catalog.named(definition());
      long[] beforeTotals = Catalog.totals(definition());
      for (int i = 0; i < beforeTotals.length; i++) {
        differences[catalog.number(before.get(i))] -= beforeTotals[i];
      }
    }
    return differences;
  }

  void change(Change change) {
    if (pools instanceof RainPools rain) {
      rain.change(change);
      return;
    }
    switch (change) {
      case Change.Stock stock -> {
        int item = catalog().number(stock.item());
        long before = items.available(item);
        items.change(item, stock.units());
        odds().stockChanged(item, before, items.available(item));
      }
      case Change.Target target -> throw Check.broken("only the goods of a sale are counted");
      case Change.Budget budget -> throw Check.broken("only a rain has a budget");
      case Change.InRound in -> throw Check.broken("only a rain has rounds");
    }
  }

  /** Sets units aside, or lets them go. */
  void reserve(int item, long difference) {
    long before = items.available(item);
    items.reserve(item, difference);
    odds().stockChanged(item, before, items.available(item));
  }

  /** Takes units or cents into quarantine, or lets them go. */
  void quarantine(int item, int round, long difference) {
    long before = items.available(item);
    items.quarantine(item, difference);
    boolean drawn = true;
    if (pools instanceof RainPools rain) {
      rain.quarantine(round, item, difference);
      drawn = item != Catalog.MONEY && !rain.good(item);
    }
    if (drawn) {
      odds().stockChanged(item, before, items.available(item));
    }
  }

  /** A unit of a lottery's prize is given. */
  void give(int item) {
    long before = items.available(item);
    items.give(item, 1);
    odds().stockChanged(item, before, items.available(item));
  }

  /** A key is used up by something that is no claim: it has no use and no grant. */
  int useKey(Claimant claimant, int fingerprint, long position) {
    int user = users.findOrAdd(claimant);
    claims.add(user, claimant, fingerprint, -1, grants.count(), 0, 0, position);
    pools.operatorKeyUsed();
    return user;
  }

  /** The row of a claim that was accepted, with its user and its uses. */
  int claim(Event.Claimed claimed, int grantCount, int uses, long now, long position) {
    Claimant claimant = claimed.claimant();
    int user = users.findOrAdd(claimant);
    if (Milestones.passes(users.total(user), claimant)) {
      passMilestone(user);
    }
    int before = users.lastClaim(user);
    int claim =
        claims.add(
            user,
            claimant,
            claimed.fingerprint(),
            before,
            grants.count(),
            grantCount,
            uses,
            position);
    // The chain leads to what a user has; claims that got nothing are no part of it.
    users.use(user, grantCount > 0 ? claim : before, uses, claimed.newDay(), now - baseMillis);
    counters.use(claimed.use(), uses, now);
    return claim;
  }

  /** Where in the log a claim got what it got: an order that has waited, later than it was made. */
  long gotAt(int claim) {
    return claims.waited(claim) ? sale().waits.servedAt(claim) : claims.position(claim);
  }

  private void passMilestone(int user) {
    if (!(pools instanceof RainPools rain)) {
      milestones.set(user);
      return;
    }
    boolean first = !milestones.has(user);
    milestones.set(user);
    if (first && milestones.has(user)) {
      rain.purse().begin(user);
    }
  }

  /** What may still be taken of an item, {@link Items#ENDLESS} where there is no end to it. */
  long available(int item) {
    return definition() instanceof Sale ? sale().available(item) : items.available(item);
  }

  /** Whether the claim holds something that neither its user nor time has ended. */
  boolean held(int claim) {
    return claims.grants(claim) > 0 && grants.state(claims.firstGrant(claim)) == Grant.State.HELD;
  }

  /** Whether this rain's packets are of fixed denominations. */
  boolean fixedSplit() {
    return definition() instanceof RedPacket rain && rain.split() instanceof Split.Fixed;
  }
}
