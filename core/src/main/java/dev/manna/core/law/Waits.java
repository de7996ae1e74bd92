package dev.manna.core.law;

import dev.manna.core.Event;
import dev.manna.core.Event.Taken;
import dev.manna.core.Reply.Status;
import dev.manna.core.law.Holds.Phase;
import dev.manna.core.law.Tallies.Kind;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * The orders of a sale that wait: each stands in the line of each SKU that it wants, and in one
 * line with all others. Whoever is the first in all of its lines is served as soon as all of it is
 * free; whoever is not, waits even for what is free.
 */
final class Waits {
  /** What a tally of a claim is: its place in the line of all + 1, and where it was served. */
  private static final int PLACE = 0;

  private static final int SERVED = 1;

  private final CampaignState campaign;
  private final Timers timers;
  private final Notices heads;
  private final Places places;

  Waits(CampaignState campaign, Trail trail, Timers timers, Notices heads) {
    this.campaign = campaign;
    this.timers = timers;
    this.heads = heads;
    places = new Places(trail);
  }

  /** How many orders wait. */
  long count() {
    return places.orders();
  }

  private int place(int claim) {
    return (int) campaign.tallies.count(Kind.WAIT, claim, PLACE) - 1;
  }

  /** The line of the SKU to which an item belongs. */
  private int lineOf(int item) {
    String sku = Assortment.sku(campaign.catalog().id(item));
    return campaign.sale().assortment().shelf(sku).first + 1;
  }

  /** Whether somebody waits for the SKU to which an item belongs. */
  boolean waitedFor(int item) {
    return count() > 0 && places.first(lineOf(item)) >= 0;
  }

  boolean waits(int claim) {
    return campaign.sale().holds.phase(claim) == Phase.WAITING;
  }

  /** How long the goods of an order that waits are held, 0 where they are given. */
  long holdMillis(int claim) {
    return places.units(place(claim));
  }

  /** What an order that waits wants: of each SKU, by its lowest item, so many units. */
  List<Taken> wanted(int claim) {
    List<Taken> wanted = new ArrayList<>();
    for (int place = places.next(place(claim)); place >= 0; place = places.next(place)) {
      wanted.add(new Taken(places.line(place) - 1, places.units(place)));
    }
    return wanted;
  }

  /** All that wait, in the order in which they came. */
  List<Integer> all() {
    List<Integer> all = new ArrayList<>();
    for (int place = places.first(Places.ALL); place >= 0; place = places.behind(place)) {
      all.add(places.claim(place));
    }
    return all;
  }

  /** The most orders that stand before one in one of its lines. */
  long ahead(int claim) {
    long most = 0;
    for (int own = places.next(place(claim)); own >= 0; own = places.next(own)) {
      long ahead = 0;
      for (int place = places.before(own); place >= 0; place = places.before(place)) {
        ahead++;
      }
      most = Math.max(most, ahead);
    }
    return most;
  }

  /** The order that stands first in the line of the SKU whose lowest item it is, or -1. */
  int head(int item) {
    int place = places.first(item + 1);
    return place < 0 ? -1 : places.claim(place);
  }

  /** Whether an order stands first in all of its lines. */
  boolean leads(int claim) {
    for (int place = places.next(place(claim)); place >= 0; place = places.next(place)) {
      if (places.before(place) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** From which items an order takes what it waits for, where all of it is free. */
  Picking pick(int claim) {
    Picking picking = new Picking(campaign, List.of(), true);
    Assortment goods = campaign.sale().assortment();
    for (Taken each : wanted(claim)) {
      String sku = Assortment.sku(campaign.catalog().id(each.item()));
      picking.pick(goods.shelf(sku), each.units());
    }
    return picking;
  }

  private boolean servable(int claim) {
    return leads(claim) && pick(claim).shortfalls().isEmpty();
  }

  /** More of an item may be free, or another order the first that waits for it. */
  void look(int item) {
    if (count() > 0) {
      lookAt(lineOf(item) - 1);
    }
  }

  private void lookAt(int firstItem) {
    int head = head(firstItem);
    if (head >= 0 && campaign.rules().status() == Status.LIVE && servable(head)) {
      heads.add(campaign.number, firstItem);
    }
  }

  void lookAtAll() {
    for (int line = Places.ALL + 1; line < places.lines(); line++) {
      if (places.first(line) >= 0) {
        lookAt(line - 1);
      }
    }
  }

  /** The first that waits for a SKU, if it is to be served now; else -1. */
  int due(int firstItem, long now) {
    int head = head(firstItem);
    return head >= 0
            && Law.outsideWindow(campaign, now) == null
            && dueMillis(head, now) > now
            && servable(head)
        ? head
        : -1;
  }

  /** When an order waits no more, {@link Timers#NEVER} where it does not wait. */
  long dueMillis(int claim, long now) {
    if (!waits(claim)) {
      return Timers.NEVER;
    }
    boolean over = campaign.isClosed() || campaign.definition().terms().startMillis() > now;
    long end = campaign.definition().terms().endMillis();
    return over ? 0 : Math.min(campaign.sale().holds.millis(claim), end);
  }

  void begin(int claim, Event.Waited waited) {
    int user = campaign.claims.user(claim);
    int last = places.join(claim, waited.holdMillis());
    campaign.tallies.set(Kind.WAIT, claim, PLACE, last + 1L);
    for (Taken each : waited.wanted()) {
      last = places.join(last, each.item() + 1, each.units());
      campaign.sale().quotas.count(user, each.item(), each.units());
    }
    timers.add(waited.untilMillis(), Timers.Kind.WAIT, campaign.number, claim);
  }

  /** Takes an order out of its lines, whatever becomes of it. */
  void leave(int claim) {
    List<Taken> wanted = wanted(claim);
    places.leave(place(claim));
    campaign.tallies.set(Kind.WAIT, claim, PLACE, 0);
    wanted.forEach(each -> lookAt(each.item()));
  }

  void served(int claim, long position) {
    campaign.tallies.set(Kind.WAIT, claim, SERVED, position);
  }

  /** Where in the log an order that had waited was served. */
  long servedAt(int claim) {
    return campaign.tallies.count(Kind.WAIT, claim, SERVED);
  }

  /** The campaign was steered or defined: some may be due earlier than they were, or served. */
  void rulesChanged(long now) {
    for (int claim : all()) {
      long due = dueMillis(claim, now);
      if (due < campaign.sale().holds.millis(claim)) {
        campaign.sale().holds.stand(claim, Phase.WAITING, Math.max(due, now));
        timers.add(Math.max(due, now), Timers.Kind.WAIT, campaign.number, claim);
      }
    }
    lookAtAll();
  }

  void save(Sink sink) {
    places.save(sink);
  }

  void load(Source source) {
    places.load(source);
  }

  void startTimers() {
    for (int claim : all()) {
      long until = campaign.sale().holds.millis(claim);
      timers.add(until, Timers.Kind.WAIT, campaign.number, claim);
    }
    lookAtAll();
  }
}
