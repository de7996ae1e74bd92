package dev.manna.log.postgres;

import dev.manna.core.Author;
import dev.manna.core.Log;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of the nodes of a log, for an operator: of the newest epoch that anybody has
 * joined. Nothing is made where nothing is.
 */
public final class NodeRecords implements AutoCloseable {
  private static final String EPOCHS = "SELECT epoch, opened FROM manna_head WHERE log = ?";

  private static final String NODES =
      """
      SELECT node, epoch, registered, (extract(epoch FROM now() - seen) * 1000)::bigint, "left",
        knew, lost, dismissed, dismissed_by, dismissed_because, dismissed_at,
        EXISTS (SELECT 1 FROM manna_offer o JOIN manna_head h USING (log)
          WHERE o.log = n.log AND o.epoch = h.epoch AND o.node = n.node)
      FROM manna_node n
      WHERE log = ? AND epoch = (SELECT max(epoch) FROM manna_node WHERE log = ?)
      ORDER BY node
      """;

  private static final String DISMISS =
      """
      UPDATE manna_node SET dismissed = TRUE, dismissed_by = ?, dismissed_because = ?,
        dismissed_at = now()
      WHERE log = ? AND epoch = ? AND node = ?
      """;

  private final Link link;
  private final String log;

  /**
   * The epochs of a log.
   *
   * @param current the highest there is
   * @param opened the last that nodes were let into; of a log in PostgreSQL it says nothing
   */
  public record Epochs(long current, long opened) {}

  /**
   * A node that has joined an epoch.
   *
   * @param unseenMillis so long it was not heard of
   * @param left since when it appends no more, by its own word; null while it may
   * @param knew up to where it knew the log when it left
   * @param lost whether a life of it ended without a word
   * @param offered whether it has offered its copy to the recovery that is under way
   * @param dismissal an operator's word not to wait for it; null for none
   */
  public record Node(
      String name,
      long epoch,
      Instant registered,
      long unseenMillis,
      @Nullable Instant left,
      long knew,
      boolean lost,
      boolean offered,
      @Nullable Dismissal dismissal) {}

  /** Who said it, why and when; nothing of it is known where no command was used. */
  public record Dismissal(@Nullable Author author, @Nullable Instant at) {}

  private NodeRecords(Link link, String log) {
    this.link = link;
    this.log = log;
  }

  /**
   * Those of a log; with a connection of their own.
   *
   * @param nanos of a clock that never goes back
   */
  public static NodeRecords of(Database database, String log, LongSupplier nanos) {
    return new NodeRecords(new Link(database, nanos), log);
  }

  /**
   * The epochs; null where there is no such log.
   *
   * @throws Log.Away if the database cannot be reached, as from each of the methods here
   */
  public @Nullable Epochs epochs() {
    return ask(
        connection -> {
          if (!isThere(connection)) {
            return null;
          }
          try (PreparedStatement statement = connection.prepareStatement(EPOCHS)) {
            statement.setString(1, log);
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? new Epochs(row.getLong(1), row.getLong(2)) : null;
            }
          }
        });
  }

  /** Tables of an older program are brought up to date, since nodes would do it. */
  private static boolean isThere(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT to_regclass('manna_log_schema')");
        ResultSet row = statement.executeQuery()) {
      row.next();
      if (row.getString(1) == null) {
        return false;
      }
    }
    Schema.migrate(connection);
    return true;
  }

  /** Who has joined the newest epoch that anybody has, by name. */
  public List<Node> nodes() {
    return ask(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(NODES)) {
            statement.setString(1, log);
            statement.setString(2, log);
            try (ResultSet row = statement.executeQuery()) {
              List<Node> nodes = new ArrayList<>();
              while (row.next()) {
                nodes.add(node(row));
              }
              return nodes;
            }
          }
        });
  }

  private static Node node(ResultSet row) throws SQLException {
    return new Node(
        row.getString(1),
        row.getLong(2),
        row.getTimestamp(3).toInstant(),
        row.getLong(4),
        instant(row.getTimestamp(5)),
        row.getLong(6),
        row.getBoolean(7),
        row.getBoolean(12),
        row.getBoolean(8) ? dismissal(row) : null);
  }

  private static Dismissal dismissal(ResultSet row) throws SQLException {
    String by = row.getString(9);
    String because = row.getString(10);
    boolean known = by != null && because != null;
    return new Dismissal(known ? new Author(by, because) : null, instant(row.getTimestamp(11)));
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }

  /**
   * An operator's word not to wait for what a node may know of an epoch: what it alone has
   * acknowledged is lost then.
   *
   * @return whether it had joined it
   */
  public boolean dismiss(String node, long epoch, Author author) {
    return ask(
            connection ->
                PostgresMembership.changed(
                    connection, DISMISS, author.actor(), author.reason(), log, epoch, node))
        == 1;
  }

  private <T extends @Nullable Object> T ask(Link.Question<T> question) {
    try {
      return link.ask(question);
    } catch (SQLException e) {
      throw new Log.Away(Troubles.sentence(link.database(), e), e);
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
