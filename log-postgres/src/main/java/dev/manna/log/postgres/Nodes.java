package dev.manna.log.postgres;

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
 * The nodes of a log that several share, and its epochs, in SQL, wherever the log itself lives. A
 * node registers before it appends for the first time; raising the epoch closes the one before for
 * all who have registered in it. Times are the database's. Any thread may ask.
 */
public final class Nodes implements AutoCloseable {
  private static final String REGISTER =
      """
      INSERT INTO manna_node (log, epoch, node, registered, seen)
      SELECT log, epoch, ?, now(), now() FROM manna_head WHERE log = ? FOR SHARE
      ON CONFLICT (log, epoch, node) DO UPDATE SET seen = now(), "left" = NULL
      RETURNING epoch
      """;

  private static final String SEEN =
      "UPDATE manna_node SET seen = now() WHERE log = ? AND epoch = ? AND node = ?";

  private static final String LEAVE =
      "UPDATE manna_node SET seen = now(), \"left\" = now()"
          + " WHERE log = ? AND epoch = ? AND node = ?";

  private static final String RAISE =
      "UPDATE manna_head SET epoch = epoch + 1 WHERE log = ? AND epoch = ?";

  private static final String FIRST =
      """
      SELECT node FROM manna_node
      WHERE log = ? AND epoch = ? AND "left" IS NULL AND seen > now() - ? * interval '1 millisecond'
      ORDER BY registered, node LIMIT 1
      """;

  private static final String LIST =
      """
      SELECT node, epoch, registered, seen, "left" FROM manna_node
      WHERE log = ? AND epoch = ? ORDER BY node
      """;

  private final Link link;
  private final String log;

  /**
   * A node as the database knows it.
   *
   * @param epoch the one in which it has registered
   * @param seen when it was heard of last
   * @param left since when it appends no more by its own word; null while it may
   */
  public record Node(
      String name, long epoch, Instant registered, Instant seen, @Nullable Instant left) {}

  private Nodes(Link link, String log) {
    this.link = link;
    this.log = log;
  }

  /**
   * The nodes of a log, which is begun in epoch 1 if it is new; with a connection of their own.
   *
   * @param nanos of a clock that never goes back
   * @throws Log.Away if the database cannot be reached, as from each of the methods here
   */
  public static Nodes of(Database database, String log, LongSupplier nanos) {
    Link link = new Link(database, nanos);
    Nodes nodes = new Nodes(link, log);
    nodes.ask(
        connection -> {
          Schema.migrate(connection);
          Head.found(connection, log);
          return null;
        });
    return nodes;
  }

  /** The epoch in which nodes may append. */
  public long epoch() {
    return ask(connection -> Head.of(connection, log).epoch());
  }

  /**
   * Registers a node in the current epoch, which cannot be raised meanwhile.
   *
   * @return that epoch
   */
  public long register(String node) {
    return ask(connection -> register(connection, log, node));
  }

  static long register(Connection connection, String log, String node) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REGISTER)) {
      statement.setString(1, node);
      statement.setString(2, log);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("there is no log \"" + log + '"', Troubles.UNFIT);
        }
        return row.getLong(1);
      }
    }
  }

  /**
   * Says that a node is alive.
   *
   * @return whether it has registered in that epoch
   */
  public boolean seen(String node, long epoch) {
    return update(SEEN, node, epoch);
  }

  /**
   * Whether a node is the first of those that live, in the order in which they registered: of what
   * is to be done once, it does it. Two may think so for a while, so whatever they do must bear it.
   *
   * @param silentMillis so long ago others may have been heard of to count as living
   */
  public boolean isFirst(String node, long epoch, long silentMillis) {
    return ask(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(FIRST)) {
            statement.setString(1, log);
            statement.setLong(2, epoch);
            statement.setLong(3, silentMillis);
            try (ResultSet row = statement.executeQuery()) {
              return row.next() && row.getString(1).equals(node);
            }
          }
        });
  }

  /**
   * Says that a node will append no more in an epoch.
   *
   * @return whether it had registered in it
   */
  public boolean leave(String node, long epoch) {
    return update(LEAVE, node, epoch);
  }

  private boolean update(String sql, String node, long epoch) {
    return ask(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, log);
            statement.setLong(2, epoch);
            statement.setString(3, node);
            return statement.executeUpdate() == 1;
          }
        });
  }

  /**
   * Raises the epoch by one, if it is still {@code from}: of those who try it at once, one does.
   * When it has returned, nobody's append in the epoch before is under way or will be done.
   *
   * @return whether this call did
   */
  public boolean raise(long from) {
    try {
      Connection connection = link.open();
      try (PreparedStatement statement = connection.prepareStatement(RAISE)) {
        statement.setString(1, log);
        statement.setLong(2, from);
        boolean raised = statement.executeUpdate() == 1;
        Warnings.refuse(statement);
        return raised;
      }
    } catch (SQLException e) {
      // Whether it took place nobody knows; asked again it would answer that somebody did it.
      link.giveUp();
      throw new Log.Away(Troubles.sentence(link.database(), e), e);
    }
  }

  /** Who has registered in an epoch, by name. */
  public List<Node> registered(long epoch) {
    return ask(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LIST)) {
            statement.setString(1, log);
            statement.setLong(2, epoch);
            return read(statement);
          }
        });
  }

  private static List<Node> read(PreparedStatement statement) throws SQLException {
    List<Node> nodes = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        Timestamp left = row.getTimestamp(5);
        nodes.add(
            new Node(
                row.getString(1),
                row.getLong(2),
                row.getTimestamp(3).toInstant(),
                row.getTimestamp(4).toInstant(),
                left == null ? null : left.toInstant()));
      }
    }
    return nodes;
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
