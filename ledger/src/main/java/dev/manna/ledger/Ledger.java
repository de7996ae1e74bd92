package dev.manna.ledger;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The books in a database. A chunk is one transaction: first the position moves from where the
 * chunk begins to where it ends, which makes whoever comes second wait and then fail; then
 * everything is written. A connection that was in trouble is not used again.
 */
public final class Ledger implements EventSink {
  private static final String NAME = "ledger";

  private final Database database;
  private final Connector connector;
  private final Fence fence;
  private @Nullable Session session;
  private @Nullable Shops shops;

  /** Whether a commit of the session survives a power cut in any case. */
  private boolean lasting;

  /** Opens connections. */
  @FunctionalInterface
  public interface Connector {
    Connection connect() throws SQLException;
  }

  /**
   * Whether whoever writes the books still may. It is asked within the transaction that takes a
   * chunk, when all is written, and locks what it looks at until that ends.
   */
  @FunctionalInterface
  public interface Fence {
    /** Whoever has the log may write its books. */
    Fence NONE = connection -> true;

    boolean holds(Connection connection) throws SQLException;
  }

  /** Books in a database. */
  public Ledger(Database database) {
    this(database, Fence.NONE);
  }

  /** Books in a database, in which stands who may write them. */
  public Ledger(Database database, Fence fence) {
    this(database, database::connect, fence);
  }

  /** Books in a database that is reached in another way than by its URL. */
  public Ledger(Database database, Connector connector) {
    this(database, connector, Fence.NONE);
  }

  private Ledger(Database database, Connector connector, Fence fence) {
    this.database = database;
    this.connector = connector;
    this.fence = fence;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Bookmark open() throws Trouble {
    disconnect();
    try {
      Session fresh = new Session(connector.connect());
      session = fresh;
      database.greet(fresh.connection);
      lasting = false;
      Schema.migrate(database.dialect(), fresh);
      Bookmark at = position(fresh);
      shops = new Shops(fresh);
      fresh.connection.commit();
      return at;
    } catch (SQLException e) {
      disconnect();
      throw Troubles.of(database, e);
    } catch (Trouble | RuntimeException e) {
      disconnect();
      throw e;
    }
  }

  @Override
  public Bookmark standing() throws Trouble {
    Session known = session;
    if (known == null) {
      return open();
    }
    try {
      Bookmark at = position(known);
      known.connection.commit();
      return at;
    } catch (SQLException e) {
      disconnect();
      throw Troubles.of(database, e);
    }
  }

  static Bookmark position(Session session) throws SQLException {
    List<Bookmark> found = new ArrayList<>();
    session.query(
        "SELECT log_id, position, mark FROM positions WHERE sink = ?",
        List.of(NAME),
        row -> found.add(new Bookmark(row.getString(1), row.getLong(2), row.getLong(3))));
    return found.isEmpty() ? Bookmark.START : found.getFirst();
  }

  @Override
  public void take(Chunk chunk) throws Trouble {
    Session open = session;
    Shops known = shops;
    if (open == null || known == null) {
      throw Trouble.passing("it is not connected.", new SQLException("not open"));
    }
    boolean taken = false;
    try {
      move(open, chunk.from(), chunk.to());
      Posting.of(open, known, chunk.events()).flush(database.dialect(), open);
      // A server may be stopped while it writes, for as long as it likes: nobody waits for it.
      requireFence(open);
      open.connection.commit();
      known.committed();
      if (known.answering() && !lasting) {
        database.dialect().lasting(open);
        lasting = true;
      }
      taken = true;
    } catch (SQLException e) {
      throw Troubles.of(database, e);
    } finally {
      if (!taken) {
        disconnect();
      }
    }
  }

  private void requireFence(Session session) throws SQLException {
    if (!fence.holds(session.connection)) {
      throw new SQLException("the log is no longer in the epoch of this node", Troubles.FENCED);
    }
  }

  /** Compare and set. The first chunk of all makes the row, of which there can be one. */
  private void move(Session session, Bookmark from, Bookmark to) throws SQLException {
    boolean begins = from.equals(Bookmark.START);
    if (begins ? begin(session, to) : goOn(session, from, to)) {
      return;
    }
    if (!begins) {
      // Whoever was left behind is told that, and not that others have gone on.
      requireFence(session);
    }
    throw new SQLException(
        "the books do not stand at position " + from.position(), Troubles.OVERTAKEN);
  }

  private boolean begin(Session session, Bookmark to) throws SQLException {
    PreparedStatement statement =
        session.prepare("INSERT INTO positions (sink, log_id, position, mark) VALUES (?, ?, ?, ?)");
    Session.bind(statement, 1, new Object[] {NAME, to.log(), to.position(), to.mark()});
    try {
      return statement.executeUpdate() == 1;
    } catch (SQLException e) {
      if (database.dialect().constraint(e)) {
        return false;
      }
      throw e;
    }
  }

  private static boolean goOn(Session session, Bookmark from, Bookmark to) throws SQLException {
    PreparedStatement statement =
        session.prepare(
            "UPDATE positions SET log_id = ?, position = ?, mark = ?"
                + " WHERE sink = ? AND log_id = ? AND position = ? AND mark = ?");
    Object[] arguments = {
      to.log(), to.position(), to.mark(), NAME, from.log(), from.position(), from.mark()
    };
    Session.bind(statement, 1, arguments);
    return statement.executeUpdate() == 1;
  }

  /** Takes everything out of the books, for a rebuilding from the log. */
  public void clear() throws Trouble {
    disconnect();
    try (Session fresh = new Session(connector.connect())) {
      Schema.drop(fresh);
    } catch (SQLException e) {
      throw Troubles.of(database, e);
    }
  }

  private void disconnect() {
    if (session != null) {
      session.close();
    }
    session = null;
    shops = null;
  }

  @Override
  public void close() {
    disconnect();
  }
}
