package dev.manna.engine;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.core.Luck;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.TimeSource;
import dev.manna.core.law.Machine;
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

  /** After so long without a batch the log may write its mark; well within 50 ms. */
  private static final long QUIET_MILLIS = 20;

  private static final long FULL_RETRY_NANOS = 100_000_000;

  private static final long MAX_SLEEP_NANOS = 1_000_000_000;

  private final Intake intake;
  private final Log log;
  private final Machine machine;
  private final TimeSource time;
  private final Luck luck;
  private final WriterStats stats;
  private final Watch watch;
  private final Freezer freezer;
  private final Turn turn;
  private final Round round;
  private final Acknowledging acks;
  private @Nullable Thread owner;
  private long lastAppendMillis;
  private boolean marked;
  private volatile boolean full;

  /** What the log has not told yet; null for nothing. */
  private @Nullable Doubt doubt;

  /** Written so that the reads of {@link Waiting#touch} count as used. */
  @SuppressWarnings("UnusedVariable")
  private long touched;

  Writer(
      Intake intake,
      Log log,
      Machine machine,
      TimeSource time,
      Luck luck,
      WriterStats stats,
      Acknowledging acks,
      Watch watch,
      Freezer freezer) {
    this.intake = intake;
    this.log = log;
    this.machine = machine;
    this.time = time;
    this.luck = luck;
    this.stats = stats;
    this.acks = acks;
    this.watch = watch;
    this.freezer = freezer;
    if (log.stockWindow() > 0) {
      machine.tellStock(log.stockWindow());
    }
    turn = new Turn(log, machine, stats);
    round = new Round(machine, acks);
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
    if (doubt != null && !settled(doubt)) {
      return answerInDoubt();
    }
    turn.await();
    freezer.doWork();
    int count = intake.drain(round.taken);
    if (count == 0 && machine.nextExpiryMillis() > time.millis()) {
      beIdle();
      watch.doWork(time.millis());
      return 0;
    }
    work(count);
    watch.doWork(time.millis());
    return count;
  }

  private void work(int count) {
    int done = 0;
    do {
      machine.begin(time.millis());
      int decided = decide(done, count);
      if (turn.isOver()) {
        turn.lose();
      } else {
        done = finish(done, decided, count);
      }
      if (doubt == null) {
        turn.await();
      }
    } while (done < count || (!full && machine.nextExpiryMillis() <= time.millis()));
    round.forget(count);
  }

  /** Shows what is answered from now on; before the writer's thread begins. */
  public void show(Answered to) {
    round.show(to);
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
    nanos = Math.min(nanos, watch.untilNext(time.millis()) * 1_000_000);
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
    int end = Math.min(count, from + turn.mayDecide());
    while (next < end && !machine.full()) {
      if ((next - from) % Machine.MOST_EXPECTED == 0) {
        if (turn.isOver()) {
          return next;
        }
        touched =
            Waiting.touch(machine, round.taken, next, Math.min(next + Machine.MOST_EXPECTED, end));
      }
      Reply instead = acks.instead(round.prepared(next));
      round.keep(next, instead == null ? machine.handle(round.prepared(next), luck) : instead);
      next++;
    }
    return next;
  }

  /** Makes a batch durable and answers it; returns how far the requests are answered. */
  private int finish(int from, int to, int count) {
    Batch batch = machine.batch();
    if (batch == null) {
      return finishUnwritten(from, to, count);
    }
    Appended appended = log.append(batch.first() - 1, batch);
    return switch (appended) {
      case Appended.Done done -> {
        machine.commit();
        appended(batch);
        yield round.release(from, to);
      }
      case Appended.Conflict conflict -> {
        turn.lose();
        conflict.missing().forEach(machine::replay);
        yield from;
      }
      case Appended.Full noRoom -> withoutWriting(from, count, noRoom.detail());
      case Appended.Fenced fenced -> withoutWriting(from, count, fenced.detail());
      case Appended.InDoubt lost -> {
        machine.undo();
        keepOpen(new Doubt(batch), from, to, lost.detail());
        answerWithoutWriting(to, count, lost.detail());
        yield round.release(to, count);
      }
    };
  }

  /** Whoever is refused must not be refused for what is over: the log is asked how far it is. */
  private int finishUnwritten(int from, int to, int count) {
    machine.commit();
    try {
      if (round.onlyTold(from, to) || log.endsAt(machine.position())) {
        return round.release(from, to);
      }
      turn.catchUp();
      return from;
    } catch (Log.Away e) {
      answerWithoutWriting(from, count, String.valueOf(e.getMessage()));
      return round.release(from, count);
    }
  }

  /** Whoever only asks need not wait for what the log will tell. */
  private void keepOpen(Doubt open, int from, int to, String why) {
    for (int i = from; i < to; i++) {
      if (round.onlyAsks(i)) {
        answerWithoutWriting(i, i + 1, why);
        round.release(i, i + 1);
      } else {
        round.put(i, open);
      }
    }
    doubt = open;
  }

  /** Asks the log again; whether nothing is in doubt any more. */
  private boolean settled(Doubt open) {
    Doubt.Told told = open.ask(log, machine);
    if (told == Doubt.Told.NOTHING) {
      return false;
    }
    doubt = null;
    if (told == Doubt.Told.STANDS) {
      appended(open.batch());
      open.release(acks);
    } else {
      work(open.putInto(round.taken));
    }
    return doubt == null;
  }

  /** Nothing may be appended before the log has told. */
  private int answerInDoubt() {
    int count = intake.drain(round.taken);
    answerWithoutWriting(0, count, "The log has not told yet what became of the last batch.");
    round.release(0, count);
    round.forget(count);
    return count;
  }

  private void appended(Batch batch) {
    lastAppendMillis = time.millis();
    marked = false;
    full = false;
    turn.win();
    stats.appended(batch.count(), machine.position());
  }

  private int withoutWriting(int from, int count, String why) {
    machine.undo();
    answerWithoutWriting(from, count, why);
    return round.release(from, count);
  }

  /**
   * Answers what needs no room: reads, and claims that were accepted before. Time stands still at
   * the last event's, so that no hold ends that cannot be written down.
   */
  private void answerWithoutWriting(int from, int to, String why) {
    if (!full) {
      LOG.error("the log takes nothing: {}. Claims are answered 503 until it does.", why);
      full = true;
    }
    for (int i = from; i < to; i++) {
      machine.begin(machine.lastMillis());
      Reply reply = machine.handle(round.prepared(i), luck);
      boolean wrote = machine.batch() != null;
      machine.undo();
      round.keep(
          i,
          wrote || (!round.onlyAsks(i) && reply instanceof Reply.Refused)
              ? new Reply.Refused(Refusal.UNAVAILABLE, why, 1_000, List.of())
              : reply);
    }
  }

  private void beIdle() {
    if (!marked && Math.abs(time.millis() - lastAppendMillis) >= QUIET_MILLIS) {
      log.idle();
      marked = true;
    }
  }
}
