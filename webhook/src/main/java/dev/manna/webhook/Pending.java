package dev.manna.webhook;

import dev.manna.core.feed.EventSink.Trouble;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits in an outbox, for the thread that sends it. */
final class Pending implements AutoCloseable {
  private static final String TURN = "SELECT turn FROM manna_sender WHERE log = ?";

  private final Outbox outbox;
  private @Nullable Session session;

  /** The one in which this process sends, 0 for none. */
  private long turn;

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

  /**
   * Begins a turn of sending, which ends that of anybody else: what he has not sent by now he does
   * not send any more, because he is told so with the body of the next.
   */
  void claim() throws Trouble {
    turn =
        run(
            open -> {
              open.begin();
              open.update(
                  "INSERT INTO manna_sender (log, turn) VALUES (?, 1)"
                      + " ON CONFLICT (log) DO UPDATE SET turn = manna_sender.turn + 1",
                  outbox.log());
              long begun = turn(open, "");
              open.commit();
              return begun;
            });
  }

  /** Ends the turn of this process, if it has one. */
  void release() {
    turn = 0;
  }

  /** Whether this process has a turn, as far as it knows. */
  boolean isClaimed() {
    return turn != 0;
  }

  /** Whether a turn is the one of this process. */
  boolean isTurn(long of) {
    return of == turn;
  }

  /** Whether nobody else has begun a turn since. */
  boolean isMine() throws Trouble {
    return run(open -> turn(open, "") == turn);
  }

  private long turn(Session open, String locking) throws SQLException {
    long[] found = {0};
    open.query(TURN + locking, row -> found[0] = row.getLong(1), outbox.log());
    return found[0];
  }

  /** Another number than before where somebody else has put something in. */
  long version() throws Trouble {
    boolean fresh = session == null;
    long[] version = {0};
    run(
        open -> {
          version[0] = outbox.store().version(open);
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
              "SELECT number, id, campaign, attempts, first_millis, due_millis FROM manna_notice"
                  + " WHERE log = ? AND target = ? AND number > ? ORDER BY number LIMIT ?",
              row -> notices.add(notice(row)),
              outbox.log(),
              target,
              after,
              most);
          return notices;
        });
  }

  private Notice notice(ResultSet row) throws SQLException {
    return new Notice(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        row.getLong(5),
        row.getLong(6),
        turn);
  }

  Count count(String target) throws Trouble {
    return run(
        open -> {
          List<Count> found = new ArrayList<>();
          open.query(
              "SELECT pending, dead FROM manna_target WHERE log = ? AND name = ?",
              row -> found.add(new Count(row.getLong(1), row.getLong(2))),
              outbox.log(),
              target);
          return found.isEmpty() ? new Count(0, 0) : found.getFirst();
        });
  }

  /** The body of a notice, empty where somebody has taken it away, or {@link #isMine} is over. */
  byte[] body(long number) throws Trouble {
    return run(
        open -> {
          List<byte[]> found = new ArrayList<>();
          open.query(
              "SELECT body FROM manna_notice WHERE number = ?"
                  + " AND EXISTS (SELECT 1 FROM manna_sender WHERE log = ? AND turn = ?)",
              row -> found.add(row.getBytes(1)),
              number,
              outbox.log(),
              turn);
          return found.isEmpty() ? new byte[0] : found.getFirst();
        });
  }

  /**
   * Writes down what came of attempts, all of it or nothing; once more does no harm. What has
   * arrived has, whoever sent it; the rest is for whoever sends now to say.
   */
  void settle(List<Outcome> outcomes) throws Trouble {
    run(
        open -> {
          open.begin();
          long current = turn(open, outbox.store().locking());
          for (Outcome outcome : outcomes) {
            settle(open, outcome, outcome.notice().turn() == current);
          }
          open.commit();
          return outcomes;
        });
  }

  private static void settle(Session open, Outcome outcome, boolean isMine) throws SQLException {
    switch (outcome) {
      case Outcome.Delivered delivered -> delete(open, delivered.notice().number());
      case Outcome.Again again when isMine -> update(open, again.notice(), again.problem());
      case Outcome.Again again -> {}
      case Outcome.Dead dead when !isMine -> {}
      case Outcome.Dead dead -> {
        update(open, dead.notice(), dead.problem());
        open.update(
            "INSERT INTO manna_dead_letter SELECT * FROM manna_notice WHERE number = ?",
            dead.notice().number());
        delete(open, dead.notice().number());
      }
    }
  }

  private static void delete(Session open, long number) throws SQLException {
    open.update("DELETE FROM manna_notice WHERE number = ?", number);
  }

  private static void update(Session open, Notice notice, String problem) throws SQLException {
    open.update(
        "UPDATE manna_notice SET attempts = ?, first_millis = ?, due_millis = ?, problem = ?"
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
