package dev.manna.server.proof;

import dev.manna.core.Log;
import dev.manna.core.SnapshotStore;
import dev.manna.log.postgres.LogView;
import dev.manna.log.postgres.SnapshotView;
import dev.manna.log.redis.RedisView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A log that nodes share as far as it goes at the moment, and its snapshots. Nobody learns that it
 * is looked at. Used by one thread at a time.
 */
public sealed interface SharedView extends AutoCloseable {
  /** The position of the first event that is there, 1 unless the beginning was removed. */
  long first();

  /** The position of the last event, as of the last look. */
  long end();

  /**
   * Looks how far it goes by now.
   *
   * @throws Log.Away if it cannot be reached
   */
  void look();

  /**
   * Hands over each batch that ends after a position, in order, up to the end of the last look or
   * until the reader has enough.
   *
   * @throws Log.Gone if some of them were removed
   * @throws Log.Away if it cannot be reached
   * @throws Log.Failure if what is there is not what was appended
   */
  void read(long after, Log.BatchReader reader);

  /** The positions of its snapshots, the newest first. */
  List<Long> snapshots();

  /** What somebody makes of a snapshot; null where it is damaged, or gone by now. */
  <T> @Nullable T snapshot(long position, SnapshotStore.Reader<T> reader);

  /** Why there may be more of it than stands there; empty where there is not. */
  String doubt();

  /** What an operator can do where it needs what was removed. */
  String mended();

  @Override
  void close();

  /** In PostgreSQL, log and snapshots. */
  record InPostgres(LogView log) implements SharedView {
    @Override
    public long first() {
      return log.first();
    }

    @Override
    public long end() {
      return log.end();
    }

    @Override
    public void look() {
      log.look();
    }

    @Override
    public void read(long after, Log.BatchReader reader) {
      log.read(after, reader);
    }

    @Override
    public List<Long> snapshots() {
      return log.snapshots();
    }

    @Override
    public <T> @Nullable T snapshot(long position, SnapshotStore.Reader<T> reader) {
      return log.snapshot(position, reader);
    }

    @Override
    public String doubt() {
      return "";
    }

    @Override
    public String mended() {
      return "What was removed is in the books, and in a backup of the database from before that.";
    }

    @Override
    public void close() {
      log.close();
    }
  }

  /** In Redis, and the snapshots in PostgreSQL. */
  record InRedis(RedisView log, SnapshotView states) implements SharedView {
    @Override
    public long first() {
      return log.first();
    }

    @Override
    public long end() {
      return log.end();
    }

    @Override
    public void look() {
      log.look();
    }

    @Override
    public void read(long after, Log.BatchReader reader) {
      log.read(after, reader);
    }

    /** What the log has lost with Redis may have been written down before. */
    @Override
    public List<Long> snapshots() {
      return states.positions().stream().filter(each -> each <= end()).toList();
    }

    @Override
    public <T> @Nullable T snapshot(long position, SnapshotStore.Reader<T> reader) {
      return states.snapshot(position, reader);
    }

    @Override
    public String doubt() {
      return log.doubt();
    }

    @Override
    public String mended() {
      return "What was removed is in the books; show and stream restart need a snapshot alone.";
    }

    @Override
    public void close() {
      log.close();
      states.close();
    }
  }
}
