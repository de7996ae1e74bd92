package dev.manna.webhook;

import dev.manna.core.feed.EventSink.Trouble;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A file in SQLite: where each target stands in the log, what waits to be sent to it, and its dead
 * letters. What is taken from the log and where the target stands then are one transaction.
 * Triggers count, so that whoever wants to know how much there is need not look at all of it.
 */
public final class Outbox {
  /** What this program reads and writes. */
  private static final int VERSION = 1;

  private static final String COLUMNS =
      " target TEXT NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL,"
          + " campaign TEXT NOT NULL, type TEXT NOT NULL, body BLOB NOT NULL,"
          + " attempts INTEGER NOT NULL, first_millis INTEGER NOT NULL,"
          + " due_millis INTEGER NOT NULL, problem TEXT NOT NULL) STRICT";

  private static final String[] SCHEMA = {
    "CREATE TABLE targets (name TEXT PRIMARY KEY, log_id TEXT NOT NULL,"
        + " position INTEGER NOT NULL, mark INTEGER NOT NULL,"
        + " pending INTEGER NOT NULL DEFAULT 0, pending_bytes INTEGER NOT NULL DEFAULT 0,"
        + " dead INTEGER NOT NULL DEFAULT 0, dead_bytes INTEGER NOT NULL DEFAULT 0) STRICT",
    // Numbers are never used again, so that one names the same notice for ever.
    "CREATE TABLE pending (number INTEGER PRIMARY KEY AUTOINCREMENT," + COLUMNS,
    "CREATE TABLE dead (number INTEGER PRIMARY KEY," + COLUMNS,
    "CREATE INDEX pending_of_target ON pending (target, number)",
    "CREATE INDEX dead_of_target ON dead (target, number)",
    counting("pending", "INSERT", "+", "new"),
    counting("pending", "DELETE", "-", "old"),
    counting("dead", "INSERT", "+", "new"),
    counting("dead", "DELETE", "-", "old"),
    "PRAGMA user_version = " + VERSION
  };

  private final String shown;
  private final Limits limits;
  private final Connector connector;

  /** Opens connections. */
  @FunctionalInterface
  public interface Connector {
    Connection connect() throws SQLException;
  }

  /**
   * How much may lie here for a target before nothing more is taken from the log.
   *
   * @param pending so many that wait, or
   * @param pendingBytes so many bytes of them, or
   * @param dead so many dead letters, or
   * @param deadBytes so many bytes of them
   */
  public record Limits(int pending, long pendingBytes, int dead, long deadBytes) {
    /** Minutes of a fast target, weeks of looking away from a broken one. */
    public static final Limits DEFAULT = new Limits(10_000, 64 << 20, 100_000, 256 << 20);
  }

  /** The outbox in a file, which is made where it is missing. */
  public static Outbox at(String path, Limits limits) {
    return new Outbox(path, limits, () -> connect(path));
  }

  /** An outbox that is reached in another way than by its path. */
  public Outbox(String shown, Limits limits, Connector connector) {
    this.shown = shown;
    this.limits = limits;
    this.connector = connector;
  }

  /** A connection to a file. */
  public static Connection connect(String path) throws SQLException {
    Properties properties = new Properties();
    // What a power cut takes off the end is taken from the log again: the position goes too. What
    // was answered by then is sent again.
    properties.setProperty("journal_mode", "WAL");
    properties.setProperty("synchronous", "NORMAL");
    properties.setProperty("busy_timeout", "5000");
    return DriverManager.getConnection("jdbc:sqlite:" + path, properties);
  }

  private static String counting(String table, String when, String sign, String row) {
    return "CREATE TRIGGER count_%1$s_%2$s AFTER %2$s ON %1$s BEGIN UPDATE targets SET"
        .formatted(table, when)
        .concat(" %1$s = %1$s %2$s 1, %1$s_bytes = %1$s_bytes %2$s length(%3$s.body)")
        .concat(" WHERE name = %3$s.target; END")
        .formatted(table, sign, row);
  }

  Limits limits() {
    return limits;
  }

  /** Connects, and makes the tables where they are missing. */
  Session open() throws Trouble {
    Session session = null;
    boolean ready = false;
    try {
      session = new Session(connector.connect());
      migrate(session);
      ready = true;
      return session;
    } catch (SQLException e) {
      throw trouble(e);
    } finally {
      if (!ready && session != null) {
        session.close();
      }
    }
  }

  private void migrate(Session session) throws SQLException, Trouble {
    long version = version(session);
    if (version > VERSION) {
      throw Trouble.lasting(
          "%s was written by a newer program (version %d, this one knows %d); start that one."
              .formatted(shown, version, VERSION));
    }
    if (version < VERSION) {
      session.begin();
      // Somebody else may have made them by now.
      if (version(session) < VERSION) {
        for (String statement : SCHEMA) {
          session.update(statement);
        }
      }
      session.commit();
    }
  }

  private static long version(Session session) throws SQLException {
    long[] version = {0};
    session.query("PRAGMA user_version", row -> version[0] = row.getLong(1));
    return version[0];
  }

  /** An error of the file in the words of an operator. */
  Trouble trouble(SQLException error) {
    String first = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    String what =
        switch (error.getErrorCode() & 0xff) {
          case 5, 6 -> "another program writes into the outbox; let it end.";
          case 8, 14 -> "the outbox cannot be written; check its folder and its rights.";
          case 10 -> "the disk under the outbox fails; check it.";
          case 13 -> "the disk under the outbox is full; make room.";
          case 11, 26 ->
              "the file of the outbox is damaged; stop the server and move it away: each target"
                  + " begins anew then.";
          default -> "the outbox cannot be used.";
        };
    return Trouble.passing(what + " (" + shown + ": " + first + ")", error);
  }
}
