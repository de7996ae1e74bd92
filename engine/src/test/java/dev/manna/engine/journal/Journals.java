package dev.manna.engine.journal;

import dev.manna.core.Batch;
import dev.manna.core.Log.Appended;
import dev.manna.core.Luck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Small journals for tests, and what stands in them. */
final class Journals {
  /** Three one-block batches with their marks. */
  static final int SMALL_SEGMENT = 10 * Layout.BLOCK;

  static final JournalOptions SMALL =
      JournalOptions.defaults().withSegmentBytes(SMALL_SEGMENT).withReserveBytes(0);

  private Journals() {}

  static Luck luck() {
    return new SplittableRandom(7)::nextLong;
  }

  static Journal open(Disk disk) throws IOException {
    return Journal.open(disk, SMALL, luck());
  }

  static Batch batch(long first, int count, String payload) {
    return new Batch(
        first, count, 1_000 + first, ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)));
  }

  /** A batch whose payload takes so many blocks with its header. */
  static Batch batchOfBlocks(long first, int blocks) {
    byte[] payload = new byte[blocks * Layout.BLOCK - Frame.HEADER_BYTES];
    new SplittableRandom(first).nextBytes(payload);
    return new Batch(first, 3, 1_000 + first, ByteBuffer.wrap(payload));
  }

  static Appended append(Journal journal, Batch batch) {
    return journal.append(batch.first() - 1, batch);
  }

  /** Copies of all batches. */
  static List<Batch> read(Journal journal) {
    List<Batch> batches = new ArrayList<>();
    journal.read(0, batch -> batches.add(copy(batch)));
    return batches;
  }

  static Batch copy(Batch batch) {
    ByteBuffer copy = ByteBuffer.allocate(batch.payload().remaining());
    copy.put(batch.payload().duplicate()).flip();
    return new Batch(batch.first(), batch.count(), batch.timeMillis(), copy);
  }
}
