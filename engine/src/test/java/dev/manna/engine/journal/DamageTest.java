package dev.manna.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manna.core.Batch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was acknowledged is there, or the start is refused: whatever befalls the files. */
class DamageTest {
  private static final JournalOptions TINY =
      Journals.SMALL.withSegmentBytes(Layout.FIRST_FRAME + 3 * Layout.BLOCK + Layout.RESERVED);

  private final List<Batch> written = new ArrayList<>();

  /** The files of a log of three segments and one prepared, killed behind its last batch. */
  private Map<String, byte[]> killed;

  /** The same, closed in good order. */
  private Map<String, byte[]> closed;

  private int flips;

  @BeforeEach
  void write() throws IOException {
    MemoryDisk disk = new MemoryDisk();
    try (Journal journal = Journal.open(disk, TINY, Journals.luck())) {
      write(journal, Journals.batch(1, 1, "founded"));
      journal.idle();
      write(journal, Journals.batch(2, 40, "x".repeat(1_300)));
      write(journal, Journals.batchOfBlocks(42, 2));
      write(journal, Journals.batch(45, 1, "a"));
      write(journal, Journals.batchOfBlocks(46, 1));
      write(journal, Journals.batch(49, 2, "the last"));
      journal.prepareNext();
      killed = disk.files();
    }
    closed = disk.files();
    assertThat(closed).hasSize(4);
  }

