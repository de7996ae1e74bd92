package dev.manna.simulation;

import dev.manna.core.Batch;
import dev.manna.core.SharedLog;
import dev.manna.core.SnapshotStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Nodes with real threads, over a log that is nowhere but in memory. */
class MemoryNodesTest extends NodesContract {
  private final List<Batch> batches = new ArrayList<>();
  private final SnapshotStore snapshots = SimSnapshots.calm();

  @Override
  protected SharedLog join() {
    return new Side();
  }

  @Override
  protected SnapshotStore snapshots() {
    return snapshots;
  }

  private long end() {
    return batches.isEmpty() ? 0 : batches.getLast().last();
  }

  /** A side that learns of what others wrote when it loses a race, or waits. */
  private final class Side implements SharedLog {
    private long known;

    @Override
    public long position() {
      synchronized (batches) {
        return known;
      }
    }

    @Override
    public boolean endsAt(long position) {
      synchronized (batches) {
        return end() <= position;
      }
    }

    @Override
    public Appended append(long expectedPosition, Batch batch) {
      synchronized (batches) {
        if (expectedPosition < end()) {
          List<Batch> missing = after(expectedPosition);
          known = end();
          return new Appended.Conflict(missing);
        }
        ByteBuffer copy = ByteBuffer.allocate(batch.payload().remaining());
        copy.put(batch.payload().duplicate()).flip();
        batches.add(new Batch(batch.first(), batch.count(), batch.timeMillis(), copy));
        known = batch.last();
        batches.notifyAll();
        return new Appended.Done(batch.last());
      }
    }

    private List<Batch> after(long position) {
      return batches.stream().filter(each -> each.last() > position).toList();
    }

    @Override
    public void read(long position, BatchReader reader) {
      List<Batch> found;
      synchronized (batches) {
        found = after(position);
        known = end();
      }
      for (Batch batch : found) {
        if (!reader.read(batch)) {
          return;
        }
      }
    }

    @Override
    public long await(long position, long atMostMillis) {
      synchronized (batches) {
        if (atMostMillis > 0 && end() <= position) {
          try {
            batches.wait(atMostMillis);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
        return end();
      }
    }

    @Override
    public void close() {}
  }
}
