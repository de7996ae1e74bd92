package dev.manna.bench.engine;

import dev.manna.core.Log;
import dev.manna.log.postgres.Database;
import dev.manna.log.postgres.PostgresMembership;
import dev.manna.log.redis.RecoveryTimes;
import dev.manna.log.redis.RedisLog.Kept;
import dev.manna.log.redis.RedisLogOptions;
import dev.manna.log.redis.RedisNode;
import dev.manna.log.redis.SettingAside;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that share a log in Redis, and somebody who takes what all of them know for booked, so that
 * the log stays short.
 */
final class RedisNodes implements AutoCloseable {
  private static final long JOIN_MILLIS = 30_000;
  private static final long DRAIN_MILLIS = 100;

  private final List<RunningNode> nodes = new CopyOnWriteArrayList<>();
  private final List<PostgresMembership> members = new ArrayList<>();
  private final Thread drain = new Thread(this::drain, "drain");
  private volatile boolean stopped;
  private volatile @Nullable String trouble;

  private RedisNodes() {}

  /**
   * Founds a log and joins it.
   *
   * @param options the log; each node has a name of its own in it
   */
  static RedisNodes join(RedisLogOptions options, Database database, int count) throws IOException {
    RedisNodes all = new RedisNodes();
    for (int i = 0; i < count; i++) {
      String name = "node-" + i;
      PostgresMembership membership =
          PostgresMembership.of(database, options.name(), System::nanoTime);
      all.members.add(membership);
      RedisNode log =
          RedisNode.join(
              options.withNode(name),
              SettingAside.byLaw(RedisNodes::millis),
              membership,
              RecoveryTimes.usual(all::least, RedisNodes::millis),
              name,
              JOIN_MILLIS,
              RedisNodes::pause);
      all.nodes.add(RunningNode.join(log, all::furthest));
    }
    all.drain.start();
    return all;
  }

  List<RunningNode> nodes() {
    return nodes;
  }

  private long furthest() {
    return nodes.stream().mapToLong(RunningNode::position).max().orElse(0);
  }

  private long least() {
    return nodes.stream().mapToLong(RunningNode::position).min().orElse(0);
  }

  /** As the books do that hold all of it at once. */
  private void drain() {
    RedisNode first = nodes.getFirst().log();
    while (!stopped) {
      try {
        long known = least();
        if (first.drained(known) instanceof Kept.Not not) {
          trouble = not.detail();
        } else if (first.trim(known) instanceof Kept.Not not) {
          trouble = not.detail();
        }
      } catch (Log.Away | Log.Failure e) {
        trouble = e.getMessage();
      }
      pause(DRAIN_MILLIS);
    }
  }

  /** Stops where the log was not kept short, which would have cost Redis memory and us time. */
  void requireDrained() {
    String why = trouble;
    if (why != null) {
      throw new IllegalStateException("the log was not kept short: " + why);
    }
  }

  private static long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Override
  public void close() {
    stopped = true;
    RunningNode.join(drain);
    nodes.forEach(RunningNode::close);
    members.forEach(PostgresMembership::close);
  }
}
