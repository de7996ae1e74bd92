package dev.manna.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Batch;
import dev.manna.engine.journal.JournalReader.Tail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading the log of a stopped server. */
class JournalReaderTest {
  @TempDir Path directory;

  @Test
  void shouldReadAStoppedServersLogAndChangeNothing() throws IOException {
    List<Batch> written = new ArrayList<>();
    RealDisk disk = RealDisk.make(directory);
    try (Journal journal = Journals.open(disk)) {
      for (int i = 1; i <= 20; i++) {
        Batch batch = Journals.batch(i, 1, "event " + i);
        Journals.append(journal, batch);
        written.add(batch);
      }
      journal.snapshots().write(10, sink -> {});
    }
    Map<String, byte[]> before = files();
    try (JournalReader reader = JournalReader.open(RealDisk.of(directory))) {
      assertThat(reader.tail()).isEqualTo(new Tail.Clean());
      assertThat(reader.position()).isEqualTo(20);
      assertThat(read(reader, 0)).isEqualTo(written);
      assertThat(read(reader, 15)).isEqualTo(written.subList(15, 20));
      assertThat(read(reader, 20)).isEmpty();
    }
    assertThat(files()).containsAllEntriesOf(before).hasSameSizeAs(before);
  }

  @Test
  void shouldReadACopyWithoutALock() throws IOException {
    Journals.open(RealDisk.make(directory)).close();
    Files.delete(directory.resolve(Layout.LOCK));
    try (JournalReader reader = JournalReader.open(RealDisk.of(directory))) {
      assertThat(reader.position()).isZero();
    }
    assertThat(files()).containsOnlyKeys("segment-0000000001");
  }

  @Test
  void shouldReadAnEmptyDirectory() throws IOException {
    try (JournalReader reader = JournalReader.open(RealDisk.of(directory))) {
      assertThat(reader.position()).isZero();
      assertThat(read(reader, 0)).isEmpty();
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldTellATornTail() throws IOException {
    MemoryDisk disk = new MemoryDisk();
    Journal journal = Journals.open(disk);
    Batch first = Journals.batch(1, 1, "first");
    Journals.append(journal, first);
    disk.failAt(disk.changes());
    assertThatThrownBy(() -> Journals.append(journal, Journals.batchOfBlocks(2, 2))).isNotNull();
    MemoryDisk after = MemoryDisk.of(disk.files());
    try (JournalReader reader = JournalReader.open(after)) {
      assertThat(reader.tail()).isEqualTo(new Tail.Torn("segment-0000000001", 12288, 4096));
      assertThat(read(reader, 0)).containsExactly(first);
    }
    assertThat(after.changes()).isZero();
  }

  @Test
  void shouldReadUpToTheDamage() throws IOException {
    MemoryDisk disk = new MemoryDisk();
    try (Journal journal = Journals.open(disk)) {
      for (int i = 1; i <= 20; i++) {
        Journals.append(journal, Journals.batch(i, 1, "event " + i));
      }
    }
    TreeMap<String, byte[]> files = new TreeMap<>(disk.files());
    files.get("segment-0000000002")[2 * Layout.BLOCK + Frame.HEADER_BYTES] ^= 1;
    try (JournalReader reader = JournalReader.open(MemoryDisk.of(files))) {
      assertThat(reader.tail())
          .isInstanceOfSatisfying(
              Tail.Broken.class,
              broken -> {
                assertThat(broken.damage().offset()).isEqualTo(2 * Layout.BLOCK);
                assertThat(broken.damage().goodPosition()).isEqualTo(reader.position());
              });
      assertThat(reader.position()).isBetween(1L, 19L);
      assertThat(read(reader, 0)).hasSize((int) reader.position());
    }
  }

  private static List<Batch> read(JournalReader reader, long position) throws IOException {
    List<Batch> batches = new ArrayList<>();
    reader.read(position, batch -> batches.add(Journals.copy(batch)));
    return batches;
  }

  private Map<String, byte[]> files() throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>();
    for (String name : RealDisk.of(directory).list()) {
      if (!name.equals(Layout.LOCK)) {
        files.put(name, Files.readAllBytes(directory.resolve(name)));
      }
    }
    return files;
  }
}
