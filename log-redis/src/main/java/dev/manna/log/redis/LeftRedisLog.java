package dev.manna.log.redis;

import dev.manna.core.Log;
import dev.manna.core.Log.BatchReader;
import dev.manna.core.Membership;
import dev.manna.core.Membership.Epochs;
import dev.manna.core.Membership.Member;
import dev.manna.log.redis.RedisLog.Unfit;
import java.io.IOException;
import java.util.List;

/** A log that all its nodes have left, for whoever takes it elsewhere. For one thread. */
public final class LeftRedisLog implements AutoCloseable {
  /** Whoever was heard of since then may come back. */
  private static final long GONE_MILLIS = 10_000;

  private final RedisLogOptions options;
  private final RedisRecovery redis;
  private final Membership members;
  private final Standing standing;

  private LeftRedisLog(
      RedisLogOptions options, RedisRecovery redis, Membership members, Standing standing) {
    this.options = options;
    this.redis = redis;
    this.members = members;
    this.standing = standing;
  }

  /**
   * Looks at it.
   *
   * @param members closed with it
   * @throws IOException if there is none, it is not whole, or somebody uses it
   */
  public static LeftRedisLog open(RedisLogOptions options, Membership members) throws IOException {
    RedisRecovery redis = null;
    try {
      redis = RedisRecovery.connect(options);
      Standing standing = redis.standing();
      LeftRedisLog log = new LeftRedisLog(options, redis, members, standing);
      log.requireWhole();
      log.requireLeft(members.epochs());
      redis = null;
      return log;
    } catch (Unfit | Log.Away e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      if (redis != null) {
        redis.close();
        members.close();
      }
    }
  }

  private void requireWhole() throws IOException {
    if (standing.epoch() == 0) {
      throw new IOException(options.shown() + ": there is no log");
    }
    if (!standing.running()) {
      throw new IOException(
          options.shown()
              + ": Redis was started again, or another took its place, since the nodes left; start"
              + " one, which recovers the log, and stop it");
    }
    if (standing.trimmed() > 0) {
      throw new IOException(
          ("%s: the log begins at position %d, and all of it is needed; what came before is in the"
                  + " books alone")
              .formatted(options.shown(), standing.trimmed() + 1));
    }
  }

  private void requireLeft(Epochs epochs) throws IOException {
    List<Member> here = members.members(epochs.current());
    List<String> alive =
        here.stream()
            .filter(each -> !each.left() && each.unseenMillis() < GONE_MILLIS)
            .map(Member::name)
            .toList();
    if (!alive.isEmpty()) {
      throw new IOException(
          "%s: is used by %s, heard of in the last %d s; stop all nodes"
              .formatted(options.shown(), String.join(", ", alive), GONE_MILLIS / 1_000));
    }
    if (!epochs.open() || epochs.current() != standing.epoch()) {
      throw new IOException(
          "%s: epoch %d is to be opened, and Redis holds %d; start a node, which recovers the log"
              .formatted(options.shown(), epochs.current(), standing.epoch()));
    }
  }

  /** The position of the last event. */
  public long end() {
    return standing.end().position();
  }

  /**
   * Closes the epoch: nobody who was in it appends any more.
   *
   * @throws IOException if somebody was faster, or has appended meanwhile
   */
  public void fence() throws IOException {
    try {
      if (!members.raise(standing.epoch(), end())) {
        throw new IOException(options.shown() + ": a node has begun to recover it; stop all nodes");
      }
      Standing now = redis.standing();
      if (!now.end().equals(standing.end()) || now.epoch() != standing.epoch()) {
        throw new IOException(options.shown() + ": somebody has appended meanwhile; begin again");
      }
    } catch (Log.Away e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Hands over each batch that ends after a position, in order. */
  public void read(long after, BatchReader reader) throws IOException {
    try {
      redis.read(after, reader);
    } catch (Log.Away | Log.Gone e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    redis.close();
    members.close();
  }
}
