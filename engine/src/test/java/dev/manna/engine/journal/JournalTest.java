package dev.manna.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal on real files, without faults. */
class JournalTest {
  @TempDir Path directory;

  @Test
  void shouldGoOnWhereItWasClosed() throws IOException {
    List<Batch> written = new ArrayList<>();
    for (int life = 1; life <= 4; life++) {
      try (Journal journal = open()) {
        assertThat(journal.epoch()).isEqualTo(life);
        assertThat(Journals.read(journal)).isEqualTo(written);
        for (int i = 0; i < 5; i++) {
          Batch batch = Journals.batch(journal.position() + 1, i + 1, "life " + life + "/" + i);
          assertThat(Journals.append(journal, batch)).isEqualTo(new Appended.Done(batch.last()));
          assertThat(journal.position()).isEqualTo(batch.last());
          written.add(batch);
        }
        assertThat(Journals.read(journal)).isEqualTo(written);
      }
    }
    assertThat(segments()).hasSizeGreaterThan(2);
  }

  @Test
  void shouldPutALargeBatchIntoASegmentOfItsSize() throws IOException {
    List<Batch> written =
        List.of(
            Journals.batch(1, 1, "small"),
            Journals.batchOfBlocks(2, 100),
            Journals.batch(5, 1, "small again"));
    try (Journal journal = open()) {
      written.forEach(batch -> Journals.append(journal, batch));
      while (journal.prepareNext()) {
        assertThat(journal.position()).isEqualTo(5);
      }
      assertThat(Journals.read(journal)).isEqualTo(written);
    }
    try (Journal journal = open()) {
      assertThat(Journals.read(journal)).isEqualTo(written);
    }
    assertThat(directory.resolve("segment-0000000002").toFile()).hasSize(104 * Layout.BLOCK);
  }

  @Test
  void shouldReplaceAPreparedSegmentThatIsTooSmall() throws IOException {
    try (Journal journal = open()) {
      Journals.append(journal, Journals.batchOfBlocks(1, 3));
      while (journal.prepareNext()) {
        assertThat(journal.position()).isEqualTo(3);
      }
      assertThat(segments()).containsExactly("segment-0000000001", "segment-0000000002");
      Journals.append(journal, Journals.batchOfBlocks(4, 20));
      assertThat(Journals.read(journal)).hasSize(2);
    }
    try (Journal journal = open()) {
      assertThat(Journals.read(journal)).hasSize(2);
    }
  }

  @Test
  void shouldRefuseABatchBeyondTheBound() throws IOException {
    try (Journal journal = open()) {
      Batch batch = Journals.batchOfBlocks(1, Layout.MAX_PAYLOAD / Layout.BLOCK + 1);
      assertThatThrownBy(() -> Journals.append(journal, batch)).isInstanceOf(Check.Broken.class);
      assertThat(Journals.append(journal, Journals.batch(1, 1, "a")))
          .isEqualTo(new Appended.Done(1));
    }
  }

  @Test
  void shouldMarkOnceWhenItIsQuiet() throws IOException {
    Path segment = directory.resolve("segment-0000000001");
    byte[] marked;
    try (Journal journal = open()) {
      Journals.append(journal, Journals.batch(1, 1, "a"));
      byte[] unmarked = Files.readAllBytes(segment);
      journal.idle();
      marked = Files.readAllBytes(segment);
      assertThat(marked).isNotEqualTo(unmarked);
      journal.idle();
    }
    assertThat(Files.readAllBytes(segment)).isEqualTo(marked);
  }

  @Test
  void shouldBeReadWhileItGrows() throws Exception {
    int batches = 300;
    AtomicReference<Throwable> failed = new AtomicReference<>();
    try (Journal journal = open()) {
      Thread reader =
          new Thread(
              () -> {
                long[] position = {0};
                while (position[0] < batches) {
                  journal.read(
                      position[0],
                      batch -> {
                        assertThat(batch.first()).isEqualTo(position[0] + 1);
                        assertThat(batch).isEqualTo(numbered(batch.first()));
                        assertThat(batch.last()).isLessThanOrEqualTo(journal.position());
                        position[0] = batch.last();
                        return batch.first() % 7 != 0;
                      });
                }
              });
      reader.setUncaughtExceptionHandler((thread, e) -> failed.set(e));
      reader.start();
      for (int i = 1; i <= batches; i++) {
        Journals.append(journal, numbered(i));
        if (i % 3 == 0) {
          journal.prepareNext();
        }
        if (i % 5 == 0) {
          journal.idle();
        }
      }
      reader.join();
    }
    assertThat(failed.get()).isNull();
  }

  @Test
  void shouldStopReadingWhenTheReaderHasEnough() throws IOException {
    try (Journal journal = open()) {
      for (int i = 1; i <= 10; i++) {
        Journals.append(journal, numbered(i));
      }
      List<Long> seen = new ArrayList<>();
      journal.read(
          4,
          batch -> {
            seen.add(batch.first());
            return seen.size() < 3;
          });
      assertThat(seen).containsExactly(5L, 6L, 7L);
    }
  }

  @Test
  void shouldSurviveTheInterruptOfAReader() throws IOException {
    try (Journal journal = open()) {
      Journals.append(journal, numbered(1));
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> journal.read(0, batch -> true)).isInstanceOf(Log.Failure.class);
      assertThat(Thread.interrupted()).isTrue();
      Journals.append(journal, numbered(2));
      assertThat(Journals.read(journal)).hasSize(2);
    }
  }

  @Test
  void shouldNotBeUsedWhenItIsClosed() throws IOException {
    Journal journal = open();
    journal.close();
    journal.close();
    assertThatThrownBy(journal::idle).isInstanceOf(Check.Broken.class);
    assertThat(journal.prepareNext()).as("who prepares may be late").isFalse();
    assertThatThrownBy(() -> Journals.append(journal, numbered(1)))
        .isInstanceOf(Check.Broken.class);
  }

  private static Batch numbered(long position) {
    return Journals.batch(position, 1, "event " + position);
  }

  private Journal open() throws IOException {
    return Journals.open(RealDisk.make(directory));
  }

  private List<String> segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(Layout::isSegment)
          .sorted()
          .toList();
    }
  }
}
