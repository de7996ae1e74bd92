package dev.manna.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several follow one log. */
class ReadingsTest {
  private static final int BATCHES = 40;

  private final OpenFiles disk = new OpenFiles(MemoryDisk.of(Map.of()));

  private Journal journal() throws IOException {
    Journal journal = Journals.open(disk);
    for (int i = 1; i <= BATCHES; i++) {
      Journals.append(journal, Journals.batch(i, 1, "batch " + i));
    }
    return journal;
  }

  /** Reads one batch, and says where it ends. */
  private static long step(Journal journal, long from) {
    long[] to = {from};
    journal.read(
        from,
        batch -> {
          assertThat(batch.first()).isEqualTo(from + 1);
          to[0] = batch.last();
          return false;
        });
    return to[0];
  }

  @Test
  void shouldKeepThePlaceOfEachFollower() throws IOException {
    try (Journal journal = journal()) {
      int segments = (int) disk.list().stream().filter(name -> name.startsWith("segment")).count();
      long[] followers = new long[Readings.MOST_KEPT];
      int before = disk.opened();
      for (int turn = 0; turn < BATCHES; turn++) {
        for (int each = 0; each < followers.length; each++) {
          followers[each] = step(journal, followers[each]);
        }
      }
      assertThat(followers).containsOnly(BATCHES);
      assertThat(disk.opened() - before)
          .as("each segment is opened once for each follower")
          .isLessThanOrEqualTo(segments * followers.length);
    }
  }

  @Test
  void shouldCloseWhatWasNotUsedForLongest() throws IOException {
    try (Journal journal = journal()) {
      int before = disk.open();
      long newest = 0;
      for (int from = 0; from < 3 * Readings.MOST_KEPT; from++) {
        newest = step(journal, from);
        step(journal, 0);
        assertThat(disk.open() - before).isLessThanOrEqualTo(Readings.MOST_KEPT);
      }
      int opened = disk.opened();
      assertThat(step(journal, newest)).isEqualTo(newest + 1);
      assertThat(disk.opened()).as("who came last finds its place").isEqualTo(opened);
    }
    assertThat(disk.open()).isZero();
  }

  @Test
  void shouldReadForWhoeverStandsAtOnePlace() throws IOException {
    try (Journal journal = journal()) {
      journal.read(
          3,
          batch -> {
            assertThat(step(journal, 3)).isEqualTo(4);
            return batch.last() < 10;
          });
      assertThat(step(journal, 10)).isEqualTo(11);
      assertThat(step(journal, 4)).isEqualTo(5);
    }
    assertThat(disk.open()).isZero();
  }
}
