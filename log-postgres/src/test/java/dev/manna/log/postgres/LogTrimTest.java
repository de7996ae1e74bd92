package dev.manna.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Outline;
import dev.manna.core.SharedLog;
import dev.manna.core.law.Machine;
import dev.manna.simulation.CrowdLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A log that lost its beginning, and what still tells whoever follows it what came before. */
final class LogTrimTest {
  private static final List<Batch> BATCHES = CrowdLog.of(7, 600).batches();

  private final Database database = Postgres.at(Postgres.fresh());
  private final Machine machine = new Machine();
  private final List<Long> written = new ArrayList<>();
  private final List<Outline> outlines = new ArrayList<>();
  private int appended;

  /** Appends a fifth of all, and writes a snapshot there. */
  private void grow(PostgresLog log, PostgresSnapshots snapshots) {
    int until = appended + BATCHES.size() / 5;
    for (; appended < until; appended++) {
      Batch batch = BATCHES.get(appended);
      assertThat(log.append(batch.first() - 1, batch))
          .isEqualTo(new Log.Appended.Done(batch.last()));
      machine.replay(batch);
    }
    assertThat(snapshots.write(machine.position(), machine::save)).isTrue();
    written.add(machine.position());
    outlines.add(machine.view().outline());
  }

  @Test
  void shouldRemoveWhatIsOlderAndTellWhatCameBefore() throws IOException {
    try (PostgresLog log = PostgresLog.open(database, "main", "one", System::nanoTime);
        SharedLog beside = log.beside();
        PostgresSnapshots snapshots =
            PostgresSnapshots.of(database, "main", "one", System::nanoTime, AssertionError::new)) {
      grow(log, snapshots);
      grow(log, snapshots);
      assertThat(snapshots.upTo(written.get(1) - 1)).isEqualTo(written.get(0));
      assertThat(snapshots.upTo(written.get(0) - 1)).isZero();
      assertThat(beside.outline(log.position())).as("all of it is there").isNull();
      log.trim(written.get(0), BATCHES.getFirst().timeMillis());
      assertThat(Steady.all(log)).as("nothing is so old").hasSize(appended);
      log.trim(written.get(0), Long.MAX_VALUE);
      assertThatThrownBy(() -> Steady.all(log)).isInstanceOf(Log.Gone.class);
      try (LogView view = LogView.open(database, "main", System::nanoTime)) {
        assertThat(view.first()).isEqualTo(written.get(0) + 1);
        assertThat(view.end()).isEqualTo(written.get(1));
      }
      assertThat(beside.outline(written.get(0) - 1)).isNull();
      assertThat(beside.outline(written.get(1) - 1)).isEqualTo(outlines.get(0));
      assertThat(beside.outline(written.get(1))).isEqualTo(outlines.get(1));
      grow(log, snapshots);
      grow(log, snapshots);
      assertThat(snapshots.upTo(written.get(2) - 1))
          .as("the second is gone")
          .isEqualTo(written.get(0));
      assertThat(beside.outline(written.get(0)))
          .as("a follower stands there")
          .isEqualTo(outlines.get(0));
      log.trim(written.get(2), Long.MAX_VALUE);
      grow(log, snapshots);
      assertThat(snapshots.upTo(written.get(2) - 1)).as("nobody needs it").isZero();
      assertThat(snapshots.upTo(written.get(3) - 1)).isEqualTo(written.get(2));
    }
  }
}
