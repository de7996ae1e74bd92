package dev.manna.ledger;

import dev.manna.core.Acks;
import dev.manna.core.Terms;
import dev.manna.core.wire.CampaignCodec;
import dev.manna.core.wire.Decoder;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The campaigns of the books, each read when an event first needs it. */
final class Shops {
  /** What is kept of items in memory: some 200 bytes each. */
  private static final int MAX_ITEMS = 1_000_000;

  private final Session session;
  private final Map<Integer, Shop> byNumber = new HashMap<>();
  private final Map<String, Shop> byName = new HashMap<>();
  private final Set<Shop> changed = new LinkedHashSet<>();
  private int count;

  /** Whether any campaign that was met says that its answers leave when it is in the books. */
  private boolean answering;

  Shops(Session session) throws SQLException {
    this.session = session;
    session.query("SELECT COUNT(*) FROM campaigns", List.of(), row -> count = row.getInt(1));
  }

  /** Whether somebody may be told something because it is in the books. */
  boolean answering() {
    return answering;
  }

  /** A campaign has these terms. */
  void meet(Terms terms) {
    answering |= terms.acks() == Acks.LEDGER;
  }

  /** How many campaigns there are. */
  int count() {
    return count;
  }

  Shop of(int campaign) throws SQLException {
    Shop known = byNumber.get(campaign);
    return known != null ? known : read("number = ?", (long) campaign);
  }

  @Nullable Shop find(String name) throws SQLException {
    Shop known = byName.get(name);
    if (known != null) {
      return known;
    }
    List<Long> number = new ArrayList<>();
    session.query(
        "SELECT number FROM campaigns WHERE name = ?",
        List.of(name),
        row -> number.add(row.getLong(1)));
    return number.isEmpty() ? null : of((int) (long) number.getFirst());
  }

  private Shop read(String where, Object key) throws SQLException {
    List<Shop> found = new ArrayList<>();
    session.query(
        "SELECT number, name, kind, currency, chances, version, status, claims, grants,"
            + " allocations, created_at, changed_at, changed_position FROM campaigns WHERE "
            + where,
        List.of(key),
        row -> found.add(shop(row)));
    if (found.isEmpty()) {
      throw new SQLException("campaign " + key + " is not in the books", Troubles.DIFFERENT);
    }
    Shop shop = found.getFirst();
    List<Long> number = List.of((long) shop.number);
    session.query(
        "SELECT name, limited FROM items WHERE campaign = ? ORDER BY number",
        number,
        row -> shop.add(row.getString(1), row.getInt(2) == 1));
    session.query(
        "SELECT item, round, defined, outside FROM pools WHERE campaign = ?",
        number,
        row -> shop.load(row.getInt(1), row.getInt(2), row.getLong(3), -row.getLong(4)));
    session.query(
        "SELECT definition FROM versions WHERE campaign = ? AND version = ?",
        List.of((long) shop.number, (long) shop.version),
        row -> define(shop, ByteBuffer.wrap(row.getBytes(1))));
    keep(shop);
    return shop;
  }

  private void define(Shop shop, ByteBuffer definition) {
    meet(CampaignCodec.readTerms(new Decoder(definition.duplicate())));
    if (shop.status.equals("draft")) {
      shop.draft = CampaignCodec.read(new Decoder(definition));
    }
  }

  private static Shop shop(ResultSet row) throws SQLException {
    Shop shop = new Shop(row.getInt(1), row.getString(2), row.getString(3), row.getString(4));
    shop.chances = row.getInt(5) == 1;
    shop.version = row.getInt(6);
    shop.status = row.getString(7);
    shop.claims = row.getLong(8);
    shop.grants = row.getLong(9);
    shop.allocations = row.getLong(10);
    shop.createdAt = row.getLong(11);
    shop.changedAt = row.getLong(12);
    shop.changedPosition = row.getLong(13);
    return shop;
  }

  private void keep(Shop shop) {
    byNumber.put(shop.number, shop);
    byName.put(shop.name, shop);
  }

  Shop open(String name, String kind, String currency) {
    Shop shop = new Shop(count++, name, kind, currency);
    shop.fresh = true;
    keep(shop);
    changed.add(shop);
    return shop;
  }

  void changed(Shop shop) {
    changed.add(shop);
  }

  void write(Writes to) {
    for (Shop shop : changed) {
      Object[] row = {
        shop.number,
        shop.name,
        shop.kind,
        shop.currency,
        shop.chances ? 1 : 0,
        shop.version,
        shop.status,
        shop.claims,
        shop.grants,
        shop.allocations,
        shop.createdAt,
        shop.changedAt,
        shop.changedPosition
      };
      if (shop.fresh) {
        to.insert(Table.CAMPAIGNS, row);
      } else {
        to.update(Table.Update.CAMPAIGN, row);
      }
    }
  }

  /** What was written is in the books. */
  void committed() {
    changed.forEach(shop -> shop.fresh = false);
    changed.clear();
    if (byNumber.values().stream().mapToLong(Shop::items).sum() > MAX_ITEMS) {
      byNumber.clear();
      byName.clear();
    }
  }
}
