package dev.manna.ledger;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.EventSink.Trouble;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The books as they stand at one position, for whoever compares them: everything is read in one
 * transaction, which sees nothing of what is written meanwhile, and keeps no writer waiting.
 */
public final class BooksView implements AutoCloseable {
  private static final int ROWS_AHEAD = 1_000;

  private final Database database;
  private final Session session;
  private final Bookmark at;

  private BooksView(Database database, Session session, Bookmark at) {
    this.database = database;
    this.session = session;
    this.at = at;
  }

  /**
   * A campaign; what it has are its rows in the tables of claims and of grants.
   *
   * @param number counted from 0 in the order of the log
   */
  public record Campaign(int number, String name, long claims, long grants) {}

  /** An item's balances; {@code total} is what there is of it in all, 0 where it has no end. */
  public record Item(
      int campaign,
      int number,
      String name,
      boolean limited,
      long total,
      long reserved,
      long held,
      long given,
      long quarantined) {}

  /**
   * A grant.
   *
   * @param number counted from 1 in its campaign
   * @param user empty where its claim is not there
   * @param cents the amount of a packet, 0 of everything else
   * @param position where it was granted
   */
  public record Granted(
      int campaign,
      long number,
      String user,
      String item,
      long units,
      long cents,
      String state,
      long returned,
      long position) {}

  /** Takes what is read. */
  @FunctionalInterface
  public interface Reader<T> {
    void read(T row);
  }

  /** Opens the books. */
  public static BooksView open(Database database) throws Trouble {
    Session session = null;
    boolean opened = false;
    try {
      session = new Session(database.connectToRead(0, () -> false));
      Schema.known(session);
      BooksView view = new BooksView(database, session, Ledger.position(session));
      opened = true;
      return view;
    } catch (SQLException e) {
      throw Troubles.of(database, e);
    } finally {
      if (!opened && session != null) {
        session.close();
      }
    }
  }

  /** Where the books stand. */
  public Bookmark at() {
    return at;
  }

  /** Where they are, without anything that is secret. */
  public String shown() {
    return database.shown();
  }

  public List<Campaign> campaigns() throws Trouble {
    List<Campaign> campaigns = new ArrayList<>();
    each(
        "SELECT c.number, c.name,"
            + " (SELECT COUNT(*) FROM claims l WHERE l.campaign = c.number),"
            + " (SELECT COUNT(*) FROM grants g WHERE g.campaign = c.number)"
            + " FROM campaigns c ORDER BY c.number",
        row ->
            campaigns.add(
                new Campaign(row.getInt(1), row.getString(2), row.getLong(3), row.getLong(4))));
    return campaigns;
  }

  public List<Item> items() throws Trouble {
    List<Item> items = new ArrayList<>();
    each(
        "SELECT campaign, item, name, limited, total, reserved, held, given, quarantined"
            + " FROM budgets ORDER BY campaign, item",
        row ->
            items.add(
                new Item(
                    row.getInt(1),
                    row.getInt(2),
                    row.getString(3),
                    row.getInt(4) != 0,
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8),
                    row.getLong(9))));
    return items;
  }

  /** Hands over all grants, by campaign and number. */
  public void grants(Reader<Granted> reader) throws Trouble {
    each(
        "SELECT g.campaign, g.number, c.user_name, i.name, g.units, g.cents, g.state, g.returned,"
            + " g.position FROM grants g"
            + " LEFT JOIN claims c ON c.campaign = g.campaign AND c.number = g.claim"
            + " LEFT JOIN items i ON i.campaign = g.campaign AND i.number = g.item"
            + " ORDER BY g.campaign, g.number",
        row ->
            reader.read(
                new Granted(
                    row.getInt(1),
                    row.getLong(2),
                    orEmpty(row.getString(3)),
                    orEmpty(row.getString(4)),
                    row.getLong(5),
                    row.getLong(6),
                    row.getString(7),
                    row.getLong(8),
                    row.getLong(9))));
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  /**
   * Where the books contradict themselves, a sentence each: pools that are not the sum of their
   * movements, wallets that are not the sum of their packets, users that are not that of their
   * claims.
   */
  public List<String> contradictions() throws Trouble {
    List<String> found = new ArrayList<>();
    for (SelfCheck check : SelfCheck.ALL) {
      each(check.sql(), row -> found.add(check.sentence(row)));
    }
    return found;
  }

  private void each(String sql, Session.RowReader reader) throws Trouble {
    try (PreparedStatement statement = session.connection.prepareStatement(sql)) {
      statement.setFetchSize(ROWS_AHEAD);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    } catch (SQLException e) {
      throw Troubles.of(database, e);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
