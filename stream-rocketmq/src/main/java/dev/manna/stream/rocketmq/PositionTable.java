package dev.manna.stream.rocketmq;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.stream.SharedDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A position in a row that all nodes of a log see. Whoever sends claims it first, and moves it by
 * compare-and-set under the number of that claim: so a node that was held up and believes that it
 * still sends is told so before it sends its next chunk. Used by one thread at a time.
 */
public final class PositionTable implements Positions {
  /** Any number, the same for all nodes: they start together, and one makes the table. */
  private static final long LOCK = 0x6d616e6e6171L;

  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS manna_rocketmq (
        log TEXT COLLATE "C" NOT NULL,
        topic TEXT COLLATE "C" NOT NULL,
        turn BIGINT NOT NULL,
        log_id TEXT NOT NULL,
        position BIGINT NOT NULL,
        mark BIGINT NOT NULL,
        acknowledged BIGINT NOT NULL,
        PRIMARY KEY (log, topic))
      """;

  private static final String COLUMNS = " log_id, position, mark, acknowledged, turn ";

  private static final String READ =
      "SELECT" + COLUMNS + "FROM manna_rocketmq WHERE log = ? AND topic = ?";

  private static final String CLAIM =
      "INSERT INTO manna_rocketmq AS r (log, topic, turn, log_id, position, mark, acknowledged)"
          + " VALUES (?, ?, 1, '', 0, 0, 0)"
          + " ON CONFLICT (log, topic) DO UPDATE SET turn = r.turn + 1 RETURNING"
          + COLUMNS;

  private static final String MOVE =
      "UPDATE manna_rocketmq SET log_id = ?, position = ?, mark = ?, acknowledged = ?"
          + " WHERE log = ? AND topic = ? AND turn = ?"
          + " AND log_id = ? AND position = ? AND mark = ? AND acknowledged = ?";

  private static final String SET =
      "UPDATE manna_rocketmq SET log_id = ?, position = ?, mark = ?, acknowledged = ?,"
          + " turn = turn + 1 WHERE log = ? AND topic = ?";

  private final SharedDatabase database;
  private final String log;
  private final String topic;
  private @Nullable Connection connection;

  private PositionTable(SharedDatabase database, String log, String topic) {
    this.database = database;
    this.log = log;
    this.topic = topic;
  }

  /** The row of a topic of a log, by the log's name. */
  public static PositionTable of(RocketMqTarget target, SharedDatabase database, String log) {
    return new PositionTable(database, log, target.topic());
  }

  /** What is asked in one statement. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(PreparedStatement statement) throws SQLException;
  }

  @Override
  public Standing read() throws Trouble {
    return ask(READ, statement -> found(statement));
  }

  @Override
  public Standing claim() throws Trouble {
    return ask(CLAIM, statement -> found(statement));
  }

  @Override
  public boolean move(Standing from, Standing to) throws Trouble {
    return ask(
        MOVE,
        statement -> {
          set(statement, 0, to);
          statement.setString(5, log);
          statement.setString(6, topic);
          statement.setLong(7, from.turn());
          set(statement, 7, from);
          return statement.executeUpdate() == 1;
        });
  }

  @Override
  public void set(Standing to) throws Trouble {
    ask(
        SET,
        statement -> {
          set(statement, 0, to);
          statement.setString(5, log);
          statement.setString(6, topic);
          return statement.executeUpdate();
        });
  }

  private static void set(PreparedStatement statement, int after, Standing standing)
      throws SQLException {
    statement.setString(after + 1, standing.at().log());
    statement.setLong(after + 2, standing.at().position());
    statement.setLong(after + 3, standing.at().mark());
    statement.setLong(after + 4, standing.acknowledged());
  }

  private Standing found(PreparedStatement statement) throws SQLException {
    statement.setString(1, log);
    statement.setString(2, topic);
    try (ResultSet row = statement.executeQuery()) {
      return row.next()
          ? new Standing(
              new Bookmark(row.getString(1), row.getLong(2), row.getLong(3)),
              row.getLong(4),
              row.getLong(5))
          : Standing.START;
    }
  }

  private <T> T ask(String sql, Question<T> question) throws Trouble {
    boolean done = false;
    try (PreparedStatement statement = open().prepareStatement(sql)) {
      T answer = question.ask(statement);
      done = true;
      return answer;
    } catch (SQLException e) {
      throw Trouble.passing(database.sentence(e), e);
    } finally {
      if (!done) {
        close();
      }
    }
  }

  private Connection open() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = database.connect();
      connection = open;
      make(open);
    }
    return open;
  }

  /** Whoever finds the table needs no right to make any. */
  private static void make(Connection open) throws SQLException {
    try (Statement statement = open.createStatement()) {
      try (ResultSet row = statement.executeQuery("SELECT to_regclass('manna_rocketmq')")) {
        row.next();
        if (row.getString(1) != null) {
          return;
        }
      }
      open.setAutoCommit(false);
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      statement.execute(TABLE);
      open.commit();
      open.setAutoCommit(true);
    }
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        // What was not committed is gone, which is what closing means here.
      }
    }
  }
}
