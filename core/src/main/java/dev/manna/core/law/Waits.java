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
 *
 * <p>A place in a line is a row, chained to the places beside it, so that to join, to leave and to
 * be served costs an order as many steps as it wants SKUs, however long the lines are.
 *
 * <pre>
 * column 0   32 bits  line: 0 for that of all, else the lowest item of a SKU + 1 | 32 bits claim
 * column 1   32 bits  the place before + 1 | 32 bits the place behind + 1
 * column 2   64 bits  units; in the line of all, how long the goods are held
 * column 3   64 bits  the next place of the same order + 1, or of those that are free
 * </pre>
 */
final class Waits {
  private static final long LOW = 0xffff_ffffL;

  /** The line in which all stand. */
  private static final int ALL = 0;

  /** What a tally of a claim is: its place in the line of all + 1, and where it was served. */
  private static final int PLACE = 0;

  private static final int SERVED = 1;

  private final CampaignState campaign;
  private final Timers timers;
  private final Notices heads;
  private final Rows places;

  /** By line, its first place + 1 and its last + 1. */
  private final Rows ends;

  /** How many wait, and the first free place + 1. */
  private final Rows facts;

  Waits(CampaignState campaign, Trail trail, Timers timers, Notices heads) {
    this.campaign = campaign;
    this.timers = timers;
    this.heads = heads;
    places = new Rows(trail, 4);
    ends = new Rows(trail, 1);
    facts = new Rows(trail, 2);
  }

  /** How many orders wait. */
  long count() {
    return facts.count() == 0 ? 0 : facts.get(0, 0);
  }

  private int first(int line) {
    return line < ends.count() ? (int) (ends.get(line, 0) >>> 32) - 1 : -1;
  }

  private int claim(int place) {
    return (int) places.get(place, 0);
  }

  private int line(int place) {
    return (int) (places.get(place, 0) >>> 32);
  }

  private int before(int place) {
    return (int) (places.get(place, 1) >>> 32) - 1;
  }

  private int behind(int place) {
    return (int) places.get(place, 1) - 1;
  }

  private int next(int place) {
    return (int) places.get(place, 3) - 1;
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
    return count() > 0 && first(lineOf(item)) >= 0;
  }

  boolean waits(int claim) {
    return campaign.sale().holds.phase(claim) == Phase.WAITING;
  }

  /** How long the goods of an order that waits are held, 0 where they are given. */
  long holdMillis(int claim) {
    return places.get(place(claim), 2);
  }

  /** What an order that waits wants: of each SKU, by its lowest item, so many units. */
  List<Taken> wanted(int claim) {
    List<Taken> wanted = new ArrayList<>();
    for (int place = next(place(claim)); place >= 0; place = next(place)) {
      wanted.add(new Taken(line(place) - 1, places.get(place, 2)));
    }
    return wanted;
  }

  /** All that wait, in the order in which they came. */
  List<Integer> all() {
    List<Integer> all = new ArrayList<>();
    for (int place = first(ALL); place >= 0; place = behind(place)) {
      all.add(claim(place));
    }
    return all;
  }

  /** The most orders that stand before one in one of its lines. */
  long ahead(int claim) {
    long most = 0;
    for (int own = next(place(claim)); own >= 0; own = next(own)) {
      long ahead = 0;
      for (int place = before(own); place >= 0; place = before(place)) {
        ahead++;
      }
      most = Math.max(most, ahead);
    }
    return most;
  }

  /** The order that stands first in the line of the SKU whose lowest item it is, or -1. */
  int head(int item) {
    int place = first(item + 1);
    return place < 0 ? -1 : claim(place);
  }

  /** Whether an order stands first in all of its lines. */
  boolean leads(int claim) {
    for (int place = next(place(claim)); place >= 0; place = next(place)) {
      if (before(place) >= 0) {
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
    for (int line = ALL + 1; line < ends.count(); line++) {
      if (first(line) >= 0) {
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
    boolean over =
        campaign.rules().status() == Status.CLOSED
            || campaign.definition().terms().startMillis() > now;
    long end = campaign.definition().terms().endMillis();
    return over ? 0 : Math.min(campaign.sale().holds.millis(claim), end);
  }

  void begin(int claim, Event.Waited waited) {
    if (facts.count() == 0) {
      facts.append();
    }
    facts.add(0, 0, 1);
    int user = campaign.claims.user(claim);
    int last = join(ALL, claim, waited.holdMillis());
    campaign.tallies.set(Kind.WAIT, claim, PLACE, last + 1L);
    for (Taken each : waited.wanted()) {
      int place = join(each.item() + 1, claim, each.units());
      places.set(last, 3, place + 1L);
      last = place;
      campaign.sale().quotas.count(user, each.item(), each.units());
    }
    timers.add(waited.untilMillis(), Timers.Kind.WAIT, campaign.number, claim);
  }

  private int join(int line, int claim, long units) {
    while (ends.count() <= line) {
      ends.append();
    }
    int last = (int) ends.get(line, 0) - 1;
    int place = take();
    places.set(place, 0, (long) line << 32 | claim);
    places.set(place, 1, (long) (last + 1) << 32);
    places.set(place, 2, units);
    places.set(place, 3, 0);
    if (last >= 0) {
      places.set(last, 1, places.get(last, 1) & ~LOW | place + 1);
      ends.set(line, 0, ends.get(line, 0) & ~LOW | place + 1);
    } else {
      ends.set(line, 0, (place + 1L) << 32 | place + 1);
    }
    return place;
  }

  private int take() {
    int free = (int) facts.get(0, 1) - 1;
    if (free < 0) {
      return places.append();
    }
    facts.set(0, 1, places.get(free, 3));
    return free;
  }

  /** Takes an order out of its lines, whatever becomes of it. */
  void leave(int claim) {
    List<Taken> wanted = wanted(claim);
    int place = place(claim);
    while (place >= 0) {
      int next = next(place);
      unlink(place);
      places.set(place, 3, facts.get(0, 1));
      facts.set(0, 1, place + 1L);
      place = next;
    }
    facts.add(0, 0, -1);
    campaign.tallies.set(Kind.WAIT, claim, PLACE, 0);
    wanted.forEach(each -> lookAt(each.item()));
  }

  private void unlink(int place) {
    int line = line(place);
    int before = before(place);
    int behind = behind(place);
    if (before >= 0) {
      places.set(before, 1, places.get(before, 1) & ~LOW | behind + 1);
    } else {
      ends.set(line, 0, ends.get(line, 0) & LOW | (behind + 1L) << 32);
    }
    if (behind >= 0) {
      places.set(behind, 1, places.get(behind, 1) & LOW | (before + 1L) << 32);
    } else {
      ends.set(line, 0, ends.get(line, 0) & ~LOW | before + 1);
    }
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
    ends.save(sink);
    facts.save(sink);
  }

  void load(Source source) {
    places.load(source);
    ends.load(source);
    facts.load(source);
  }

  void startTimers() {
    for (int claim : all()) {
      long until = campaign.sale().holds.millis(claim);
      timers.add(until, Timers.Kind.WAIT, campaign.number, claim);
    }
    lookAtAll();
  }
}
