package dev.manna.log.redis;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.SharedLog;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A node's side of a log in Redis. One thread appends; any others may read, wait for news, and say
 * what was drained.
 *
 * <p>A script appends a batch if it follows what stands there, in the epoch in which this side was
 * opened and on the very server process that the epoch began on: when Redis was started again, or a
 * replica took its place, nobody can tell what of the log's end it lacks, so all appends are fenced
 * until a recovery has opened another epoch. This side then stays fenced, holds what it knows
 * ({@link #mark}) for the recovery, and is opened anew.
 */
public final class RedisLog implements SharedLog {
  private static final long TAIL_PAUSE_MILLIS = 100;

  private final RedisLogOptions options;
  private final Link link;
  private final Scripts scripts;
  private final LogKeys keys;
  private final Reading reading;
  private final Appending appending;
  private final Keeping keeping;
  private final Tailing tailing;
  private final long epoch;
  private volatile LogMark mark;
  private volatile boolean closed;

  /** Null where nobody needs one. */
  private final @Nullable Copy copy;

  RedisLog(RedisLogOptions options, Link link, Scripts scripts, Meta meta, @Nullable Copy copy) {
    this.options = options;
    this.link = link;
    this.scripts = scripts;
    this.keys = LogKeys.of(options.name());
    this.copy = copy;
    this.reading = new Reading(link, keys, meta.epoch(), this::see);
    this.tailing = new Tailing(options, keys, reading, meta.epoch(), this::mark, copy);
    this.keeping = new Keeping(options, link, scripts, keys, reading, meta.epoch(), copy);
    this.appending = new Appending(options, link, scripts.append(), reading, meta);
    this.epoch = meta.epoch();
    this.mark = meta.end();
  }

  /**
   * Opens the log; where there is none, founds it.
   *
   * @param known a position that whoever opens it knows to have been in it, from the books or a
   *     snapshot; 0 for none. A log that ends before it is not opened, and never founded again
   * @throws Unfit if this Redis is set so that it could lose what it has acknowledged, holds less
   *     than is known, or cannot be reached; the message says what was found, what is allowed,
   *     where
   */
  public static RedisLog open(RedisLogOptions options, long known) {
    return open(options, known, Scripts.SHIPPED);
  }

  static RedisLog open(RedisLogOptions options, long known, Scripts scripts) {
    return Opening.of(
        options,
        scripts,
        known,
        known == 0,
        (link, found) -> new RedisLog(options, link, scripts, found.meta(), null));
  }

  /** Takes in all that stands there, into its copy. */
  void readAll(Meta meta) {
    reading.read(meta.trimmed(), meta.begin().chain(), batch -> true);
  }

  /** Whether it is the log of a mark; it must keep a copy. */
  boolean holds(LogMark seen) {
    return Objects.requireNonNull(copy, "only who keeps a copy knows").has(seen);
  }

  /** From where on it can be read; it must keep a copy. */
  LogMark begin() {
    return Objects.requireNonNull(copy, "only who keeps a copy knows").start();
  }

  @Override
  public long position() {
    return mark.position();
  }

  /** Up to where this side knows the log. */
  public LogMark mark() {
    return mark;
  }

  /** The epoch that this side appends in. */
  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public long stockWindow() {
    return options.windowUnits();
  }

  private synchronized void see(Batch batch, LogMark further) {
    Copy kept = copy;
    if (kept != null) {
      kept.add(batch, further);
    }
    if (further.position() > mark.position()) {
      mark = further;
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>An answer that is lost is asked for again, and tells: the batch stands there once or not at
   * all. Where Redis stays away for longer than the patience, or another lineage stops the log
   * before it has told, the batch is in doubt; once the log is recovered, it tells. So it is while
   * fewer replicas have it than must.
   *
   * @throws Gone if what the caller has not seen was removed
   * @throws Failure if the batch would take an item below nothing, or Redis answers what it must
   *     not
   */
  @Override
  public Appended append(long expectedPosition, Batch batch) {
    Check.that(expectedPosition == batch.first() - 1, "a batch follows what is expected");
    Check.that(
        batch.count() <= options.window(), "a batch is no larger than the window", batch.count());
    return appending.append(expectedPosition, batch, () -> mark);
  }

  /**
   * {@inheritDoc}
   *
   * @throws Away if Redis cannot be reached, or the log waits for its recovery
   * @throws Failure if what stands there is not what was appended
   */
  @Override
  public void read(long position, BatchReader reader) {
    LogMark known = mark;
    try {
      reading.read(position, known.position() == position ? known.chain() : null, reader);
    } catch (Trouble e) {
      throw unread(e);
    }
  }

  @Override
  public void heard(long position, BatchReader reader) {
    if (copy != null) {
      copy.news(position, reader);
    }
  }

  /**
   * {@inheritDoc} It sleeps in the server, on a connection of its own, which tells news at once and
   * costs nothing while there are none.
   */
  @Override
  public long await(long position, long atMostMillis) {
    try {
      return tailing.await(position, atMostMillis);
    } catch (Trouble e) {
      if (closed) {
        return position();
      }
      if (e.passes()) {
        LockSupport.parkNanos(Math.min(atMostMillis, TAIL_PAUSE_MILLIS) * 1_000_000);
        return position();
      }
      throw unread(e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>One script asks, which tells nothing on a server that may lack the end; nor is anything told
   * before the replicas have it that must.
   *
   * @throws Away if Redis cannot be reached, or the log waits for its recovery or went on without
   *     this side
   */
  @Override
  public boolean endsAt(long position) {
    try {
      Ending ending = ending(Replicas.of(options), position);
      appending.requireEpoch();
      if (!ending.stopped().isEmpty()) {
        throw new Trouble(Trouble.Kind.AWAY, ending.stopped(), null);
      }
      return ending.position() == position;
    } catch (Trouble e) {
      throw unread(e);
    }
  }

  private Ending ending(Replicas replicas, long seen) {
    return Ending.ask(link, replicas, scripts.ends(), keys, options, epoch, seen);
  }

  /**
   * Why the log waits for a recovery, or went on without this side; empty while it does not.
   *
   * @throws Away if Redis cannot be reached
   */
  String stopped() {
    try {
      return ending(Replicas.NONE, position()).stopped();
    } catch (Trouble e) {
      throw unread(e);
    }
  }

  boolean hasGivenUp() {
    return appending.hasGivenUp();
  }

  /**
   * Gives up the epoch for ever: nothing is appended on this side any more, and nothing read that
   * its copy does not hold. Returns when no append is under way.
   *
   * @return the copy, as it stays
   */
  Copy giveUp() {
    Copy kept = Objects.requireNonNull(copy, "only who keeps a copy gives up");
    appending.giveUp();
    kept.freeze();
    return kept;
  }

  private RuntimeException unread(Trouble e) {
    String what = options.shown() + " cannot be read: " + e.getMessage();
    return e.passes() ? new Away(what, e) : new Failure(what, e);
  }

  /**
   * Says that all events up to a position stand in the books; so many more than the window's may be
   * appended. What was said before is not taken back.
   *
   * @return what the log then says; or why it does not take it, as {@code Fenced}
   */
  public Kept drained(long position) {
    return keeping.drained(position);
  }

  /**
   * Removes what nobody needs: batches that end at a position or before, of those drained.
   *
   * @param needless up to where there is a snapshot, and every follower stands
   */
  public Kept trim(long needless) {
    return keeping.trim(needless);
  }

  @Override
  public void close() {
    closed = true;
    tailing.close();
    link.close();
  }

  /** What became of a mark that was to be moved. */
  public sealed interface Kept {
    /** It stands there now. */
    record Done(long position) implements Kept {}

    /** It was not moved, and may be tried again. */
    record Not(String detail) implements Kept {}
  }

  /** A Redis that cannot hold the log: what was found, what is allowed, where. */
  public static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unfit(String message) {
      super(message);
    }
  }
}
