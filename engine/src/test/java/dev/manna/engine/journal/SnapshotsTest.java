package dev.manna.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Check;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Snapshots beside a journal. */
class SnapshotsTest {
  private final MemoryDisk disk = new MemoryDisk();

  @Test
  void shouldGiveBackWhatWasWritten() throws IOException {
    for (int size : new int[] {0, 1, 255 << 10, 256 << 10, (256 << 10) + 1, 1_000_000}) {
      MemoryDisk fresh = new MemoryDisk();
      byte[] body = new byte[size];
      new SplittableRandom(size).nextBytes(body);
      try (Journal journal = Journals.open(fresh)) {
        assertThat(journal.snapshots().newest()).isNull();
        Journals.append(journal, Journals.batch(1, 1, "a"));
        write(journal, body);
        assertBody(journal, 1, body);
      }
      try (Journal journal = Journals.open(fresh)) {
        assertBody(journal, 1, body);
      }
    }
  }

  @Test
  void shouldKeepTheNewestTwo() throws IOException {
    try (Journal journal = Journals.open(disk)) {
      for (int i = 1; i <= 5; i++) {
        Journals.append(journal, Journals.batch(i, 1, "a"));
        write(journal, new byte[i]);
      }
      write(journal, new byte[99]);
      assertBody(journal, 5, new byte[5]);
    }
    assertThat(disk.list())
        .filteredOn(Layout::isSnapshot)
        .containsExactly("snapshot-0000000000000000004", "snapshot-0000000000000000005");
  }

  @Test
  void shouldTakeTheOlderWhenAnyByteOfTheNewerIsFlipped() throws IOException {
    Map<String, byte[]> files = twoSnapshots();
    String newer = Layout.snapshotName(4);
    for (int at = 0; at < files.get(newer).length; at++) {
      for (int pattern : new int[] {0x01, 0x40, 0xff}) {
        byte[] bytes = files.get(newer).clone();
        bytes[at] ^= (byte) pattern;
        assertOlder(files, newer, bytes);
      }
    }
  }

  @Test
  void shouldTakeTheOlderWhenTheNewerIsCutOrLonger() throws IOException {
    Map<String, byte[]> files = twoSnapshots();
    String newer = Layout.snapshotName(4);
    int size = files.get(newer).length;
    for (int cut = 0; cut < size; cut++) {
      assertOlder(files, newer, Arrays.copyOf(files.get(newer), cut));
    }
    assertOlder(files, newer, Arrays.copyOf(files.get(newer), size + 1));
  }

