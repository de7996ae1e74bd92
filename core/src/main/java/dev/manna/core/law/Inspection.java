package dev.manna.core.law;

import dev.manna.core.Lottery.Prize;
import dev.manna.core.Malformed;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.law.Conservation.Observer;
import dev.manna.core.law.Conservation.Violation;

/** One look at one campaign, from its first row to its last. */
final class Inspection {
  private enum Stage {
    CLAIMS,
    USERS,
    COUNTERS,
    TALLIES,
    GRANTS,
    ITEMS,
    OVER
  }

  final CampaignState campaign;
  private final State state;
  private final LimitInspection limits;
  private GrantSums sums;
  private Stage stage = Stage.CLAIMS;
  private int row;

  /** The counter whose rows are looked at. */
  private int counter;

  private Observer observer;

  Inspection(State state, CampaignState campaign, Observer observer) {
    this.state = state;
    this.campaign = campaign;
    this.observer = observer;
    limits = new LimitInspection(campaign, this::expectAtMost, this::notNegative);
    sums = new GrantSums(campaign, state.trail);
  }

  boolean isOver() {
    return stage == Stage.OVER;
  }

  /** Nobody tells it of changes any more. */
  void end() {
    campaign.grants.sumInto(null);
  }

  /** Looks at up to so many rows; returns how many it were. */
  int look(int rows, Observer to) {
    observer = to;
    if (state.campaigns.get(campaign.number) != campaign) {
      stage = Stage.OVER;
      return 0;
    }
    if (!sums.current()) {
      begin(Stage.GRANTS);
      sums = new GrantSums(campaign, state.trail);
      campaign.grants.sumInto(sums);
    }
    int done = 0;
    while (done < rows && stage != Stage.OVER) {
      // A counter begins anew with its period, and an edit may take one away.
      int until = Math.max(row, Math.min(count(), row + rows - done));
      done += until - row;
      for (; row < until; row++) {
        one();
      }
      if (row >= count()) {
        advance();
      }
    }
    return done;
  }

  private int count() {
    return switch (stage) {
      case CLAIMS -> campaign.claims.count();
      case USERS -> campaign.users.count();
      case COUNTERS -> limits.rows(counter);
      case TALLIES -> campaign.tallies.size();
      case GRANTS -> campaign.grants.count();
      case ITEMS -> campaign.items.count();
      case OVER -> 0;
    };
  }

  private void one() {
    switch (stage) {
      case CLAIMS -> claim();
      case USERS -> limits.user(row);
      case COUNTERS -> limits.counted(counter, row);
      case TALLIES -> limits.tally(row);
      case GRANTS -> grant();
      case ITEMS -> item();
      case OVER -> {}
    }
  }

  private void begin(Stage other) {
    stage = other;
    row = 0;
  }

  private void advance() {
    switch (stage) {
      case CLAIMS -> begin(Stage.USERS);
      case USERS -> begin(Stage.COUNTERS);
      case COUNTERS -> {
        counter++;
        begin(counter < campaign.counters.count() ? Stage.COUNTERS : Stage.TALLIES);
      }
      case TALLIES -> {
        begin(Stage.GRANTS);
        campaign.grants.sumInto(sums);
      }
      case GRANTS -> {
        sums.follow();
        begin(Stage.ITEMS);
        whole();
      }
      case ITEMS -> begin(Stage.OVER);
      case OVER -> {}
    }
  }

  private void expect(boolean holds, Equation equation, String subject, long expected, long found) {
    if (!holds) {
      observer.violated(new Violation(campaign.id, subject, equation, expected, found));
    }
  }

  private void expectAtMost(String subject, long most, long found) {
    expect(found <= most, Equation.LIMIT, subject, most, found);
  }

  private void equal(Equation equation, String subject, long expected, long found) {
    if (expected != found) {
      observer.violated(new Violation(campaign.id, subject, equation, expected, found));
    }
  }

  private void claim() {
    Claims claims = campaign.claims;
    int user = claims.user(row);
    int last = claims.firstGrant(row) + claims.grants(row);
    if (user < 0 || user >= campaign.users.count()) {
      expect(false, Equation.CLAIM, "claim " + row + "'s user", campaign.users.count() - 1L, user);
    }
    if (last < 0 || last > campaign.grants.count()) {
      expect(false, Equation.CLAIM, "claim " + row + "'s grants", campaign.grants.count(), last);
    }
  }

