package dev.manna.log.postgres;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.SharedLog;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A node's side of a log in PostgreSQL. One thread appends, on a connection of its own; others read
 * meanwhile, on another, which is theirs only while they fetch a page.
 */
public final class PostgresLog implements SharedLog {
  /** As the journal's. */
  private static final int MAX_PAYLOAD_BYTES = 32 << 20;

  private static final String NAME = "[a-z0-9][a-z0-9_.-]{0,62}";

  private static final long AGAIN_NANOS = 20_000_000;

  /** An idle node asks so often at first, and so often in the end: 50 to 1,000 times a second. */
  private static final long SOON_NANOS = 1_000_000;

  private static final long SELDOM_NANOS = 20_000_000;

  private static final String END =
      "SELECT position FROM manna_log WHERE log = ? ORDER BY first DESC LIMIT 1";

  private final Database database;
  private final String log;
  private final long epoch;
  private final LongSupplier nanos;
  private final Link writing;
  private final Link reading;
  private final Appender appender;
  private final AtomicLong position = new AtomicLong();

  private PostgresLog(
      Link writing, Link reading, String log, String node, long epoch, LongSupplier nanos) {
    this.database = writing.database();
    this.log = log;
    this.epoch = epoch;
    this.nanos = nanos;
    this.writing = writing;
    this.reading = reading;
    appender = new Appender(writing, log, node, epoch);
  }

  /**
   * Opens a log, which is begun if there is none of this name, and registers a node in its epoch.
   *
   * @param log its name: letters a to z, digits, {@code _ . -}; up to 63 of them
   * @param node what this node is called; no other that runs is called so. As a log's name
   * @param nanos of a clock that never goes back
   * @throws IOException if the database cannot be reached or would lose what was acknowledged; the
   *     message says what to do
   */
  public static PostgresLog open(Database database, String log, String node, LongSupplier nanos)
      throws IOException {
    named("log", log);
    named("node", node);
    Link writing = new Link(database, nanos);
    Link reading = new Link(database, nanos);
    boolean opened = false;
    try {
      Connection connection = writing.open();
      Schema.migrate(connection);
      Head.found(connection, log);
      long epoch = Nodes.register(connection, log, node);
      PostgresLog made = new PostgresLog(writing, reading, log, node, epoch, nanos);
      made.see(end(connection, log));
      opened = true;
      return made;
    } catch (SQLException e) {
      throw new IOException(Troubles.sentence(database, e), e);
    } finally {
      if (!opened) {
        writing.close();
      }
    }
  }

  private static void named(String what, String name) {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "\"%s\" is no name of a %s; %s is one".formatted(name, what, NAME));
    }
  }

  private static long end(Connection connection, String log) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(END)) {
      statement.setString(1, log);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  private void see(long end) {
    position.accumulateAndGet(end, Math::max);
  }

  /**
   * The same log for whatever follows it beside the node: read on another connection, and not
   * appended to. It is closed by whoever asked for it.
   */
  public SharedLog beside() {
    return new Reader(this, new Link(database, nanos), log);
  }

  /** The epoch in which this node appends. */
  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public long position() {
    return position.get();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A database that is away is answered by {@code Full} at once, but for one that was asked
   * already: then the same batch is sent again for some seconds, until it tells.
   *
   * @throws Gone if what is missing was removed: the node must join again
   * @throws Failure if the log is not the one that was seen, or is damaged
   */
  @Override
  public Appended append(long expectedPosition, Batch batch) {
    Check.that(
        batch.first() == expectedPosition + 1, "a batch follows its position", batch.first());
    Check.that(
        batch.payload().remaining() <= MAX_PAYLOAD_BYTES,
        "a batch is not larger than 32 MiB",
        batch.payload().remaining());
    SQLException why = null;
    boolean lost = false;
    long until = 0;
    while (why == null || nanos.getAsLong() - until < 0) {
      boolean wasOpen = writing.isOpen();
      try {
        Appended appended = appender.append(expectedPosition, batch);
        reading.expectAnswers();
        return seen(appended);
      } catch (SQLException e) {
        writing.giveUp();
        lost |= appender.sent() && !Troubles.hadNoEffect(e);
        // A connection that was there may have died long ago; then nothing was asked yet.
        boolean stale = why == null && wasOpen && !appender.sent();
        if (!lost && !stale) {
          return new Appended.Full(Troubles.sentence(database, e));
        }
        until = why == null ? nanos.getAsLong() + database.patience().doubtNanos() : until;
        why = e;
        LockSupport.parkNanos(AGAIN_NANOS);
      }
    }
    String sentence = Troubles.sentence(database, why);
    return lost ? new Appended.InDoubt(sentence) : new Appended.Full(sentence);
  }

  private Appended seen(Appended appended) {
    switch (appended) {
      case Appended.Done done -> see(done.position());
      case Appended.Conflict conflict -> see(conflict.missing().getLast().last());
      case Appended.Full full -> {}
      case Appended.Fenced fenced -> {}
      case Appended.InDoubt doubt -> {}
    }
    return appended;
  }

  @Override
  public void read(long after, BatchReader reader) {
    Pages.read(after, this::page, reader);
  }

  private Pages.Page page(long after) {
    Pages.Page page = ask(connection -> Pages.after(connection, log, after));
    if (!page.batches().isEmpty()) {
      see(page.last());
    }
    return page;
  }

  /**
   * {@inheritDoc}
   *
   * <p>It asks for the end again and again, an index's first entry: a notification with each append
   * would make all commits of the database queue.
   */
  @Override
  public long await(long beyond, long atMostMillis) {
    long since = nanos.getAsLong();
    long pause = SOON_NANOS;
    look();
    long left = atMostMillis * 1_000_000;
    while (position() <= beyond && left > 0) {
      LockSupport.parkNanos(Math.min(pause, left));
      pause = Math.min(2 * pause, SELDOM_NANOS);
      look();
      left = atMostMillis * 1_000_000 - (nanos.getAsLong() - since);
    }
    return position();
  }

  @Override
  public boolean endsAt(long position) {
    see(ask(connection -> end(connection, log)));
    return position() <= position;
  }

  /** Where it cannot be reached nothing new is seen. */
  private void look() {
    try {
      see(reading.ask(connection -> end(connection, log)));
    } catch (SQLException e) {
      // Whoever appends or reads is told why.
    }
  }

  /**
   * Removes the batches that end at a position or before. Whoever calls this knows that nobody
   * needs them: no follower, and no node that joins, since there are snapshots at that position or
   * later.
   *
   * @throws Away if the database cannot be reached; some may be removed then
   */
  public void trim(long upTo) {
    boolean more =
        ask(
            connection -> {
              Trim.note(connection, log, upTo);
              return Trim.some(connection, log);
            });
    while (more) {
      more = ask(connection -> Trim.some(connection, log));
    }
  }

  /**
   * Removes, of the batches that end at a position or before, those that are older than a time. As
   * {@link #trim(long)} does.
   *
   * @param olderThanMillis in milliseconds since 1970 UTC
   */
  public void trim(long upTo, long olderThanMillis) {
    trim(Math.min(upTo, ask(connection -> Trim.older(connection, log, olderThanMillis))));
  }

  private <T extends @Nullable Object> T ask(Link.Question<T> question) {
    try {
      return reading.ask(question);
    } catch (SQLException e) {
      throw new Away(Troubles.sentence(database, e), e);
    }
  }

  @Override
  public void close() {
    writing.close();
    reading.close();
  }
}
