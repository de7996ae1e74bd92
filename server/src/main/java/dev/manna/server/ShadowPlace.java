package dev.manna.server;

import dev.manna.core.Log;
import dev.manna.core.SharedLog;
import dev.manna.core.SnapshotStore.Found;
import dev.manna.core.feed.Marks;
import dev.manna.core.law.Replica;
import dev.manna.log.postgres.NodeRecords;
import dev.manna.log.redis.RedisLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The copy of a journal, where nodes could go on: its log, its snapshots, and the state that a node
 * has there. It is joined as a node is, so that all that a node meets there is met.
 */
final class ShadowPlace implements AutoCloseable {
  /** What tells it from nodes, which must not go on while it is written. */
  private static final String NAME = "shadow";

  /** Whoever was not heard of for so long does not run. */
  private static final long GONE_MILLIS = 10_000;

  private static final long LEAVE_MILLIS = TimeUnit.SECONDS.toMillis(5);

  private final Side side;
  private final List<Worker> workers;
  private final Replica replica;
  private long written;

  private ShadowPlace(Side side, List<Worker> workers, Replica replica) {
    this.side = side;
    this.workers = workers;
    this.replica = replica;
    written = replica.position();
  }

  /**
   * Joins what is there, if it is a copy of the journal, or nothing yet.
   *
   * @throws IOException if it is something else, or cannot be joined; the message says which
   */
  static ShadowPlace join(Config config, Log journal, Consumer<Throwable> fatal)
      throws IOException {
    requireNoNodes(config);
    NodeName name = NodeName.of(NAME);
    try (Opening opening = new Opening()) {
      Side side =
          config.isInRedis()
              ? RedisSide.join(config, name, null, opening, fatal)
              : PostgresSide.join(config, name, opening);
      Replica replica = replica(side);
      requireCopy(side, replica, journal);
      Worker.Duty beating = Worker.every(Heartbeat.BEAT_MILLIS, side.heartbeat()::beat);
      List<Worker> workers = new ArrayList<>(side.workers(fatal));
      workers.add(new Worker("manna-shadow-node", beating, fatal).start());
      opening.succeeded();
      return new ShadowPlace(side, workers, replica);
    } catch (RedisLog.Unfit | Log.Away | Log.Gone | Complaint e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Nodes that have joined the log are what it belongs to from then on. */
  private static void requireNoNodes(Config config) throws IOException {
    try (NodeRecords records =
        NodeRecords.of(config.logDatabase(), config.logName(), System::nanoTime)) {
      if (records.epochs() == null) {
        return;
      }
      for (NodeRecords.Node node : records.nodes()) {
        if (!isShadow(node.name())) {
          throw new IOException(
              "the node %s has joined that log, which goes on without this server; name another"
                      .formatted(node.name())
                  + " with --log-name, and see which of them your clients use");
        }
      }
    } catch (Log.Away e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Complains if a log is written as the copy of a server that runs. */
  static void requireNone(Config config) {
    try (NodeRecords records =
        NodeRecords.of(config.logDatabase(), config.logName(), System::nanoTime)) {
      if (records.epochs() == null) {
        return;
      }
      for (NodeRecords.Node node : records.nodes()) {
        if (isShadow(node.name()) && node.left() == null && node.unseenMillis() < GONE_MILLIS) {
          throw new Complaint(
              "the log cannot be joined: it is the shadow of a server that runs (%s, heard of %,d"
                      .formatted(node.name(), node.unseenMillis())
                  + " ms ago); stop that server, and no claim is lost or given twice");
        }
      }
    } catch (Log.Away e) {
      throw new Complaint("the log cannot be joined: " + e.getMessage(), e);
    }
  }

  private static boolean isShadow(String node) {
    return node.matches(NAME + "-[0-9a-f]{8}");
  }

  private static Replica replica(Side side) {
    Found<Replica> found = side.snapshots().newest(Replica::load);
    Replica replica = found == null ? new Replica() : found.state();
    side.log()
        .read(
            replica.position(),
            batch -> {
              replica.begin(batch);
              replica.advance(batch.last());
              return true;
            });
    return replica;
  }

  private static void requireCopy(Side side, Replica replica, Log journal) throws IOException {
    long end = replica.position();
    var founded = replica.founded();
    if (founded == null) {
      return;
    }
    if (!Marks.log(founded).equals(Marks.identity(journal)) || end > journal.position()) {
      throw new IOException(
          "%s holds another log, which ends at position %,d; name another with --log-name"
              .formatted(side.where(), end));
    }
    List<Long> marks = new ArrayList<>();
    for (Log each : List.of(journal, side.log())) {
      each.read(
          end - 1,
          batch -> {
            marks.add(Marks.batch(batch));
            return false;
          });
    }
    if (marks.size() == 2 && !marks.get(0).equals(marks.get(1))) {
      throw new IOException(
          "%s holds at position %,d what the journal does not; name another with --log-name"
              .formatted(side.where(), end));
    }
  }

  String where() {
    return side.where();
  }

  SharedLog log() {
    return side.log();
  }

  Replica replica() {
    return replica;
  }

  /** Why nothing is taken there; empty while it is. */
  String trouble() {
    return side.heartbeat().trouble();
  }

  /** Writes a snapshot where one is due, and lets go of what lies below two of them. */
  void keep() {
    if (replica.position() - written >= side.snapshotEvents()) {
      written = replica.position();
      side.snapshots().write(written, replica::save);
      side.trim(List.of(), List.of());
    }
  }

  @Override
  public void close() {
    workers.forEach(Worker::stop);
    side.leave(LEAVE_MILLIS);
    side.log().close();
  }
}
