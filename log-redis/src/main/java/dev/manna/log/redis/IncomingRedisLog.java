package dev.manna.log.redis;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.log.redis.RedisLog.Unfit;
import dev.manna.log.redis.RedisRecovery.Outcome;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * A log that comes from elsewhere. Redis gets its end, in one piece: what came before it is in a
 * snapshot, as in any log whose beginning was removed. For one thread.
 */
public final class IncomingRedisLog {
  /** So much is written in one piece; Redis is busy with it for a part of a second. */
  private static final int MOST_BATCHES = 10_000;

  private static final long MOST_BYTES = 16 << 20;

  private final RedisLogOptions options;
  private final Deque<Batch> end = new ArrayDeque<>();
  private long bytes;
  private LogMark begin = LogMark.BEGINNING;

  private IncomingRedisLog(RedisLogOptions options) {
    this.options = options;
  }

  /**
   * Looks whether nothing of a log is there.
   *
   * @throws IOException if something is, or Redis cannot hold a log; the message says which
   */
  public static IncomingRedisLog begin(RedisLogOptions options) throws IOException {
    try (RedisRecovery redis = RedisRecovery.connect(options)) {
      Standing found = redis.standing();
      if (found.epoch() > 0) {
        throw new IOException(
            "%s is not empty: it ends at position %d, in epoch %d; name another with --log-name"
                .formatted(options.shown(), found.end().position(), found.epoch()));
      }
      return new IncomingRedisLog(options);
    } catch (Unfit | Log.Away e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Takes the batch that follows; Redis is not asked. */
  public void append(Batch batch) {
    end.add(batch.copy());
    bytes += batch.payload().remaining();
    while (end.size() > MOST_BATCHES || (bytes > MOST_BYTES && end.size() > 1)) {
      Batch first = end.remove();
      bytes -= first.payload().remaining();
      begin = new LogMark(first.last(), Chain.next(begin.chain(), Chain.digest(first)));
    }
  }

  /** Up to where Redis gets nothing of it. */
  public long beginsAfter() {
    return begin.position();
  }

  /**
   * Makes it a log that nodes can join, in epoch 1, and reads back what stands there then.
   *
   * @param stock what is free of each item at its end
   * @throws IOException if it was not made, or is another; then nobody may join it
   */
  public void commit(Map<String, Long> stock) throws IOException {
    List<Batch> batches = List.copyOf(end);
    try (RedisRecovery redis = RedisRecovery.connect(options)) {
      Standing found = redis.standing();
      if (found.epoch() > 0
          || redis.reopen(opening(found, batches, stock)) instanceof Outcome.Not) {
        throw new IOException(options.shown() + ": somebody else has begun a log there meanwhile");
      }
      List<Batch> read = new ArrayList<>();
      redis.read(begin.position(), read::add);
      if (!read.equals(batches)) {
        throw new IOException(
            "%s: what was written is not what is read; remove its keys".formatted(options.shown()));
      }
    } catch (Unfit | Log.Away | Log.Failure e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** All of it is drained: the snapshot holds it. */
  private Reopening opening(Standing found, List<Batch> batches, Map<String, Long> stock) {
    long last = batches.isEmpty() ? begin.position() : batches.getLast().last();
    return new Reopening(found, 1, begin, batches, stock, Map.of(), last);
  }
}
