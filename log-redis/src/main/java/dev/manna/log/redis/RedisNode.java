package dev.manna.log.redis;

import dev.manna.core.Batch;
import dev.manna.core.Membership;
import dev.manna.core.SharedLog;
import dev.manna.log.redis.RedisLog.Kept;
import dev.manna.log.redis.RedisLog.Unfit;
import java.util.function.LongConsumer;

/**
 * A node's log in Redis over all its epochs. One thread of its owner calls {@link #doWork} several
 * times a second: it says that the node is alive, sees that Redis was started again or replaced,
 * recovers the log with the other nodes, and joins the next epoch, in which the engine goes on.
 *
 * <p>If the log went on without something that this node has acknowledged, it must be started
 * again: its state is of a log that is no more, and everything here fails.
 */
public final class RedisNode implements SharedLog {
  private static final long JOIN_PAUSE_MILLIS = 50;

  private final Epochal epochal;

  private RedisNode(Epochal epochal) {
    this.epochal = epochal;
  }

  /**
   * Joins those who share a log, or founds it; a log that waits for its recovery is recovered.
   *
   * @param aside what becomes of what silent nodes may have acknowledged
   * @param members where nodes and epochs are written down
   * @param times how long others are waited for
   * @param life a word that no other process has, which this one draws when it starts
   * @param atMostMillis so long it is tried
   * @param pause waits for so many milliseconds
   * @throws Unfit if it was not joined; the message says what it waits for
   * @throws Away if the database or Redis cannot be reached
   */
  public static RedisNode join(
      RedisLogOptions options,
      SettingAside aside,
      Membership members,
      RecoveryTimes times,
      String life,
      long atMostMillis,
      LongConsumer pause) {
    Epochal epochal = new Epochal(options, aside, members, times, life);
    for (long waited = 0; !epochal.joined(); waited += JOIN_PAUSE_MILLIS) {
      epochal.doWork();
      if (!epochal.joined()) {
        if (waited >= atMostMillis) {
          throw new Unfit(epochal.waitsFor());
        }
        pause.accept(JOIN_PAUSE_MILLIS);
      }
    }
    return new RedisNode(epochal);
  }

  /**
   * Looks at Redis before anybody joins: what is wrong with it need not be waited for.
   *
   * @throws Unfit if it cannot be reached, or is set so that it could lose what it has acknowledged
   */
  public static void requireFit(RedisLogOptions options) {
    Opening.look(options);
  }

  /** Does what is due; always called by one thread, which may wait for the network here. */
  public void doWork() {
    epochal.doWork();
  }

  /** What the log waits for, in the words of an operator; empty while it takes appends. */
  public String waitsFor() {
    return epochal.waitsFor();
  }

  /** The epoch in which this node appends. */
  @Override
  public long epoch() {
    return epochal.side().epoch();
  }

  @Override
  public long position() {
    return epochal.side().position();
  }

  @Override
  public Appended append(long expectedPosition, Batch batch) {
    return epochal.side().append(expectedPosition, batch);
  }

  @Override
  public long stockWindow() {
    return epochal.windowUnits();
  }

  @Override
  public void read(long position, BatchReader reader) {
    long[] read = {position};
    BatchReader counting =
        batch -> {
          read[0] = batch.last();
          return reader.read(batch);
        };
    RedisLog at = epochal.side();
    while (true) {
      try {
        at.read(read[0], counting);
        return;
      } catch (Away e) {
        // Where the next epoch has begun meanwhile, the side is closed, and another goes on.
        RedisLog next = epochal.side();
        if (next.equals(at)) {
          throw e;
        }
        at = next;
      }
    }
  }

  @Override
  public void heard(long position, BatchReader reader) {
    epochal.side().heard(position, reader);
  }

  @Override
  public long await(long position, long atMostMillis) {
    return epochal.side().await(position, atMostMillis);
  }

  @Override
  public boolean endsAt(long position) {
    return epochal.side().endsAt(position);
  }

  /** As {@link RedisLog#drained}. */
  public Kept drained(long position) {
    return epochal.side().drained(position);
  }

  /** As {@link RedisLog#trim}. */
  public Kept trim(long needless) {
    return epochal.side().trim(needless);
  }

  /** Leaves: appends no more, and says so where it can. */
  @Override
  public void close() {
    epochal.close();
  }
}
