package dev.manna.core.feed;

import dev.manna.core.TimeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Tells where a follower of the log stands, and lets go of what waits for it to come further: when
 * it has, or when the patience is over. Any thread may use it. Whoever waits is called without a
 * lock, on the thread that moves the follower or looks at the time, and must not block.
 *
 * <p>What waits is bounded in number and in time; it is kept by position, so a follower that moves
 * touches only what it lets go.
 */
public final class FeedClock {
  /** Whoever waits for a position. One of the two is called, once. */
  public interface Waiter {
    /** The follower stands there, or further. */
    void reached();

    /** It did not come there in time. */
    void late();
  }

  private record Entry(long position, long deadlineMillis, Waiter waiter) {}

  private final TimeSource time;
  private final long patienceMillis;
  private final int most;
  private final PriorityQueue<Entry> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Entry::position));

  /** The earliest deadline, or an earlier time. */
  private long nextMillis = Long.MAX_VALUE;

  private volatile long position;

  /** How many wait, for those who look without the lock. */
  private volatile int count;

  private volatile Runnable hurry = () -> {};

  /**
   * @param patienceMillis how long to wait for the follower
   * @param most how many may wait at a time
   */
  public FeedClock(TimeSource time, long patienceMillis, int most) {
    this.time = time;
    this.patienceMillis = patienceMillis;
    this.most = most;
  }

  /** Called, on the waiter's thread, when somebody begins to wait: the follower may be resting. */
  public void onWait(Runnable wakes) {
    hurry = wakes;
  }

  /** The last event that the follower has taken, as far as is known. */
  public long position() {
    return position;
  }

  /** How long is waited at most, in milliseconds. */
  public long patienceMillis() {
    return patienceMillis;
  }

  /** How many wait. */
  public int waiting() {
    return count;
  }

  /** Whether nobody more can wait at the moment. */
  public boolean full() {
    return count >= most;
  }

  /**
   * Waits until the follower stands at a position. Where it does already, the waiter is called at
   * once.
   *
   * @return false where too many wait; then the waiter is not called
   */
  public boolean await(long at, Waiter waiter) {
    boolean waits = false;
    synchronized (this) {
      if (at > position) {
        if (waiting.size() >= most) {
          return false;
        }
        long deadline = time.millis() + patienceMillis;
        waiting.add(new Entry(at, deadline, waiter));
        count = waiting.size();
        nextMillis = Math.min(nextMillis, deadline);
        waits = true;
      }
    }
    if (waits) {
      hurry.run();
    } else {
      waiter.reached();
    }
    return true;
  }

  /**
   * The follower stands here now: further on, or, where what it wrote was lost, further back. For
   * the thread that moves it.
   */
  public void stand(long at) {
    List<Entry> reached = new ArrayList<>();
    synchronized (this) {
      position = at;
      for (Entry first = waiting.peek();
          first != null && first.position() <= at;
          first = waiting.peek()) {
        reached.add(waiting.remove());
      }
      count = waiting.size();
    }
    for (Entry each : reached) {
      each.waiter().reached();
    }
  }

  /** Lets go of those whose patience is over; returns whether there were any. */
  public boolean expire() {
    List<Entry> late = new ArrayList<>();
    synchronized (this) {
      long now = time.millis();
      if (now < nextMillis) {
        return false;
      }
      nextMillis = Long.MAX_VALUE;
      for (Entry each : waiting) {
        if (each.deadlineMillis() <= now) {
          late.add(each);
        } else {
          nextMillis = Math.min(nextMillis, each.deadlineMillis());
        }
      }
      waiting.removeIf(each -> each.deadlineMillis() <= now);
      count = waiting.size();
    }
    for (Entry each : late) {
      each.waiter().late();
    }
    return !late.isEmpty();
  }
}
