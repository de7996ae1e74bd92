package dev.manna.ledger;

import dev.manna.core.Check;
import dev.manna.core.Event;
import dev.manna.core.LotteryEvent;
import dev.manna.core.SaleEvent;
import dev.manna.core.feed.Happened;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the events of one chunk refer to: rows that are in the books already, read in few queries
 * before the first event, and those that the chunk makes.
 */
final class Memory {
  /** Keys in one query. */
  private static final int KEYS = 256;

  private final Session session;
  private final Shops shops;

  /** By campaign and number, in the order in which they came: most are sorted when written. */
  final Map<Long, Map<Long, Rows.Claim>> claims = new TreeMap<>();

  final Map<Long, Map<Long, Rows.Grant>> grants = new TreeMap<>();

  /** By campaign and user, by allocation. */
  final Map<Long, Map<String, SortedMap<Long, Rows.Allotment>>> allotments = new TreeMap<>();

  final Minutes minutes = new Minutes();

  private Memory(Session session, Shops shops) {
    this.session = session;
    this.shops = shops;
  }

  /** Reads what a chunk will need. */
  static Memory of(Session session, Shops shops, List<Happened> events) throws SQLException {
    Memory memory = new Memory(session, shops);
    Map<Integer, Wanted> wanted = new LinkedHashMap<>();
    for (Happened each : events) {
      want(wanted, each.event());
    }
    for (Map.Entry<Integer, Wanted> each : wanted.entrySet()) {
      // A campaign that the chunk itself defines has nothing in the books.
      if (each.getKey() < shops.count()) {
        memory.read(shops.of(each.getKey()), each.getValue());
      }
    }
    return memory;
  }

  private static final class Wanted {
    final TreeSet<Long> claims = new TreeSet<>();
    final TreeSet<Long> grants = new TreeSet<>();
    final TreeSet<Object> users = new TreeSet<>();
    final TreeSet<Object> allocations = new TreeSet<>();
  }

  private static void want(Map<Integer, Wanted> wanted, Event event) {
    switch (event) {
      case Event.Settled settled -> of(wanted, settled.campaign()).claims.add(settled.claim() + 1L);
      case SaleEvent.Regained regained ->
          of(wanted, regained.campaign()).claims.add(regained.claim() + 1L);
      case SaleEvent.Served served -> of(wanted, served.campaign()).claims.add(served.claim() + 1L);
      case SaleEvent.WaitEnded ended -> of(wanted, ended.campaign()).claims.add(ended.claim() + 1L);
      case SaleEvent.Extended extended ->
          of(wanted, extended.campaign()).claims.add(extended.claim() + 1L);
      case SaleEvent.Returned returned ->
          of(wanted, returned.campaign()).grants.add(returned.grant() + 1L);
      case Event.Drawn drawn -> {
        if (drawn.allocated() > 0) {
          of(wanted, drawn.campaign()).users.add(drawn.claimant().user());
        }
      }
      case LotteryEvent.Won won -> of(wanted, won.campaign()).claims.add(won.claim() + 1L);
      case LotteryEvent.AllocationEnded ended ->
          of(wanted, ended.campaign()).allocations.add(ended.allocation() + 1L);
      case Event other -> {}
    }
  }

  private static Wanted of(Map<Integer, Wanted> wanted, int campaign) {
    return wanted.computeIfAbsent(campaign, fresh -> new Wanted());
  }

  private void read(Shop shop, Wanted wanted) throws SQLException {
    in(
        "SELECT number, kind, user_name, claim_key, position, decided_at, uses, outcome,"
            + " first_grant, grants, expires_at, extensions, ending, ended_at, ended_position"
            + " FROM claims WHERE campaign = ? AND number IN ",
        shop.number,
        new ArrayList<>(wanted.claims.headSet(shop.claims + 1)),
        row -> {
          Rows.Claim claim = claim(shop.number, row);
          put(claim);
          for (int i = 0; i < claim.grants; i++) {
            wanted.grants.add(claim.firstGrant + i);
          }
        });
    in(
        "SELECT number, claim, part, item, round, units, cents, position, granted_at, state,"
            + " returned, state_position, state_at"
            + " FROM grants WHERE campaign = ? AND number IN ",
        shop.number,
        new ArrayList<>(wanted.grants.headSet(shop.grants + 1)),
        row -> put(grant(shop.number, row)));
    readAllotments(shop, "user_name", new ArrayList<>(wanted.users));
    readAllotments(shop, "allocation", new ArrayList<>(wanted.allocations));
  }

