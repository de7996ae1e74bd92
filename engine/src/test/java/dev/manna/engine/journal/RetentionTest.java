package dev.manna.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.engine.journal.Retention.Keep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stays of a log of which the beginning went. */
class RetentionTest {
  private static final Keep NOTHING = new Keep(0, 0);

  private final MemoryDisk disk = new MemoryDisk();
  private long position;

  private void appendAndWrite(Journal journal, int snapshots) throws IOException {
    for (int i = 0; i < snapshots; i++) {
      for (int batches = 0; batches < 4; batches++) {
        Journals.append(journal, Journals.batch(++position, 1, "event"));
      }
      journal.snapshots().write(position, sink -> sink.put(ByteBuffer.wrap(new byte[3])));
    }
  }

  private List<Long> snapshots() {
    return disk.list().stream().filter(Layout::isSnapshot).map(Layout::snapshotPosition).toList();
  }

  /** Trims for somebody who stands at a position and needs to know what came before. */
  private static void trimAll(Journal journal, long stands) throws IOException {
    Retention retention = journal.retention();
    while (retention.trim(Long.MAX_VALUE, stands, NOTHING, Long.MAX_VALUE, name -> {})) {
      assertThat(retention.first()).isLessThanOrEqualTo(stands + 1);
    }
  }

  @Test
  void shouldKeepTheSnapshotOfWhoeverIsBehind() throws IOException {
    try (Journal journal = Journals.open(disk)) {
      appendAndWrite(journal, 3);
      trimAll(journal, 9);
      appendAndWrite(journal, 4);
      trimAll(journal, 9);
      assertThat(journal.retention().first()).isGreaterThan(1).isLessThanOrEqualTo(9);
      assertThat(snapshots()).containsExactly(8L, 24L, 28L);
    }
  }

  /** At a start nobody has said yet where he stands. */
  @Test
  void shouldKeepTheOldestSnapshotOfATrimmedLogUntilSomebodySaysWhereHeStands() throws IOException {
    try (Journal journal = Journals.open(disk)) {
      appendAndWrite(journal, 3);
      trimAll(journal, 8);
      assertThat(journal.retention().first()).isGreaterThan(1);
    }
    List<Long> before = snapshots();
    try (Journal journal = Journals.open(disk)) {
      appendAndWrite(journal, 3);
      assertThat(snapshots()).containsExactly(before.getFirst(), position - 4, position);
      journal.retention().keep(Long.MAX_VALUE);
      appendAndWrite(journal, 1);
      assertThat(snapshots()).containsExactly(position - 4, position);
    }
  }

  @Test
  void shouldKeepTheNewestTwoOfALogThatIsWhole() throws IOException {
    try (Journal journal = Journals.open(disk)) {
      appendAndWrite(journal, 1);
    }
    try (Journal journal = Journals.open(disk)) {
      appendAndWrite(journal, 3);
      assertThat(snapshots()).containsExactly(position - 4, position);
    }
  }
}