  @Test
  void shouldReplayAllWhereNoSnapshotIsGood() throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>(twoSnapshots());
    files.put(Layout.snapshotName(2), new byte[10]);
    files.put(Layout.snapshotName(4), new byte[0]);
    try (Journal journal = Journals.open(MemoryDisk.of(files))) {
      assertThat(journal.snapshots().newest()).isNull();
      assertThat(Journals.read(journal)).hasSize(4);
    }
  }

  @Test
  void shouldRefuseASnapshotThatIsNewerThanTheLog() throws IOException {
    Map<String, byte[]> files = twoSnapshots();
    for (byte[] body : new byte[][] {files.get(Layout.snapshotName(4)), {}}) {
      TreeMap<String, byte[]> changed = new TreeMap<>(files);
      changed.put(Layout.snapshotName(5), body);
      assertThatThrownBy(() -> Journals.open(MemoryDisk.of(changed)))
          .isInstanceOf(Damaged.class)
          .hasMessageContaining("ends there at position 4")
          .hasMessageContaining("snapshot-0000000000000000005 proves");
    }
  }

  @Test
  void shouldRefuseASnapshotWithoutALog() throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>(twoSnapshots());
    files.keySet().removeIf(Layout::isSegment);
    assertThatThrownBy(() -> Journals.open(MemoryDisk.of(files)))
        .isInstanceOf(Damaged.class)
        .hasMessageContaining("segment-0000000001 is damaged at byte 0: it is missing");
  }

  @Test
  void shouldRefuseASnapshotOfAnotherLog() throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>(twoSnapshots());
    MemoryDisk other = new MemoryDisk();
    try (Journal journal = Journal.open(other, Journals.SMALL, () -> 4711)) {
      Journals.append(journal, Journals.batch(1, 4, "others"));
      write(journal, new byte[3]);
    }
    files.put(Layout.snapshotName(4), other.files().get(Layout.snapshotName(4)));
    assertRefusedAsAnothers(files);

    // Another history of the same log: its identity is the same, its content is not.
    MemoryDisk sibling = new MemoryDisk();
    try (Journal journal = Journals.open(sibling)) {
      Journals.append(journal, Journals.batch(1, 4, "others"));
      write(journal, new byte[3]);
    }
    files.put(Layout.snapshotName(4), sibling.files().get(Layout.snapshotName(4)));
    assertRefusedAsAnothers(files);
  }

  private static void assertRefusedAsAnothers(Map<String, byte[]> files) {
    assertThatThrownBy(() -> Journals.open(MemoryDisk.of(files)))
        .isInstanceOf(Damaged.class)
        .hasMessageContaining("snapshot-0000000000000000004 was made of another log");
  }

  /** A start from a snapshot reads only what comes after, over the border of a segment as well. */
  @Test
  void shouldStartFromASnapshotWhereverItStands() throws IOException {
    for (int position = 1; position <= 12; position++) {
      MemoryDisk fresh = new MemoryDisk();
      try (Journal journal = Journals.open(fresh)) {
        for (int i = 1; i <= 12; i++) {
          Journals.append(journal, Journals.batch(i, 1, "event " + i));
          if (i == position) {
            write(journal, new byte[i]);
          }
        }
      }
      try (Journal journal = Journals.open(fresh)) {
        assertBody(journal, position, new byte[position]);
        assertThat(Journals.read(journal)).hasSize(12);
        assertThat(journal.position()).isEqualTo(12);
      }
    }
  }

  @Test
  void shouldRefuseAPositionInsideABatch() throws IOException {
    try (Journal journal = Journals.open(disk)) {
      Journals.append(journal, Journals.batch(1, 3, "three"));
      Snapshots snapshots = journal.snapshots();
      for (long position : new long[] {0, 1, 2, 4}) {
        assertThatThrownBy(() -> snapshots.write(position, sink -> {}))
            .isInstanceOf(Check.Broken.class);
      }
      snapshots.write(3, sink -> {});
    }
  }

  @Test
  void shouldGiveTheRoomBackWhereASnapshotDoesNotFit() throws IOException {
    try (Journal journal = Journals.open(disk)) {
      Journals.append(journal, Journals.batch(1, 1, "a"));
      disk.capacity(Journals.SMALL_SEGMENT + 300_000);
      assertThatThrownBy(() -> write(journal, new byte[600_000])).isInstanceOf(Disk.NoSpace.class);
      assertThat(disk.list()).containsExactly("segment-0000000001");
      disk.capacity(Long.MAX_VALUE);
      write(journal, new byte[600_000]);
      assertBody(journal, 1, new byte[600_000]);
    }
  }

  @Test
  void shouldNotGiveMoreThanThereIs() throws IOException {
    try (Journal journal = Journals.open(disk)) {
      Journals.append(journal, Journals.batch(1, 1, "a"));
      write(journal, new byte[10]);
      try (Snapshot snapshot = journal.snapshots().newest()) {
        assertThatThrownBy(() -> snapshot.fill(ByteBuffer.allocate(11)))
            .isInstanceOf(UncheckedIOException.class)
            .hasCauseInstanceOf(Damaged.class);
      }
    }
  }

  private Map<String, byte[]> twoSnapshots() throws IOException {
    try (Journal journal = Journals.open(disk)) {
      for (int i = 1; i <= 4; i++) {
        Journals.append(journal, Journals.batch(i, 1, "event " + i));
        if (i % 2 == 0) {
          byte[] body = new byte[300 * i];
          Arrays.fill(body, (byte) i);
          write(journal, body);
        }
      }
    }
    return disk.files();
  }

  private static void assertOlder(Map<String, byte[]> files, String newer, byte[] bytes)
      throws IOException {
    TreeMap<String, byte[]> changed = new TreeMap<>(files);
    changed.put(newer, bytes);
    byte[] older = new byte[600];
    Arrays.fill(older, (byte) 2);
    try (Journal journal = Journals.open(MemoryDisk.of(changed))) {
      assertBody(journal, 2, older);
      assertThat(journal.position()).isEqualTo(4);
    }
  }

  private static void write(Journal journal, byte[] body) throws IOException {
    journal.snapshots().write(journal.position(), sink -> sink.put(ByteBuffer.wrap(body)));
  }

  private static void assertBody(Journal journal, long position, byte[] body) throws IOException {
    try (Snapshot snapshot = journal.snapshots().newest()) {
      assertThat(snapshot.position()).isEqualTo(position);
      ByteBuffer read = ByteBuffer.allocate(body.length);
      int half = body.length / 2;
      snapshot.fill(read.limit(half));
      snapshot.fill(read.limit(body.length));
      assertThat(read.array()).isEqualTo(body);
    }
  }
}
