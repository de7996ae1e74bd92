package dev.manna.simulation.audit;

import dev.manna.core.Campaign;
import dev.manna.core.Changed;
import dev.manna.core.Command;
import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.RedPacket;
import dev.manna.core.Reply.Status;
import dev.manna.core.Sale;
import dev.manna.core.proof.Secret;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything about one campaign. */
final class Book {
  final String id;
  final int number;
  final Rolls rolls = new Rolls();
  final Allotments allotments = new Allotments();

  /** Of a raffle. */
  final Draw draw = new Draw();

  /** Which levels of its goods were told. */
  final Notes notes = new Notes(this);

  /** What has moved of its goods. */
  final Ledger ledger = new Ledger(this);

  /** What operators have changed of it. */
  final List<Changed> changes = new ArrayList<>();

  /** What waits for a second person. */
  final Proposals proposals = new Proposals();

  /** Who waits for its goods. */
  final Lineup line = new Lineup(this);

  private final List<Pile> piles = new ArrayList<>();
  private final Map<String, Integer> itemOf = new HashMap<>();
  private final Map<String, Tally> tallies = new HashMap<>();
  private final Map<String, Gambler> gamblers = new HashMap<>();
  private final Quotas quotas = new Quotas();
  private final Map<Key, Entry> byKey = new HashMap<>();

  /** For a sale, what each user claimed. */
  private final Map<String, List<Entry>> ofUser = new HashMap<>();

  /** For a sale, what lies in each user's cart. */
  private final Map<String, Map<String, Long>> carts = new HashMap<>();

  /** Of which SKUs each user may have how many units. */
  private final Map<String, Long> limits = new HashMap<>();

  private final List<Entry> entries = new ArrayList<>();
  private final List<Entry> grants = new ArrayList<>();

  /** Of a rain, its rounds and its block. */
  final RainLedger rain = new RainLedger(this);

  private Campaign definition;
  private ZoneId zone;
  private @Nullable Secret secret;
  private boolean revealed;

  /** What operators have made of it. */
  private Status status;

  private long version;

  /** Where it was last defined or steered. */
  private long changedAt;

  record Key(String user, String key) {}

  Book(String id, int number, Campaign definition, boolean draft) {
    this.id = id;
    status = draft ? Status.DRAFT : Status.LIVE;
    this.number = number;
    this.definition = definition;
    this.zone = ZoneId.of(definition.terms().timeZone());
  }

  /** Takes a definition, and says whether all that must stay stays: each item, and its kind. */
  boolean define(Campaign replacement, long newVersion, long position) {
    definition = replacement;
    zone = ZoneId.of(replacement.terms().timeZone());
    quotas.define(replacement.terms().limits());
    version = newVersion;
    changedAt = position;
    limits.clear();
    if (replacement instanceof Sale sale) {
      sale.skus().forEach(sku -> limits.put(sku.id(), sku.perUser()));
    }
    Set<String> named = new HashSet<>();
    boolean lawful = true;
    for (Stock each : stocks(replacement)) {
      boolean first = itemOf(each.item()) < 0;
      if (first) {
        itemOf.put(each.item(), piles.size());
        piles.add(new Pile(each.item(), each.unit()));
      }
      lawful &= pile(itemOf(each.item())).define(each.units(), each.beyond(), first, position);
      named.add(each.item());
    }
    if (replacement instanceof RedPacket packets) {
      rain.define(packets);
    }
    if (replacement instanceof Sale sale) {
      notes.define(sale);
    }
    return lawful && named.equals(itemOf.keySet());
  }

  /** How much a definition says there is of one item, and how much may be given beyond that. */
  record Stock(String item, String unit, long units, long beyond) {
    Stock(String item, String unit, long units) {
      this(item, unit, units, 0);
    }
  }

