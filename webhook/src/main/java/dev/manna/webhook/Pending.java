package dev.manna.webhook;

import dev.manna.core.feed.EventSink.Trouble;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits in an outbox, for the thread that sends it. */
final class Pending implements AutoCloseable {
  private final Outbox outbox;
  private @Nullable Session session;

  Pending(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Takes a session. */
  @FunctionalInterface
  private interface Work<T> {
    T with(Session open) throws SQLException;
  }

  /** How much lies there for a target. */
  record Count(long pending, long dead) {}

  private <T> T run(Work<T> work) throws Trouble {
    Session open = session;
    if (open == null) {
      open = outbox.open();
      session = open;
    }
    boolean done = false;
    try {
      T result = work.with(open);
      done = true;
      return result;
    } catch (SQLException e) {
      throw outbox.trouble(e);
    } finally {
      if (!done) {
        close();
      }
    }
  }

  /** Another number than before where somebody else has changed something. */
  long version() throws Trouble {
    boolean fresh = session == null;
    long[] version = {0};
    run(
        open -> {
          open.query("PRAGMA data_version", row -> version[0] = row.getLong(1));
          return version;
        });
    return fresh ? -1 : version[0];
  }

  /** A page of what waits for a target, in the order of the log, behind a number. */
  List<Notice> load(String target, long after, int most) throws Trouble {
    return run(
        open -> {
          List<Notice> notices = new ArrayList<>();
          open.query(
              "SELECT number, id, campaign, attempts, first_millis, due_millis FROM pending"
                  + " WHERE target = ? AND number > ? ORDER BY number LIMIT ?",
              row -> notices.add(notice(row)),
              target,
              after,
              most);
          return notices;
        });
  }

  private static Notice notice(ResultSet row) throws SQLException {
    return new Notice(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        row.getLong(5),
        row.getLong(6));
  }

  Count count(String target) throws Trouble {
    return run(
        open -> {
          List<Count> found = new ArrayList<>();
          open.query(
              "SELECT pending, dead FROM targets WHERE name = ?",
              row -> found.add(new Count(row.getLong(1), row.getLong(2))),
              target);
          return found.isEmpty() ? new Count(0, 0) : found.getFirst();
        });
  }

  /** The body of a notice, empty where somebody has taken it away. */
  byte[] body(long number) throws Trouble {
    return run(
        open -> {
          List<byte[]> found = new ArrayList<>();
          open.query(
              "SELECT body FROM pending WHERE number = ?",
              row -> found.add(row.getBytes(1)),
              number);
          return found.isEmpty() ? new byte[0] : found.getFirst();
        });
  }

  /** Writes down what came of attempts, all of it or nothing; once more does no harm. */
  void settle(List<Outcome> outcomes) throws Trouble {
    run(
        open -> {
          open.begin();
          for (Outcome outcome : outcomes) {
            settle(open, outcome);
          }
          open.commit();
          return outcomes;
        });
  }

  private static void settle(Session open, Outcome outcome) throws SQLException {
    switch (outcome) {
      case Outcome.Delivered delivered -> delete(open, delivered.notice().number());
      case Outcome.Again again -> update(open, again.notice(), again.problem());
      case Outcome.Dead dead -> {
        update(open, dead.notice(), dead.problem());
        open.update(
            "INSERT INTO dead SELECT * FROM pending WHERE number = ?", dead.notice().number());
        delete(open, dead.notice().number());
      }
    }
  }

  private static void delete(Session open, long number) throws SQLException {
    open.update("DELETE FROM pending WHERE number = ?", number);
  }

  private static void update(Session open, Notice notice, String problem) throws SQLException {
    open.update(
        "UPDATE pending SET attempts = ?, first_millis = ?, due_millis = ?, problem = ?"
            + " WHERE number = ?",
        notice.attempts(),
        notice.firstMillis(),
        notice.dueMillis(),
        problem,
        notice.number());
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
    session = null;
  }
}
