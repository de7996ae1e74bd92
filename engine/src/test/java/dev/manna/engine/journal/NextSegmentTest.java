package dev.manna.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Batch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment is made once, whoever asks for it and when. */
class NextSegmentTest {
  @TempDir Path directory;

  @Test
  void shouldNotMakeAgainWhatWasTaken() throws IOException {
    MemoryDisk disk = new MemoryDisk();
    try (NextSegment next = new NextSegment(disk, Journals.SMALL, Journals.luck(), 1, 1)) {
      next.take(2, Layout.BLOCK).close();
      assertThat(next.prepare(2)).as("asked for before it was taken, heard after").isFalse();
      assertThat(disk.list()).containsExactly("segment-0000000002");
      assertThat(next.prepare(3)).isTrue();
    }
  }

  /** Whoever waits for the disk may wake up when the directory is somebody else's. */
  @Test
  void shouldMakeNothingWhenItIsClosed() throws IOException {
    MemoryDisk disk = new MemoryDisk();
    NextSegment next = new NextSegment(disk, Journals.SMALL, Journals.luck(), 1, 1);
    next.close();
    assertThat(next.prepare(2)).isFalse();
    assertThat(disk.changes()).isZero();
  }

  @Test
  void shouldKeepEveryBatchWhileSegmentsArePrepared() throws Exception {
    List<Batch> written = new ArrayList<>();
    try (Journal journal = Journals.open(RealDisk.of(directory))) {
      AtomicBoolean over = new AtomicBoolean();
      Thread preparer =
          new Thread(
              () -> {
                while (!over.get()) {
                  journal.prepareNext();
                }
              });
      preparer.start();
      for (int i = 0; i < 400; i++) {
        Batch batch = Journals.batch(journal.position() + 1, 1, "batch " + i);
        Journals.append(journal, batch);
        written.add(batch);
      }
      over.set(true);
      preparer.join();
      assertThat(Journals.read(journal)).isEqualTo(written);
    }
    try (Journal journal = Journals.open(RealDisk.of(directory))) {
      assertThat(Journals.read(journal)).isEqualTo(written);
    }
  }
}
