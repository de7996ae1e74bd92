package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.LotteryEvent;
import dev.manna.core.Terms;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a raffle, and the draw of its winners.
 *
 * <p>All entries lie on one line, in the order of the log. The next winner is the claim on whose
 * entries the next point falls; then all entries of its user leave the line. So each unit is won by
 * one of those who have won nothing yet, in proportion to their entries, and no point is ever drawn
 * in vain.
 *
 * <p>No entry has a row of its own: a claim's row says how many it made, sums over claims lead to
 * the claim, and a chain to all claims of its user. Each winner is an event, so that a large draw
 * is many batches and each of them is short.
 */
final class Raffle {
  private static final int ENTRIES = 0;
  private static final int DRAWN = 1;

  private final CampaignState campaign;
  private final Timers timers;

  /** One row, of all there is to know. */
  private final Rows facts;

  /** Of the entries on the line, by claim. */
  private final Sums open;

  private @Nullable Order order;

  Raffle(CampaignState campaign, Trail trail, Timers timers) {
    this.campaign = campaign;
    this.timers = timers;
    facts = new Rows(trail, 2);
    open = new Sums(trail);
  }

  /** How often it was entered, by all users together. */
  long entries() {
    return facts.count() == 0 ? 0 : facts.get(0, ENTRIES);
  }

  boolean isDrawn() {
    return facts.count() > 0 && facts.get(0, DRAWN) > 0;
  }

  /** The claim with which a user has won, or -1. */
  int won(int user) {
    int last = campaign.users.lastClaim(user);
    return last >= 0 && campaign.claims.grants(last) > 0 ? last : -1;
  }

  /**
   * Since when the draw is due, or when it will be; {@link Timers#NEVER} once it is done, and of a
   * draft.
   */
  long dueMillis() {
    if (isDrawn() || campaign.isDraft()) {
      return Timers.NEVER;
    }
    return campaign.isClosed() ? 0 : campaign.definition().terms().endMillis();
  }

  /**
   * Takes the row of a claim, and returns its user's. Until the draw a chain leads to all of them.
   */
  int enter(Event.Entered entered, long now, long position) {
    Claimant claimant = entered.claimant();
    int entries = entered.entries();
    int user = campaign.users.findOrAdd(claimant);
    int before = campaign.users.lastClaim(user);
    int claim =
        campaign.claims.add(user, claimant, entered.fingerprint(), before, 0, 0, entries, position);
    long offset = now - campaign.baseMillis;
    campaign.users.use(user, claim, entries, entered.newDay(), offset);
    campaign.counters.use(entered.use(), entries, now);
    if (facts.count() == 0) {
      facts.append();
    }
    facts.add(0, ENTRIES, entries);
    open.add(claim, entries);
    return user;
  }

  /** What happens next in the draw. */
  LotteryEvent next() {
    int item = order().left();
    long all = open.all();
    if (item < 0 || all == 0) {
      return new LotteryEvent.RaffleEnded(campaign.number);
    }
    long point = Dice.of(campaign.seal, campaign.grants.count()).below(all);
    int claim = open.find(point, campaign.claims::entries);
    return new LotteryEvent.Won(campaign.number, item, claim);
  }

  void win(LotteryEvent.Won won) {
    int user = campaign.claims.user(won.claim());
    int claim = campaign.users.lastClaim(user);
    while (claim >= 0) {
      open.add(claim, -campaign.claims.entries(claim));
      campaign.claims.takeOffTheLine(claim);
      claim = campaign.claims.before(claim);
    }
    campaign.give(won.item());
    campaign.claims.win(won.claim(), campaign.grants.count());
    campaign.grants.add(won.item(), won.claim(), 1, Grant.State.GIVEN);
    campaign.users.setLast(user, won.claim());
  }

  void end() {
    if (facts.count() == 0) {
      facts.append();
    }
    facts.set(0, DRAWN, 1);
  }

  /** The campaign was closed: the draw comes before anything else. */
  void startDraw(long now) {
    timers.add(now, Timers.Kind.RAFFLE, campaign.number, 0);
  }

  /** It is drawn at the end of its window, wherever an edit moves that; a draft is not. */
  void endsAt(long endMillis) {
    if (endMillis < Terms.FOREVER && !campaign.isDraft()) {
      timers.add(endMillis, Timers.Kind.RAFFLE, campaign.number, 0);
    }
  }

  void startTimers() {
    if (!isDrawn()) {
      endsAt(dueMillis());
    }
  }

  void save(Sink sink) {
    facts.save(sink);
  }

  void load(Source source) {
    facts.load(source);
    for (int claim = 0; claim < campaign.claims.count(); claim++) {
      int entries = campaign.claims.entries(claim);
      if (entries > 0) {
        open.add(claim, entries);
      }
    }
  }

  private Order order() {
    Order known = order;
    if (known == null || known.odds != campaign.odds()) {
      known = new Order(campaign);
      order = known;
    }
    return known;
  }

  /** The prizes of a definition in the order in which they are drawn. */
  private static final class Order {
    /** Each definition has its own. */
    final Odds odds;

    private final CampaignState campaign;
    private final int[] items;
    private final boolean[] enabled;

    /** By item, where it stands in the order. */
    private final int[] places;

    Order(CampaignState campaign) {
      this.campaign = campaign;
      odds = campaign.odds();
      List<Prize> prizes = ((Lottery) campaign.definition()).prizes();
      items = new int[prizes.size()];
      enabled = new boolean[items.length];
      places = new int[items.length];
      for (int place = 0; place < items.length; place++) {
        items[place] = campaign.catalog().number(prizes.get(place).id());
        enabled[place] = prizes.get(place).rules().enabled();
        places[items[place]] = place;
      }
    }

    /** The first item of which there is something, or -1; nothing is left of those won before. */
    int left() {
      int grants = campaign.grants.count();
      int place = grants == 0 ? 0 : places[campaign.grants.item(grants - 1)];
      while (place < items.length
          && !(enabled[place] && campaign.items.available(items[place]) > 0)) {
        place++;
      }
      return place == items.length ? -1 : items[place];
    }
  }
}
