package dev.manna.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a journal does when the disk does not do what it is told. */
class FailureTest {
  private static final Batch FIRST = Journals.batch(1, 1, "first");
  private static final Batch SECOND = Journals.batch(2, 1, "second");

  private final MemoryDisk disk = new MemoryDisk();

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void shouldRefuseEverythingAfterAFailedWriteOrForce(int step) throws IOException {
    Journal journal = Journals.open(disk);
    Journals.append(journal, FIRST);
    disk.failAt(disk.changes() + step);
    Log.Failure failure =
        catchThrowableOfType(Log.Failure.class, () -> Journals.append(journal, SECOND));
    assertThat(failure).hasMessageContaining("planted failure");
    assertThat(journal.position()).isEqualTo(1);
    int changes = disk.changes();
    disk.failAt(-1);
    assertThatThrownBy(() -> Journals.append(journal, SECOND)).isInstanceOf(Log.Failure.class);
    assertThatThrownBy(journal::idle).isInstanceOf(Log.Failure.class);
    assertThatThrownBy(journal::prepareNext).isInstanceOf(Log.Failure.class);
    assertThatThrownBy(() -> journal.read(0, batch -> true)).isInstanceOf(Log.Failure.class);
    journal.close();
    assertThat(disk.changes()).as("nothing is written or forced again").isEqualTo(changes);
  }

  @Test
  void shouldFailWhenAMarkFails() throws IOException {
    Journal journal = Journals.open(disk);
    Journals.append(journal, FIRST);
    disk.failAt(disk.changes() + 1);
    assertThatThrownBy(journal::idle).isInstanceOf(Log.Failure.class);
    assertThatThrownBy(() -> Journals.append(journal, SECOND)).isInstanceOf(Log.Failure.class);
  }

  /** Whoever prepares works beside the appender, who must hear of it. */
  @Test
  void shouldFailWhenPreparingFails() throws IOException {
    Journal journal = Journals.open(disk);
    Journals.append(journal, Journals.batchOfBlocks(1, 3));
    disk.failAt(disk.changes());
    assertThatThrownBy(journal::prepareNext).isInstanceOf(Log.Failure.class);
    disk.failAt(-1);
    assertThatThrownBy(() -> Journals.append(journal, Journals.batch(4, 1, "x")))
        .isInstanceOf(Log.Failure.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3 * Layout.BLOCK, Journals.SMALL_SEGMENT - 1})
  void shouldBeFullUntilThereIsRoomAgain(long room) throws IOException {
    try (Journal journal = Journals.open(disk)) {
      disk.capacity(Journals.SMALL_SEGMENT + room);
      Appended appended = Journals.append(journal, FIRST);
      long position = 1;
      while (appended instanceof Appended.Done) {
        position++;
        appended = Journals.append(journal, Journals.batch(position, 1, "filling"));
      }
      assertThat(appended).isInstanceOf(Appended.Full.class);
      assertThat(journal.position()).isEqualTo(position - 1);
      assertThat(Journals.append(journal, Journals.batch(position, 1, "again")))
          .isInstanceOf(Appended.Full.class);
      assertThat(journal.prepareNext()).isFalse();
      assertThat(Journals.read(journal)).hasSize((int) position - 1);
      journal.idle();
      disk.capacity(Long.MAX_VALUE);
      assertThat(Journals.append(journal, Journals.batch(position, 1, "room")))
          .isEqualTo(new Appended.Done(position));
      assertThat(Journals.read(journal)).hasSize((int) position);
    }
    Journals.open(disk).close();
  }

  @Test
  void shouldLeaveTheReserveAlone() throws IOException {
    JournalOptions options = Journals.SMALL.withReserveBytes(1_000);
    disk.capacity(2 * Journals.SMALL_SEGMENT + 999);
    try (Journal journal = Journal.open(disk, options, Journals.luck())) {
      Journals.append(journal, Journals.batchOfBlocks(1, 5));
      assertThat(journal.prepareNext()).isFalse();
      assertThat(Journals.append(journal, Journals.batchOfBlocks(4, 5)))
          .isEqualTo(
              new Appended.Full(
                  "the disk of memory is full: 41959 bytes are free, a new segment takes 40960 and"
                      + " leaves 1000"));
      disk.capacity(2 * Journals.SMALL_SEGMENT + 1_000);
      assertThat(journal.prepareNext()).isTrue();
      assertThat(Journals.append(journal, Journals.batchOfBlocks(4, 5)))
          .isEqualTo(new Appended.Done(6));
    }
  }

  @Test
  void shouldKeepTheTornTailAsEvidence() throws IOException {
    Journal journal = Journals.open(disk);
    Journals.append(journal, FIRST);
    Batch torn = Journals.batchOfBlocks(2, 4);
    disk.failAt(disk.changes());
    assertThatThrownBy(() -> Journals.append(journal, torn)).isInstanceOf(Log.Failure.class);
    MemoryDisk after = MemoryDisk.of(disk.files());
    byte[] segment = after.files().get("segment-0000000001");
    try (Journal recovered = Journals.open(after)) {
      assertThat(Journals.read(recovered)).isEqualTo(List.of(FIRST));
      assertThat(recovered.epoch()).isEqualTo(2);
    }
    int offset = 3 * Layout.BLOCK;
    assertThat(after.files().get("torn-0000000001-12288-before-epoch-2"))
        .hasSize(2 * Layout.BLOCK)
        .isEqualTo(Arrays.copyOfRange(segment, offset, offset + 2 * Layout.BLOCK));
    Journals.open(after).close();
    assertThat(after.list()).filteredOn(name -> name.startsWith("torn")).hasSize(1);
  }

  @Test
  void shouldNotStartWithoutRoomToRecover() throws IOException {
    Journals.open(disk).close();
    disk.capacity(Journals.SMALL_SEGMENT + 100);
    assertThatThrownBy(() -> Journals.open(disk)).isInstanceOf(Disk.NoSpace.class);
    disk.capacity(Long.MAX_VALUE);
    Journals.open(disk).close();
  }
}