  static List<Stock> stocks(Campaign definition) {
    List<Stock> stocks = new ArrayList<>();
    switch (definition) {
      case Lottery lottery ->
          lottery.prizes().forEach(each -> stocks.add(new Stock(each.id(), "units", each.stock())));
      case Sale sale -> stocks.addAll(Goods.stocks(sale));
      case RedPacket rain -> {
        stocks.add(new Stock("budget", "cents", rain.budgetCents()));
        if (rain.split() instanceof RedPacket.Split.Fixed(List<RedPacket.Denomination> all)) {
          all.forEach(
              each -> stocks.add(new Stock(Long.toString(each.cents()), "packets", each.count())));
        } else {
          stocks.add(new Stock("packet", "packets", rain.packets()));
        }
        rain.plan()
            .goods()
            .forEach(each -> stocks.add(new Stock(each.id(), "units", each.stock())));
      }
    }
    return stocks;
  }

  /** Whether there is an item of this number. */
  boolean names(int item) {
    return item >= 0 && item < piles.size();
  }

  int items() {
    return piles.size();
  }

  Pile pile(int item) {
    return piles.get(item);
  }

  /** The item's number, or -1. */
  int itemOf(String item) {
    return itemOf.getOrDefault(item, -1);
  }

  boolean someQuarantined(String item) {
    return pile(itemOf(item)).quarantined() > 0;
  }

  List<Pile> piles() {
    return piles;
  }

  Entry add(Entry.Draft draft, long position, long timeMillis) {
    Entry entry = new Entry(this, draft, entries.size(), grants.size(), position, timeMillis);
    entries.add(entry);
    byKey.put(new Key(draft.user(), draft.key()), entry);
    if (definition instanceof Sale) {
      ofUser.computeIfAbsent(draft.user(), fresh -> new ArrayList<>()).add(entry);
    }
    for (Entry.Part part : draft.parts()) {
      grants.add(entry);
      move(part, draft.state());
    }
    return entry;
  }

  /** An order that has waited gets its goods. */
  void serve(Entry entry) {
    for (Entry.Part part : entry.parts) {
      grants.add(entry);
      move(part, entry.state());
    }
  }

  /** An entry of a raffle gets a unit. */
  void win(Entry entry, int item) {
    entry.win(new Entry.Part(item, 1, -1), grants.size());
    grants.add(entry);
    pile(item).give(1);
  }

  private void move(Entry.Part part, Grant.State to) {
    take(part.item(), part.units(), to);
    rain.take(part.round(), part.item(), part.units());
    if (part.packetItem() >= 0) {
      take(part.packetItem(), 1, to);
      rain.take(part.round(), part.packetItem(), 1);
    }
  }

  private void take(int item, long units, Grant.State to) {
    if (to == Grant.State.HELD) {
      pile(item).hold(units);
    } else {
      pile(item).give(units);
    }
  }

  void end(Entry entry, Grant.State end, boolean byItself, long timeMillis) {
    entry.end(end, byItself, timeMillis);
    for (Entry.Part part : entry.parts) {
      end(part.item(), part.units(), end);
      rain.end(part.round(), part.item(), part.units(), end);
      if (part.packetItem() >= 0) {
        end(part.packetItem(), 1, end);
        rain.end(part.round(), part.packetItem(), 1, end);
      }
    }
  }

  private void end(int item, long units, Grant.State end) {
    if (end == Grant.State.GIVEN) {
      pile(item).confirm(units);
    } else {
      pile(item).putBack(units);
    }
  }

  /** How many units of a SKU a user may have, 0 for as many as there are. */
  long limit(String sku) {
    return limits.getOrDefault(sku, 0L);
  }

  /** What lies in a user's cart, in the order in which it came there. */
  Map<String, Long> cart(String user) {
    return carts.computeIfAbsent(user, fresh -> new LinkedHashMap<>());
  }

  /** What had ended by itself is given after all. */
  void regain(Entry entry, long timeMillis) {
    entry.end(Grant.State.GIVEN, false, timeMillis);
    entry.parts.forEach(part -> move(part, Grant.State.GIVEN));
  }

