package dev.manna.log.postgres;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.BatchReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A log that all nodes have left, for whoever reads it whole. Used by one thread. */
public final class LeftLog implements AutoCloseable {
  /** A node that lives is heard of every second. */
  private static final int SILENT_SECONDS = 10;

  private static final String TABLES = "SELECT to_regclass('manna_head')";

  private static final String LOGS =
      "SELECT log, epoch, trimmed, (SELECT max(position) FROM manna_log l WHERE l.log = h.log)"
          + " FROM manna_head h ORDER BY log";

  private static final String ALIVE =
      """
      SELECT node, floor(extract(epoch FROM now() - seen)) FROM manna_node
      WHERE log = ? AND epoch = ? AND "left" IS NULL AND seen > now() - %d * interval '1 s'
      ORDER BY node
      """
          .formatted(SILENT_SECONDS);

  private final Link link;
  private final Nodes nodes;
  private final String log;
  private final long epoch;
  private final long end;

  private LeftLog(Link link, Nodes nodes, String log, long epoch, long end) {
    this.link = link;
    this.nodes = nodes;
    this.log = log;
    this.epoch = epoch;
    this.end = end;
  }

  /** A log as it is found. */
  record Standing(String log, long epoch, long trimmed, long end) {}

  /**
   * Opens a log.
   *
   * @param nanos of a clock that never goes back
   * @throws IOException if there is none, a node uses it, its beginning was removed, or it cannot
   *     be reached; the message says which, and what to do
   */
  public static LeftLog open(Database database, String log, LongSupplier nanos) throws IOException {
    Link link = new Link(database, nanos);
    boolean opened = false;
    try {
      Standing found = whole(link.ask(LeftLog::logs), database, log);
      refuse(link.ask(connection -> alive(connection, found)));
      LeftLog made =
          new LeftLog(link, Nodes.of(database, log, nanos), log, found.epoch(), found.end());
      opened = true;
      return made;
    } catch (SQLException e) {
      throw new IOException(Troubles.sentence(database, e), e);
    } catch (Log.Away e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      if (!opened) {
        link.close();
      }
    }
  }

  /** All logs; none, too, where the tables are missing. */
  static List<Standing> logs(Connection connection) throws SQLException {
    List<Standing> logs = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(TABLES)) {
        row.next();
        if (row.getString(1) == null) {
          return logs;
        }
      }
      try (ResultSet row = statement.executeQuery(LOGS)) {
        while (row.next()) {
          logs.add(new Standing(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)));
        }
      }
    }
    return logs;
  }

  private static Standing whole(List<Standing> logs, Database database, String log)
      throws IOException {
    String where = database.shown();
    Standing found = begun(logs, where, log);
    if (found.trimmed() > 0) {
      throw new IOException(
          "log \"%s\" in %s begins at position %d, and all of it is needed"
              .formatted(log, where, found.trimmed() + 1));
    }
    return found;
  }

  /** The one of a name, which holds something. */
  static Standing begun(List<Standing> logs, String where, String log) throws IOException {
    if (logs.isEmpty()) {
      throw new IOException(where + " holds no log");
    }
    Standing found = logs.stream().filter(each -> each.log().equals(log)).findFirst().orElse(null);
    if (found == null) {
      String names = String.join(", ", logs.stream().map(Standing::log).toList());
      throw new IOException("%s holds no log \"%s\"; there are: %s".formatted(where, log, names));
    }
    if (found.end() == 0) {
      throw new IOException("log \"%s\" in %s holds nothing".formatted(log, where));
    }
    return found;
  }

  private static List<String> alive(Connection connection, Standing found) throws SQLException {
    List<String> alive = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(ALIVE)) {
      statement.setString(1, found.log());
      statement.setLong(2, found.epoch());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          alive.add("%s (heard of %d s ago)".formatted(row.getString(1), row.getLong(2)));
        }
      }
    }
    return alive;
  }

  private static void refuse(List<String> alive) throws IOException {
    if (!alive.isEmpty()) {
      throw new IOException(
          "the log is in use by %s; stop each node, or wait %d s if it died"
              .formatted(String.join(", ", alive), SILENT_SECONDS));
    }
  }

  /** The position of the last event. */
  public long end() {
    return end;
  }

  /**
   * Raises the epoch, so that a node that was only silent appends no more either.
   *
   * @throws IOException if somebody else did, or the log has grown since it was opened
   */
  public void fence() throws IOException {
    try {
      if (!nodes.raise(epoch)) {
        throw new IOException("log \"" + log + "\" is used by somebody else; try again");
      }
      long now = whole(link.ask(LeftLog::logs), link.database(), log).end();
      if (now != end) {
        throw new IOException(
            "log \"%s\" went on from position %d to %d; a node was only silent: try again"
                .formatted(log, end, now));
      }
    } catch (SQLException e) {
      throw new IOException(Troubles.sentence(link.database(), e), e);
    } catch (Log.Away e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Hands over each batch that ends after a position, in order, until the reader has enough. */
  public void read(long after, BatchReader reader) throws IOException {
    try {
      Pages.Page page = page(after);
      while (!page.batches().isEmpty()) {
        for (Batch batch : page.batches()) {
          if (!reader.read(batch)) {
            return;
          }
        }
        page = page(page.last());
      }
    } catch (SQLException e) {
      throw new IOException(Troubles.sentence(link.database(), e), e);
    }
  }

  private Pages.Page page(long after) throws SQLException {
    return link.ask(connection -> Pages.after(connection, log, after));
  }

  @Override
  public void close() {
    nodes.close();
    link.close();
  }
}
