package dev.manna.webhook;

import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.stream.Message;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/** A file in SQLite, of one server. */
final class FileStore implements Store {
  /** What this program reads and writes. */
  static final int VERSION = 2;

  private static final String COLUMNS =
      " log TEXT NOT NULL, target TEXT NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL,"
          + " campaign TEXT NOT NULL, type TEXT NOT NULL, body BLOB NOT NULL,"
          + " attempts INTEGER NOT NULL, first_millis INTEGER NOT NULL,"
          + " due_millis INTEGER NOT NULL, problem TEXT NOT NULL) STRICT";

  private static final String[] SCHEMA = {
    "CREATE TABLE manna_target (log TEXT NOT NULL, name TEXT NOT NULL, log_id TEXT NOT NULL,"
        + " position INTEGER NOT NULL, mark INTEGER NOT NULL,"
        + " pending INTEGER NOT NULL DEFAULT 0, pending_bytes INTEGER NOT NULL DEFAULT 0,"
        + " dead INTEGER NOT NULL DEFAULT 0, dead_bytes INTEGER NOT NULL DEFAULT 0,"
        + " PRIMARY KEY (log, name)) STRICT",
    // Numbers are never used again, so that one names the same notice for ever.
    "CREATE TABLE manna_notice (number INTEGER PRIMARY KEY AUTOINCREMENT," + COLUMNS,
    "CREATE TABLE manna_dead_letter (number INTEGER PRIMARY KEY," + COLUMNS,
    "CREATE TABLE manna_sender (log TEXT NOT NULL PRIMARY KEY, turn INTEGER NOT NULL) STRICT",
    "CREATE INDEX manna_notice_of_target ON manna_notice (log, target, number)",
    "CREATE INDEX manna_dead_letter_of_target ON manna_dead_letter (log, target, number)",
    counting("manna_notice", "pending", "INSERT", "+", "new"),
    counting("manna_notice", "pending", "DELETE", "-", "old"),
    counting("manna_dead_letter", "dead", "INSERT", "+", "new"),
    counting("manna_dead_letter", "dead", "DELETE", "-", "old"),
    "PRAGMA user_version = " + VERSION
  };

  private static final String PUT =
      "INSERT INTO manna_notice (log, target, position, id, campaign, type, body, attempts,"
          + " first_millis, due_millis, problem) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0, '')";

  private final String shown;
  private final Outbox.Connector connector;

  FileStore(String shown, Outbox.Connector connector) {
    this.shown = shown;
    this.connector = connector;
  }

  private static String counting(String table, String count, String when, String sign, String row) {
    return "CREATE TRIGGER %s_%s AFTER %2$s ON %1$s BEGIN UPDATE manna_target SET"
        .formatted(table, when)
        .concat(" %1$s = %1$s %2$s 1, %1$s_bytes = %1$s_bytes %2$s length(%3$s.body)")
        .concat(" WHERE log = %3$s.log AND name = %3$s.target; END")
        .formatted(count, sign, row);
  }

  /** A connection to a file. */
  static Connection connect(String path) throws SQLException {
    Properties properties = new Properties();
    // What a power cut takes off the end is taken from the log again: the position goes too. What
    // was answered by then is sent again.
    properties.setProperty("journal_mode", "WAL");
    properties.setProperty("synchronous", "NORMAL");
    properties.setProperty("busy_timeout", "5000");
    return DriverManager.getConnection("jdbc:sqlite:" + path, properties);
  }

  @Override
  public String log() {
    return "";
  }

  @Override
  public Connection connect() throws SQLException {
    return connector.connect();
  }

  @Override
  public void migrate(Session session) throws SQLException, Trouble {
    long found = version(session, "user_version");
    if (found > VERSION) {
      throw Trouble.lasting(
          "%s was written by a newer program (version %d, this one knows %d); start that one."
              .formatted(shown, found, VERSION));
    }
    if (found > 0 && found < VERSION) {
      throw Trouble.lasting(
          "%s was written by a program before the first release (version %d, this one writes %d);"
                  .formatted(shown, found, VERSION)
              + " stop the server and move it away: each target begins anew then.");
    }
    if (found == 0) {
      session.begin();
      // Somebody else may have made them by now.
      if (version(session, "user_version") == 0) {
        for (String statement : SCHEMA) {
          session.update(statement);
        }
      }
      session.commit();
    }
  }

  private static long version(Session session, String pragma) throws SQLException {
    long[] version = {0};
    session.query("PRAGMA " + pragma, row -> version[0] = row.getLong(1));
    return version[0];
  }

  /** Nobody else writes until it ends. */
  @Override
  public void begin(Session session) throws SQLException {
    session.update("BEGIN IMMEDIATE");
  }

  @Override
  public void commit(Session session) throws SQLException {
    session.update("COMMIT");
  }

  @Override
  public String locking() {
    return "";
  }

  @Override
  public long version(Session session) throws SQLException {
    return version(session, "data_version");
  }

  @Override
  public long lookMillis() {
    return 0;
  }

  @Override
  public void put(Session session, String target, List<Message> messages) throws SQLException {
    for (Message message : messages) {
      session.update(
          PUT,
          log(),
          target,
          message.position(),
          message.id(),
          message.campaign(),
          message.type(),
          message.body());
    }
  }

  @Override
  public Trouble trouble(SQLException error) {
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