  /** Units of a grant came back. */
  void giveBack(int grant, long units) {
    Entry entry = grants.get(grant);
    int part = grant - entry.firstGrant;
    entry.giveBack(part, units);
    pile(entry.parts.get(part).item()).giveBack(units);
  }

  /** How many units of a SKU a user holds, has and waits for, counted from all that was claimed. */
  long kept(String user, String sku) {
    long kept = line.units(user, sku);
    for (Entry entry : ofUser.getOrDefault(user, List.of())) {
      for (int i = 0; i < entry.parts.size(); i++) {
        boolean of = sku(entry.parts.get(i).item()).equals(sku);
        if (of && entry.state(i) != Grant.State.RETURNED) {
          kept += entry.parts.get(i).units() - entry.cameBack(i);
        }
      }
    }
    return kept;
  }

  /** The SKU of an item, which may be its units at a location. */
  String sku(int item) {
    return pile(item).item.split("@", -1)[0];
  }

  @Nullable Entry find(String user, String key) {
    return byKey.get(new Key(user, key));
  }

  List<Entry> entries() {
    return entries;
  }

  /** The claims to which the grants belong, by the grants' rows. */
  List<Entry> grants() {
    return grants;
  }

  Tally tally(String user) {
    return tallies.computeIfAbsent(user, fresh -> new Tally());
  }

  Gambler gambler(String user) {
    return gamblers.computeIfAbsent(user, fresh -> new Gambler());
  }

  Quotas quotas() {
    return quotas;
  }

  /** The date whose first instant was the latest. */
  LocalDate day(long timeMillis) {
    Instant now = Instant.ofEpochMilli(timeMillis);
    LocalDate date = now.atZone(zone).toLocalDate();
    boolean again = !date.plusDays(1).atStartOfDay(zone).toInstant().isAfter(now);
    return again ? date.plusDays(1) : date;
  }

  void steer(Command.Move move, long position) {
    changedAt = position;
    status =
        switch (move) {
          case PAUSE -> Status.PAUSED;
          case RESUME -> Status.LIVE;
          case CLOSE -> Status.CLOSED;
          case PUBLISH -> Status.LIVE;
          case ALARM -> Status.ALARMED;
        };
  }

  /** What its outcomes follow from, null where its first definition does not say. */
  @Nullable Secret secret() {
    return secret;
  }

  void seal(Secret drawn) {
    secret = drawn;
  }

  boolean revealed() {
    return revealed;
  }

  void reveal(long position) {
    revealed = true;
    changedAt = position;
    status = Status.CLOSED;
  }

  /** Nothing of it is open any more, and everybody may see its key. */
  void settle(long position) {
    revealed = true;
    changedAt = position;
    status = Status.SETTLED;
  }

  /** Its raffle is drawn. */
  void close(long position) {
    changedAt = status == Status.CLOSED ? changedAt : position;
    status = Status.CLOSED;
  }

  Status status() {
    return status;
  }

  /** Whether an alarm stands that nobody has lifted. */
  boolean isAlarmed() {
    return status == Status.ALARMED;
  }

  boolean isDraft() {
    return status == Status.DRAFT;
  }

  /** Whether it is over whatever the time is. */
  boolean isClosed() {
    return status == Status.CLOSED || status == Status.SETTLED;
  }

  boolean isSettled() {
    return status == Status.SETTLED;
  }

  /** How it stands at a time, as everybody is told. */
  Status statusAt(long now) {
    boolean ends = status == Status.LIVE || status == Status.PAUSED || isAlarmed();
    if (ends && definition.terms().endMillis() <= now) {
      return Status.CLOSED;
    }
    return status == Status.LIVE && definition.terms().startMillis() > now
        ? Status.PUBLISHED
        : status;
  }

  Campaign definition() {
    return definition;
  }

  long version() {
    return version;
  }

  long changedAt() {
    return changedAt;
  }
}
