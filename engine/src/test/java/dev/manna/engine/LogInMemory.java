package dev.manna.engine;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A log in memory that two writers share, and that can be full. */
final class LogInMemory {
  final List<Batch> batches = new ArrayList<>();
  Optional<Appended> refusal = Optional.empty();

  /** The next batch is taken, and nobody hears of it; or it is lost, and nobody knows. */
  Optional<Boolean> losesAnswer = Optional.empty();

  /** Nobody reaches it. */
  boolean away;

  long position() {
    return batches.isEmpty() ? 0 : batches.getLast().last();
  }

  /** One writer's side of the shared log, which tells nothing of the other unless it is read. */
  record Side(LogInMemory shared) implements Log {
    @Override
    public long position() {
      return 0;
    }

    @Override
    public boolean endsAt(long position) {
      return shared.position() == position;
    }

    @Override
    public Appended append(long expectedPosition, Batch batch) {
      if (shared.away) {
        return new Appended.Full("the log is away");
      }
      if (shared.batches.contains(batch)) {
        return new Appended.Done(batch.last());
      }
      if (expectedPosition < shared.position()) {
        return new Appended.Conflict(
            shared.batches.stream().filter(each -> each.last() > expectedPosition).toList());
      }
      if (shared.refusal.isPresent()) {
        return shared.refusal.get();
      }
      ByteBuffer copy = ByteBuffer.allocate(batch.payload().remaining());
      copy.put(batch.payload().duplicate()).flip();
      if (shared.losesAnswer.orElse(true)) {
        shared.batches.add(new Batch(batch.first(), batch.count(), batch.timeMillis(), copy));
      }
      return shared.losesAnswer.isPresent()
          ? new Appended.InDoubt("the test says so")
          : new Appended.Done(batch.last());
    }

    @Override
    public void read(long position, BatchReader reader) {
      if (shared.away) {
        throw new Away("the log is away", new IllegalStateException("the test says so"));
      }
      shared.batches.stream().filter(each -> each.last() > position).forEach(reader::read);
    }

    @Override
    public void close() {}
  }
}
