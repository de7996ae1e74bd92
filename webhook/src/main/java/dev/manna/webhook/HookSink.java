package dev.manna.webhook;

import dev.manna.core.Log;
import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink;
import dev.manna.stream.Message;
import dev.manna.stream.Messages;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the log for one target, and puts what it wants into the outbox. Each target stands where
 * it stands, so that none waits for another.
 */
public final class HookSink implements EventSink {
  /** So many events make a chunk; it may come on top of the limit of what may wait. */
  public static final int CHUNK_EVENTS = 256;

  /** A larger body says where its data is; targets are web servers with limits of their own. */
  private static final int MOST_BYTES = 256 << 10;

  /** Where a target stands: for {@link #bookmark}. */
  static final String STANDS =
      "SELECT log_id, position, mark FROM manna_target WHERE log = ? AND name = ?";

  private final Hook hook;
  private final Outbox outbox;
  private final Bookmark beginning;
  private final Messages messages;
  private @Nullable Session session;

  /** Where it was left, to notice that somebody else has moved it. */
  private Bookmark left = Bookmark.START;

  /**
   * @param log what it follows
   * @param beginning where a target that was never seen before begins
   */
  public HookSink(Hook hook, Outbox outbox, Log log, Bookmark beginning) {
    this.hook = hook;
    this.outbox = outbox;
    this.beginning = beginning;
    this.messages = new Messages(log, MOST_BYTES, hook::wants);
  }

  @Override
  public String name() {
    return "webhook-" + hook.name();
  }

  @Override
  public Bookmark open() throws Trouble {
    close();
    Session fresh = outbox.open();
    session = fresh;
    try {
      fresh.update(
          "INSERT INTO manna_target (log, name, log_id, position, mark) VALUES (?, ?, ?, ?, ?)"
              + " ON CONFLICT DO NOTHING",
          outbox.log(),
          hook.name(),
          beginning.log(),
          beginning.position(),
          beginning.mark());
      left = standing(fresh);
      return left;
    } catch (SQLException e) {
      close();
      throw outbox.trouble(e);
    }
  }

  @Override
  public Bookmark standing() throws Trouble {
    Session open = session;
    if (open == null) {
      return open();
    }
    try {
      return standing(open);
    } catch (SQLException e) {
      close();
      throw outbox.trouble(e);
    }
  }

  private Bookmark standing(Session open) throws SQLException {
    List<Bookmark> found = new ArrayList<>();
    open.query(STANDS, row -> found.add(bookmark(row)), outbox.log(), hook.name());
    return found.getFirst();
  }

  static Bookmark bookmark(ResultSet row) throws SQLException {
    return new Bookmark(row.getString(1), row.getLong(2), row.getLong(3));
  }

  /** Somebody may have let the target start again. */
  @Override
  public void idle() throws Trouble {
    Session open = session;
    if (open == null) {
      return;
    }
    try {
      if (!standing(open).equals(left)) {
        throw overtaken(left);
      }
    } catch (SQLException e) {
      throw outbox.trouble(e);
    }
  }

  /**
   * Whether there is room for more; where there is none, the log keeps it. It is not asked in vain
   * where the outbox is in trouble: {@link #take} says which.
   */
  public boolean hasRoom() {
    Session open = session;
    if (open == null) {
      return true;
    }
    boolean[] room = {true};
    Outbox.Limits limits = outbox.limits();
    try {
      open.query(
          "SELECT pending, pending_bytes, dead, dead_bytes FROM manna_target"
              + " WHERE log = ? AND name = ?",
          row ->
              room[0] =
                  row.getLong(1) < limits.pending()
                      && row.getLong(2) < limits.pendingBytes()
                      && row.getLong(3) < limits.dead()
                      && row.getLong(4) < limits.deadBytes(),
          outbox.log(),
          hook.name());
    } catch (SQLException e) {
      return true;
    }
    return room[0];
  }

  @Override
  public void take(Chunk chunk) throws Trouble {
    Session open = session;
    if (open == null) {
      throw Trouble.passing("it is not connected.", new SQLException("not open"));
    }
    List<Message> wanted = messages.of(chunk);
    boolean taken = false;
    try {
      open.begin();
      move(open, chunk.from(), chunk.to());
      if (!wanted.isEmpty()) {
        outbox.store().put(open, hook.name(), wanted);
      }
      open.commit();
      left = chunk.to();
      taken = true;
    } catch (SQLException e) {
      throw outbox.trouble(e);
    } finally {
      if (!taken) {
        close();
      }
    }
  }

  /** Compare and set: whoever comes second finds it moved. */
  private void move(Session open, Bookmark from, Bookmark to) throws SQLException, Trouble {
    int moved =
        open.update(
            "UPDATE manna_target SET log_id = ?, position = ?, mark = ?"
                + " WHERE log = ? AND name = ? AND log_id = ? AND position = ? AND mark = ?",
            to.log(),
            to.position(),
            to.mark(),
            outbox.log(),
            hook.name(),
            from.log(),
            from.position(),
            from.mark());
    if (moved != 1) {
      throw overtaken(from);
    }
  }

  private static Trouble overtaken(Bookmark from) {
    return Trouble.passing(
        "somebody else has moved this target; see that one server or group of nodes uses the"
            + " outbox.",
        new SQLException("it does not stand at position " + from.position()));
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
    session = null;
  }
}