  private static Rows.Claim claim(int campaign, ResultSet row) throws SQLException {
    Rows.Claim claim =
        new Rows.Claim(
            campaign,
            row.getLong(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getLong(5),
            row.getLong(6),
            row.getInt(7),
            row.getString(8),
            row.getLong(9),
            row.getInt(10));
    claim.expiresAt = row.getLong(11);
    claim.extensions = row.getInt(12);
    claim.ending = row.getString(13);
    claim.endedAt = row.getLong(14);
    claim.endedPosition = row.getLong(15);
    return claim;
  }

  private static Rows.Grant grant(int campaign, ResultSet row) throws SQLException {
    Rows.Grant grant =
        new Rows.Grant(
            campaign,
            row.getLong(1),
            row.getLong(2),
            row.getInt(3),
            row.getInt(4),
            row.getInt(5),
            row.getLong(6),
            row.getLong(7),
            row.getLong(8),
            row.getLong(9));
    grant.state = row.getString(10);
    grant.returned = row.getLong(11);
    grant.statePosition = row.getLong(12);
    grant.stateAt = row.getLong(13);
    return grant;
  }

  private void readAllotments(Shop shop, String by, List<Object> keys) throws SQLException {
    in(
        "SELECT user_name, allocation, item, units_left FROM allotments"
            + " WHERE campaign = ? AND units_left > 0 AND "
            + by
            + " IN ",
        shop.number,
        keys,
        row -> {
          Rows.Allotment allotment =
              new Rows.Allotment(
                  shop.number, row.getString(1), row.getLong(2), row.getInt(3), row.getLong(4));
          of(shop.number, allotment.user).putIfAbsent(allotment.allocation, allotment);
        });
  }

  /** Asks for rows by keys; a list is filled up with its last key, so that few texts suffice. */
  private void in(String select, int campaign, List<Object> keys, Session.RowReader reader)
      throws SQLException {
    for (int from = 0; from < keys.size(); from += KEYS) {
      List<Object> some = keys.subList(from, Math.min(keys.size(), from + KEYS));
      int size = some.size() == 1 ? 1 : KEYS;
      List<Object> arguments = new ArrayList<>();
      arguments.add(campaign);
      arguments.addAll(some);
      while (arguments.size() <= size) {
        arguments.add(some.getLast());
      }
      session.query(select + "(?" + ", ?".repeat(size - 1) + ")", arguments, reader);
    }
  }

  void put(Rows.Claim claim) {
    claims
        .computeIfAbsent((long) claim.campaign, fresh -> new LinkedHashMap<>())
        .put(claim.number, claim);
  }

  void put(Rows.Grant grant) {
    grants
        .computeIfAbsent((long) grant.campaign, fresh -> new LinkedHashMap<>())
        .put(grant.number, grant);
  }

  /** A claim of the books or of the chunk; events count from 0. */
  Rows.Claim claim(int campaign, int claim) {
    Rows.Claim found = claims.getOrDefault((long) campaign, Map.of()).get(claim + 1L);
    if (found == null) {
      throw Check.broken("claim " + (claim + 1) + " of campaign " + campaign + " is in the books");
    }
    return found;
  }

  Rows.Grant grant(int campaign, long number) {
    Rows.Grant found = grants.getOrDefault((long) campaign, Map.of()).get(number);
    if (found == null) {
      throw Check.broken("grant " + number + " of campaign " + campaign + " is in the books");
    }
    return found;
  }

  List<Rows.Grant> grantsOf(Rows.Claim claim) {
    List<Rows.Grant> of = new ArrayList<>();
    for (int i = 0; i < claim.grants; i++) {
      of.add(grant(claim.campaign, claim.firstGrant + i));
    }
    return of;
  }

  /** What is set aside for a user, the earliest allocation first. */
  SortedMap<Long, Rows.Allotment> of(int campaign, String user) {
    return allotments
        .computeIfAbsent((long) campaign, fresh -> new HashMap<>())
        .computeIfAbsent(user, fresh -> new TreeMap<>());
  }

  List<Rows.Allotment> of(int campaign, long allocation) {
    return allotments.getOrDefault((long) campaign, Map.of()).values().stream()
        .map(each -> each.get(allocation))
        .filter(each -> each != null)
        .toList();
  }

  void write(Writes to) {
    claims.values().forEach(each -> each.values().forEach(claim -> claim.write(to)));
    grants.values().forEach(each -> each.values().forEach(grant -> grant.write(to)));
    allotments
        .values()
        .forEach(
            each ->
                each.values().forEach(of -> of.values().forEach(allotment -> allotment.write(to))));
    minutes.write(to);
    shops.write(to);
  }
}