  private void grant() {
    Grants grants = campaign.grants;
    int claim = grants.claim(row);
    boolean known =
        claim >= 0
            && claim < campaign.claims.count()
            && grants.item(row) >= 0
            && grants.item(row) < campaign.items.count()
            && grants.round(row) <= sums.rounds()
            && grants.isSound(row);
    int first = known ? campaign.claims.firstGrant(claim) : 0;
    if (!known || row < first || row >= first + campaign.claims.grants(claim)) {
      expect(false, Equation.CLAIM, "grant " + row + "'s claim", first, claim);
    }
    if (grants.isSound(row)) {
      sums.takeNext();
    } else {
      sums.passNext();
    }
  }

  /** What is not said item by item; all of it in one slice. */
  private void whole() {
    equal(Equation.HELD, "all items", sums.allHeld(), campaign.items.allHeld());
    if (campaign.pools instanceof LotteryPools lottery) {
      long[] aside = lottery.allocations.setAside(campaign.items.count());
      for (int item = 0; item < aside.length; item++) {
        equal(Equation.SET_ASIDE, id(item), aside[item], campaign.items.reserved(item));
      }
    }
    long[] quarantined = state.quarantine.units(campaign.number, campaign.items.count());
    for (int item = 0; item < quarantined.length; item++) {
      long found = campaign.items.quarantined(item);
      equal(Equation.QUARANTINED, id(item), quarantined[item], found);
    }
    if (campaign.definition() instanceof RedPacket rain && !campaign.isDraft()) {
      money(rain);
    }
  }

  private void money(RedPacket rain) {
    long free = campaign.items.available(Catalog.MONEY);
    if (rain.split() instanceof Split.Fixed fixed) {
      long sum = 0;
      for (RedPacket.Denomination each : fixed.denominations()) {
        sum += each.cents() * campaign.items.available(campaign.catalog().number(each.id()));
      }
      equal(Equation.MONEY, "budget", sum, free);
      return;
    }
    if ((campaign.rules().version() > 1 && sums.anyReturned()) || state.quarantine.epoch() > 0) {
      // A packet that came back may be larger or smaller than packets are by now, and what was set
      // aside for packets that may have been large comes back with the money of large ones.
      return;
    }
    long packets = campaign.items.available(Catalog.PACKETS);
    try {
      rain.split().check(free, packets);
    } catch (Malformed e) {
      expect(false, Equation.MONEY, "budget in " + packets + " packets", 0, free);
    }
  }

  private void item() {
    Items items = campaign.items;
    long free = items.available(row);
    if (items.total(row) != Prize.UNLIMITED) {
      notNegative(id(row) + " total", items.total(row));
      expect(free >= -beyond(), Equation.BALANCE, id(row) + " free", -beyond(), free);
    }
    notNegative(id(row) + " held", items.held(row));
    notNegative(id(row) + " given", items.given(row));
    notNegative(id(row) + " set aside", items.reserved(row));
    notNegative(id(row) + " in quarantine", items.quarantined(row));
    equal(Equation.HELD, id(row), sums.held(row), items.held(row));
    equal(Equation.GIVEN, id(row), sums.given(row), items.given(row));
    for (int round = 1; round <= sums.rounds(); round++) {
      long out = sums.held(round, row) + sums.given(round, row);
      equal(Equation.ROUND, id(row) + " in round " + round, out, campaign.rain().out(round, row));
    }
    if (Conservation.told(row)) {
      observer.item(campaign.id, StateView.item(campaign, row), free);
    }
  }

  /** What may be sold of the item beyond what there is. */
  private long beyond() {
    return campaign.pools instanceof SalePools sale && !campaign.isDraft()
        ? sale.assortment().oversell(row)
        : 0;
  }

  private void notNegative(String what, long amount) {
    if (amount < 0) {
      expect(false, Equation.BALANCE, what, 0, amount);
    }
  }

  private String id(int item) {
    return campaign.catalog().id(item);
  }
}
