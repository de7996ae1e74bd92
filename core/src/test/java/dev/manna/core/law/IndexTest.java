package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IndexTest {
  private static final int FROM = 600_000;

  private final SplittableRandom random = new SplittableRandom(7);
  private final long[] hashes = random.longs(2 * FROM).toArray();
  private final Index index = new Index(row -> hashes[row]);

  private void add(int from, int to) {
    for (int row = from; row < to; row++) {
      index.add(hashes[row], row);
    }
  }

  /** Whoever comes while a table grows pays for a little of it, and nobody for much. */
  @Test
  void shouldGrowLittleByLittle() {
    add(0, FROM);
    long before = index.memory();
    int step = FROM / 50;
    long most = 0;
    for (int from = FROM; from < 2 * FROM; from += step) {
      long size = index.memory();
      add(from, from + step);
      most = Math.max(most, index.memory() - size);
    }
    long all = index.memory() - before;
    assertThat(all).as("the table doubles").isBetween(before * 9 / 10, before * 11 / 10);
    assertThat(most)
        .as("what a fiftieth of the rows brings of the growth, %d bytes", all)
        .isLessThan(all / 8);
  }

  /** Rows are added and taken out again, as batches are undone, whatever grows meanwhile. */
  @Test
  void shouldForgetTheLastRowsAndNoOthers() {
    int count = 0;
    while (count < FROM / 4) {
      index.splitAhead(count);
      int more = random.nextInt(1, 2_000);
      add(count, count + more);
      int kept = count + random.nextInt(more + 1);
      for (int row = count + more - 1; row >= kept; row--) {
        index.removeLast(hashes[row], row);
      }
      assertThat(find(kept)).isFalse();
      count = kept;
    }
    for (int row = 0; row < count; row++) {
      assertThat(find(row)).as("row %d of %d", row, count).isTrue();
    }
    for (int row = count; row < FROM; row++) {
      assertThat(find(row)).as("row %d of %d", row, count).isFalse();
    }
  }

  /** Who has time between batches splits ahead, and no claim has to. */
  @Test
  void shouldSplitAheadOfTheRowThatWouldHaveTo() {
    int grownByRows = 0;
    int grownAhead = 0;
    for (int row = 0; row < FROM; row++) {
      long before = index.memory();
      index.add(hashes[row], row);
      grownByRows += row > FROM / 2 && index.memory() > before ? 1 : 0;
      while (index.splitAhead(row + 1)) {
        grownAhead++;
      }
    }
    assertThat(grownAhead).as("parts that grew ahead").isGreaterThan(100);
    assertThat(grownByRows).as("rows that had to wait for it, of the later half").isZero();
    for (int row = 0; row < 2 * FROM; row++) {
      assertThat(find(row)).as("row %d", row).isEqualTo(row < FROM);
    }
  }

  private boolean find(int row) {
    int[] segment = index.segment(hashes[row]);
    int slot = Index.candidate(segment, hashes[row], Index.home(segment, hashes[row]));
    while (slot >= 0 && Index.row(segment, slot) != row) {
      slot = Index.candidate(segment, hashes[row], Index.next(segment, slot));
    }
    return slot >= 0;
  }
}
