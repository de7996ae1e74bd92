package dev.manna.engine;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.core.Luck;
import dev.manna.core.Query;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.TimeSource;
import dev.manna.core.law.Machine;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that decides. It takes whatever waits, decides all of it against the state,
 * appends the events as one batch, and lets the replies go when the batch is durable; that is why a
 * queue makes it faster and never waits for itself to fill. At most one batch is unsynced, so
 * whatever a reply has seen is durable when it leaves.
 *
 * <p>Where the log says that somebody else was first, the batch is undone, what came before is
 * applied, and the same requests are decided again.
 */
public final class Writer {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  /** What one wake-up takes at most; a batch ends at the machine's bounds anyway. */
  private static final int MAX_TAKEN = 8_192;

  /** After so long without a batch the log may write its mark; well within 50 ms. */
  private static final long QUIET_MILLIS = 20;

  /**
   * So many claims' cache misses overlap; measured: 16 to 64 are alike, 4,096 are worse than none.
   */
  private static final int TOUCHED_TOGETHER = 32;

  private static final long FULL_RETRY_NANOS = 100_000_000;

  private static final long MAX_SLEEP_NANOS = 1_000_000_000;

  private final Intake intake;
  private final Log log;
  private final Machine machine;
  private final TimeSource time;
  private final Luck luck;
  private final WriterStats stats;
  private final Waiting[] taken = new Waiting[MAX_TAKEN];
  private final Reply[] replies = new Reply[MAX_TAKEN];
  private @Nullable Thread owner;
  private long lastAppendMillis;
  private boolean marked;
  private volatile boolean full;

  /** Written so that the reads of {@link #touch} count as used. */
  @SuppressWarnings("UnusedVariable")
  private long touched;

  Writer(Intake intake, Log log, Machine machine, TimeSource time, Luck luck, WriterStats stats) {
    this.intake = intake;
    this.log = log;
    this.machine = machine;
    this.time = time;
    this.luck = luck;
    this.stats = stats;
  }

  /**
   * Decides and answers what waits, and ends the holds that are due. Always called by one thread.
   *
   * @return how many requests were answered
   * @throws Log.Failure when the log cannot go on; the process must end, and what was taken stays
   *     without a reply
   */
  public int doWork() {
    assertOwner();
    int count = intake.drain(taken);
    if (count == 0 && machine.nextExpiryMillis() > time.millis()) {
      beIdle();
      return 0;
    }
    int done = 0;
    do {
      machine.begin(time.millis());
      done = finish(done, decide(done, count), count);
    } while (done < count || (!full && machine.nextExpiryMillis() <= time.millis()));
    Arrays.fill(taken, 0, count, null);
    Arrays.fill(replies, 0, count, null);
    return count;
  }

  /** Whether the log had no room for the last batch. */
  public boolean full() {
    return full;
  }

  /** Sleeps until there may be something to do; for the thread that calls {@link #doWork}. */
  public void await() {
    long untilExpiry = machine.nextExpiryMillis() - time.millis();
    long nanos = marked ? MAX_SLEEP_NANOS : QUIET_MILLIS * 1_000_000;
    if (untilExpiry < MAX_SLEEP_NANOS / 1_000_000) {
      nanos = Math.min(nanos, Math.max(0, untilExpiry) * 1_000_000);
    }
    // Holds that are due but cannot be written down must not keep the thread awake.
    intake.await(full ? FULL_RETRY_NANOS : nanos);
  }

  private void assertOwner() {
    Thread current = Thread.currentThread();
    if (owner == null) {
      owner = current;
    } else if (!owner.equals(current)) {
      throw new IllegalStateException("the writer belongs to " + owner + ", not to " + current);
    }
  }

  private int decide(int from, int count) {
    int next = from;
    while (next < count && !machine.full()) {
      if ((next - from) % TOUCHED_TOGETHER == 0) {
        touch(next, Math.min(next + TOUCHED_TOGETHER, count));
      }
      replies[next] = machine.handle(taken[next].prepared(), luck);
      next++;
    }
    return next;
  }

  /** Fetches what some requests will look up, all first lines before all second ones. */
  private void touch(int from, int to) {
    long read = 0;
    for (int i = from; i < to; i++) {
      read += machine.touch(taken[i].prepared());
    }
    for (int i = from; i < to; i++) {
      read += machine.touchAgain(taken[i].prepared());
    }
    touched = read;
  }

  /** Makes a batch durable and answers it; returns how far the requests are answered. */
  private int finish(int from, int to, int count) {
    Batch batch = machine.batch();
    if (batch == null) {
      machine.commit();
      return release(from, to);
    }
    Appended appended = log.append(batch.first() - 1, batch);
    return switch (appended) {
      case Appended.Done done -> {
        machine.commit();
        lastAppendMillis = time.millis();
        marked = false;
        full = false;
        stats.appended(batch.count(), machine.position());
        yield release(from, to);
      }
      case Appended.Conflict conflict -> {
        machine.undo();
        conflict.missing().forEach(machine::replay);
        yield from;
      }
      case Appended.Full noRoom -> {
        machine.undo();
        answerWithoutWriting(from, count, noRoom.detail());
        yield release(from, count);
      }
    };
  }

  private int release(int from, int to) {
    for (int i = from; i < to; i++) {
      answer(taken[i], replies[i]);
    }
    return to;
  }

  private static void answer(Waiting waiting, Reply reply) {
    try {
      waiting.receiver().receive(reply);
    } catch (RuntimeException e) {
      // The reply is durable whoever fails to take it; asking again gives it again.
      LOG.error("a receiver failed to take its reply", e);
    }
  }

  /**
   * Answers what needs no room: reads, and claims that were accepted before. Time stands still at
   * the last event's, so that no hold ends that cannot be written down.
   */
  private void answerWithoutWriting(int from, int to, String why) {
    if (!full) {
      LOG.error("no room to write: {}. Claims are answered 503 until there is.", why);
      full = true;
    }
    for (int i = from; i < to; i++) {
      machine.begin(machine.lastMillis());
      Reply reply = machine.handle(taken[i].prepared(), luck);
      boolean read = taken[i].prepared().request() instanceof Query;
      boolean wrote = machine.batch() != null;
      machine.undo();
      replies[i] =
          wrote || (!read && reply instanceof Reply.Refused)
              ? new Reply.Refused(Refusal.UNAVAILABLE, why, 1_000, List.of())
              : reply;
    }
  }

  private void beIdle() {
    if (!marked && Math.abs(time.millis() - lastAppendMillis) >= QUIET_MILLIS) {
      log.idle();
      marked = true;
    }
  }
}
