package dev.manna.engine;

import dev.manna.core.Engine;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.law.Machine;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue in front of the {@link Writer}. Taking a request never blocks: where there is
 * no room the answer is {@code too-busy} at once. Names are hashed here, on the caller's thread.
 */
public final class Intake implements Engine {
  private final Machine machine;
  private final MpscAtomicArrayQueue<Waiting> queue;
  private volatile @Nullable Thread sleeper;
  private volatile boolean woken;
  private volatile boolean closed;

  Intake(Machine machine, int capacity) {
    this.machine = machine;
    queue = new MpscAtomicArrayQueue<>(capacity);
  }

  @Override
  public void submit(Request request, Receiver receiver) {
    if (closed) {
      receiver.receive(Reply.Refused.of(Refusal.UNAVAILABLE, "the engine is stopping"));
      return;
    }
    if (!queue.offer(new Waiting(machine.prepare(request), receiver))) {
      receiver.receive(
          new Reply.Refused(
              Refusal.TOO_BUSY, queue.capacity() + " requests are waiting", 1_000, List.of()));
      return;
    }
    Thread asleep = sleeper;
    if (asleep != null) {
      LockSupport.unpark(asleep);
    }
  }

  /** Takes no more requests; those that wait are still answered. */
  public void close() {
    closed = true;
  }

  /** How many requests wait. */
  public int depth() {
    return queue.size();
  }

  int drain(Waiting[] into) {
    int taken = 0;
    while (taken < into.length) {
      Waiting waiting = queue.relaxedPoll();
      if (waiting == null) {
        break;
      }
      into[taken++] = waiting;
    }
    return taken;
  }

  /** Sleeps until a request comes or the time is over; for the thread that calls the writer. */
  void await(long nanos) {
    sleeper = Thread.currentThread();
    try {
      if (queue.isEmpty() && !woken) {
        LockSupport.parkNanos(this, nanos);
      }
    } finally {
      sleeper = null;
      woken = false;
    }
  }

  /** Ends {@link #await} early, or the next one if nobody is in it. */
  public void wake() {
    woken = true;
    LockSupport.unpark(sleeper);
  }
}
