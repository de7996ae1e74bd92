package dev.manna.webhook;

import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.stream.SharedDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Where each target stands in the log, what waits to be sent to it, and its dead letters: a file in
 * SQLite, or tables in the database that all nodes of a log reach. What is taken from the log and
 * where the target stands then are one transaction. Triggers count, so that whoever wants to know
 * how much there is need not look at all of it.
 */
public final class Outbox {
  private final Store store;
  private final Limits limits;

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

  private Outbox(Store store, Limits limits) {
    this.store = store;
    this.limits = limits;
  }

  /** The outbox in a file, which is made where it is missing. */
  public static Outbox at(String path, Limits limits) {
    return new Outbox(path, limits, () -> connect(path));
  }

  /**
   * The outbox of a log whose nodes share a database. One of them sends at a time: whoever begins
   * to do so ends the turn of whoever did before.
   *
   * @param log the name by which they know the log
   */
  public static Outbox shared(SharedDatabase database, String log, Limits limits) {
    return new Outbox(new SharedStore(database, log), limits);
  }

  /** An outbox in a file that is reached in another way than by its path. */
  public Outbox(String shown, Limits limits, Connector connector) {
    this(new FileStore(shown, connector), limits);
  }

  /** A connection to a file. */
  public static Connection connect(String path) throws SQLException {
    return FileStore.connect(path);
  }

  Limits limits() {
    return limits;
  }

  Store store() {
    return store;
  }

  /** Whose targets these are among those of other logs. */
  String log() {
    return store.log();
  }

  /** Connects, and makes the tables where they are missing. */
  Session open() throws Trouble {
    Session session = null;
    boolean ready = false;
    try {
      session = new Session(store);
      store.migrate(session);
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

  /** An error of the database in the words of an operator. */
  Trouble trouble(SQLException error) {
    return store.trouble(error);
  }
}
