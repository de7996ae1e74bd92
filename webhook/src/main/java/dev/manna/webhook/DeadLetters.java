package dev.manna.webhook;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.EventSink.Trouble;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What an operator sees of an outbox, and does about dead letters. A server may use the outbox
 * meanwhile; it sees what is resent at its next look.
 */
public final class DeadLetters implements AutoCloseable {
  private static final String ALL = "(? = 0 OR number = ?)";

  private static final String WHICH = " WHERE log = ? AND target = ? AND " + ALL;

  private final Outbox outbox;
  private final Session session;

  /**
   * A target as it stands.
   *
   * @param position the last event of the log that was taken for it
   * @param pending how many notices wait for it
   * @param dead how many dead letters there are
   * @param problem why the last attempt of a notice that waits has failed, empty where none has
   */
  public record Standing(String target, long position, long pending, long dead, String problem) {}

  /**
   * A notice that was tried for long enough.
   *
   * @param number names it here
   * @param position where its event stands in the log
   * @param id what the target would know it by
   * @param firstMillis when it was tried first, in milliseconds since 1970 UTC
   * @param problem why the last attempt failed
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  public record Letter(
      long number,
      String target,
      long position,
      String id,
      String campaign,
      String type,
      int attempts,
      long firstMillis,
      String problem,
      byte[] body) {}

  private DeadLetters(Outbox outbox, Session session) {
    this.outbox = outbox;
    this.session = session;
  }

  /** Those in an outbox. */
  public static DeadLetters open(Outbox outbox) throws Trouble {
    return new DeadLetters(outbox, outbox.open());
  }

  /** How all targets stand. */
  public List<Standing> standings() throws Trouble {
    List<Standing> standings = new ArrayList<>();
    query(
        "SELECT t.name, t.position, t.pending, t.dead, coalesce((SELECT n.problem"
            + " FROM manna_notice n WHERE n.log = t.log AND n.target = t.name AND n.attempts > 0"
            + " ORDER BY n.number LIMIT 1), '') FROM manna_target t WHERE t.log = ?"
            + " ORDER BY t.name",
        row ->
            standings.add(
                new Standing(
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getString(5))),
        outbox.log());
    return standings;
  }

  /**
   * Reads dead letters in the order of their numbers.
   *
   * @param target of which one; empty for all
   * @param after only those with a larger number
   */
  public void read(String target, long after, long most, Consumer<Letter> reader) throws Trouble {
    query(
        "SELECT number, target, position, id, campaign, type, attempts, first_millis, problem, body"
            + " FROM manna_dead_letter WHERE log = ? AND (? = '' OR target = ?) AND number > ?"
            + " ORDER BY number LIMIT ?",
        row -> reader.accept(letter(row)),
        outbox.log(),
        target,
        target,
        after,
        most);
  }

  private static Letter letter(ResultSet row) throws SQLException {
    return new Letter(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getInt(7),
        row.getLong(8),
        row.getString(9),
        row.getBytes(10));
  }

  /**
   * Lets dead letters of a target wait again, behind all that wait, as if they had never been
   * tried.
   *
   * @param number which one, 0 for all
   * @return how many
   */
  public int resend(String target, long number) throws Trouble {
    return change(
        target,
        number,
        "INSERT INTO manna_notice (log, target, position, id, campaign, type, body,"
            + " attempts, first_millis, due_millis, problem)"
            + " SELECT log, target, position, id, campaign, type, body, 0, 0, 0, ''"
            + " FROM manna_dead_letter"
            + WHICH
            + " ORDER BY number");
  }

  /**
   * Throws dead letters of a target away.
   *
   * @param number which one, 0 for all
   * @return how many
   */
  public int discard(String target, long number) throws Trouble {
    return change(target, number, "");
  }

  private int change(String target, long number, String first) throws Trouble {
    try {
      session.begin();
      // What comes in for a target does so one transaction after the other, so that the numbers of
      // what waits rise in the order in which others see them.
      session.query(
          "SELECT position FROM manna_target WHERE log = ? AND name = ?" + outbox.store().locking(),
          row -> {},
          outbox.log(),
          target);
      if (!first.isEmpty()) {
        session.update(first, outbox.log(), target, number, number);
      }
      int gone =
          session.update(
              "DELETE FROM manna_dead_letter" + WHICH, outbox.log(), target, number, number);
      session.commit();
      return gone;
    } catch (SQLException e) {
      throw outbox.trouble(e);
    }
  }

  /** Where a target stands in the log that it follows; it must be there. */
  public Bookmark stands(String target) throws Trouble {
    List<Bookmark> found = new ArrayList<>();
    query(HookSink.STANDS, row -> found.add(HookSink.bookmark(row)), outbox.log(), target);
    return found.getFirst();
  }

  /** What was taken out because it will be taken from the log again. */
  public record Forgotten(int pending, int dead) {}

  /**
   * Lets a target go on elsewhere: what comes after that place is taken next, once more if it was
   * taken before. A server that runs finds out by itself.
   */
  public Forgotten restartAfter(Bookmark place, String target) throws Trouble {
    try {
      session.begin();
      session.update(
          "UPDATE manna_target SET log_id = ?, position = ?, mark = ? WHERE log = ? AND name = ?",
          place.log(),
          place.position(),
          place.mark(),
          outbox.log(),
          target);
      int pending = takeOut("manna_notice", target, place);
      int dead = takeOut("manna_dead_letter", target, place);
      session.commit();
      return new Forgotten(pending, dead);
    } catch (SQLException e) {
      throw outbox.trouble(e);
    }
  }

  private int takeOut(String table, String target, Bookmark behind) throws SQLException {
    return session.update(
        "DELETE FROM " + table + " WHERE log = ? AND target = ? AND position > ?",
        outbox.log(),
        target,
        behind.position());
  }

  private void query(String sql, Session.RowReader reader, Object... arguments) throws Trouble {
    try {
      session.query(sql, reader, arguments);
    } catch (SQLException e) {
      throw outbox.trouble(e);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