  private void write(Journal journal, Batch batch) {
    Journals.append(journal, batch);
    written.add(batch);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x01, 0xff})
  void shouldSeeEachFlippedByte(int pattern) throws IOException {
    for (Map.Entry<String, byte[]> file : closed.entrySet()) {
      for (int at = 0; at < file.getValue().length; at++) {
        if (pattern == 0xff || isWritten(file.getValue(), at)) {
          flip(file.getKey(), at, pattern);
        }
      }
    }
    assertThat(flips).isPositive();
  }

  /** Leaves out the middle of long stretches of zeros; they are all alike. */
  private static boolean isWritten(byte[] file, int at) {
    int from = at / 64 * 64;
    for (int i = from; i < from + 64; i++) {
      if (file[i] != 0) {
        return true;
      }
    }
    return false;
  }

  private void flip(String name, int at, int pattern) throws IOException {
    byte[] bytes = closed.get(name).clone();
    bytes[at] ^= (byte) pattern;
    flips++;
    String what = name + " flipped at " + at;
    try (Journal journal = open(closed, name, bytes)) {
      assertThat(Journals.read(journal)).as(what).isEqualTo(written);
    } catch (Damaged e) {
      assertThat(e.file()).as(what).isEqualTo("memory/" + name);
      boolean isCopy = at >= bytes.length - Layout.BLOCK;
      assertThat(e.offset()).as(what).isBetween(isCopy ? 0 : at - 2L * 4096, (long) at);
    }
  }

  /** A file gets its name when it is whole, so that one that is shorter was cut by somebody. */
  @Test
  void shouldSeeEachCut() {
    for (Map.Entry<String, byte[]> file : closed.entrySet()) {
      for (int size = 0; size < file.getValue().length; size++) {
        byte[] bytes = Arrays.copyOf(file.getValue(), size);
        Damaged damaged =
            catchThrowableOfType(Damaged.class, () -> open(closed, file.getKey(), bytes).close());
        assertThat(damaged.file()).endsWith(file.getKey());
        assertThat(damaged.offset()).isEqualTo(size < Layout.BLOCK ? 0 : size);
      }
    }
  }

  /** The one case that cannot be told from a torn write: the last batch, before its mark. */
  @Test
  void shouldTakeALastBatchWithoutAMarkForTorn() throws IOException {
    String last = "segment-0000000003";
    int rotten = 0;
    int batch = Layout.FIRST_FRAME + 2 * Layout.BLOCK;
    for (int at = Layout.FIRST_FRAME; at < batch + 2 * Layout.BLOCK; at++) {
      byte[] bytes = killed.get(last).clone();
      bytes[at] ^= 0x10;
      try (Journal journal = open(killed, last, bytes)) {
        List<Batch> read = Journals.read(journal);
        if (!read.equals(written)) {
          assertThat(read).isEqualTo(written.subList(0, written.size() - 1));
          assertThat(at).isBetween(batch, batch + 200);
          rotten++;
        }
      } catch (Damaged e) {
        assertThat(at).isLessThan(batch);
      }
    }
    assertThat(rotten).isEqualTo(Frame.HEADER_BYTES + "the last".length());
  }

  @ParameterizedTest
  @CsvSource({"1, 45", "2, 48", "3, 50"})
  void shouldProveALostBlockByWhatStandsBehindIt(int block, long proven) {
    String last = "segment-0000000003";
    byte[] bytes = closed.get(last).clone();
    Arrays.fill(bytes, block * Layout.BLOCK, (block + 1) * Layout.BLOCK, (byte) 0);
    assertThatThrownBy(() -> open(closed, last, bytes))
        .isInstanceOfSatisfying(
            Damaged.class, e -> assertThat(e.offset()).isEqualTo(block * (long) Layout.BLOCK))
        .hasMessageContaining("durable up to position " + proven + " at least");
  }

  @Test
  void shouldSeeMisplacedAndStaleBlocks() {
    for (String name : closed.keySet()) {
      byte[] file = closed.get(name);
      for (int from = 0; from < file.length; from += Layout.BLOCK) {
        for (int to = 0; to < file.length; to += Layout.BLOCK) {
          byte[] bytes = file.clone();
          System.arraycopy(file, from, bytes, to, Layout.BLOCK);
          assertNotAnother(name, bytes);
        }
      }
    }
  }

  @Test
  void shouldSeeFilesThatChangedPlaces() {
    for (String name : closed.keySet()) {
      for (String other : closed.keySet()) {
        assertNotAnother(name, closed.get(other));
      }
    }
  }

  @Test
  void shouldSeeBlocksOfAnEarlierLife() throws IOException {
    MemoryDisk disk = MemoryDisk.of(closed);
    Journal.open(disk, TINY, () -> 4711).close();
    Map<String, byte[]> now = disk.files();
    String last = "segment-0000000003";
    for (int at = 0; at < now.get(last).length; at += Layout.BLOCK) {
      byte[] bytes = now.get(last).clone();
      System.arraycopy(closed.get(last), at, bytes, at, Layout.BLOCK);
      try (Journal journal = open(now, last, bytes)) {
        assertThat(Journals.read(journal)).isEqualTo(written);
      } catch (Damaged e) {
        assertThat(e.offset()).isIn((long) at, 0L);
      }
    }
  }

  @Test
  void shouldMissEachMissingSegment() throws IOException {
    for (int number = 1; number <= 3; number++) {
      TreeMap<String, byte[]> files = new TreeMap<>(closed);
      files.remove("segment-0000000004");
      byte[] removed = files.remove(Layout.segmentName(number));
      assertThat(removed).isNotNull();
      assertThatThrownBy(() -> Journal.open(MemoryDisk.of(files), TINY, Journals.luck()))
          .isInstanceOf(Damaged.class);
    }
    TreeMap<String, byte[]> files = new TreeMap<>(closed);
    files.remove("segment-0000000004");
    Journal.open(MemoryDisk.of(files), TINY, Journals.luck()).close();
  }

  @Test
  void shouldBelieveWhoHasSeenMore() {
    assertThatThrownBy(
            () -> Journal.open(MemoryDisk.of(closed), TINY.withProvenPosition(51), Journals.luck()))
        .isInstanceOf(Damaged.class)
        .hasMessageContaining("ends there at position 50")
        .hasMessageContaining("position 51 at least");
    assertThatThrownBy(
            () -> Journal.open(new MemoryDisk(), TINY.withProvenPosition(1), Journals.luck()))
        .isInstanceOf(Damaged.class);
  }

  @Test
  void shouldChangeNothingWhereItRefuses() {
    String name = "segment-0000000002";
    byte[] bytes = closed.get(name).clone();
    bytes[Layout.FIRST_FRAME + 5] ^= 1;
    MemoryDisk disk = diskWith(closed, name, bytes);
    assertThatThrownBy(() -> Journal.open(disk, TINY, Journals.luck()))
        .isInstanceOf(Damaged.class)
        .hasMessageStartingWith("memory/segment-0000000002 is damaged at byte 4096: ");
    assertThat(disk.changes()).isZero();
  }

  private void assertNotAnother(String name, byte[] bytes) {
    try (Journal journal = open(closed, name, bytes)) {
      assertThat(Journals.read(journal)).isEqualTo(written);
    } catch (Damaged e) {
      assertThat(e.file()).startsWith("memory/segment-");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Journal open(Map<String, byte[]> files, String name, byte[] bytes)
      throws IOException {
    return Journal.open(diskWith(files, name, bytes), TINY, Journals.luck());
  }

  private static MemoryDisk diskWith(Map<String, byte[]> files, String name, byte[] bytes) {
    TreeMap<String, byte[]> changed = new TreeMap<>(files);
    changed.put(name, bytes);
    return MemoryDisk.of(changed);
  }
}
