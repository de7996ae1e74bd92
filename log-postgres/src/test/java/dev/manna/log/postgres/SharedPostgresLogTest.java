package dev.manna.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.SharedLog;
import dev.manna.simulation.SharedLogContract;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Several nodes share a log in PostgreSQL. */
final class SharedPostgresLogTest extends SharedLogContract {
  private final Database database = Postgres.at(Postgres.fresh());
  private int nodes;

  private PostgresLog open() throws IOException {
    return PostgresLog.open(database, "main", "node-" + ++nodes, System::nanoTime);
  }

  @Override
  protected Log join() throws IOException {
    return open();
  }

  @Override
  protected void beginEpoch() {
    try (Nodes all = Nodes.of(database, "main", System::nanoTime)) {
      if (!all.raise(all.epoch())) {
        throw new IllegalStateException("nobody else raises it");
      }
    }
  }

  @Override
  protected void remove(long position) throws IOException {
    try (PostgresLog log = open()) {
      log.trim(position);
    }
  }

  @Override
  protected long await(Log side, long position, long atMostMillis) {
    return ((PostgresLog) side).await(position, atMostMillis);
  }

  /** What follows the log beside a node reads the same, and takes nothing of the node along. */
  @Test
  void shouldBeReadBesideANode() throws IOException {
    try (PostgresLog log = open();
        PostgresLog other = open()) {
      Steady steady = new Steady(log, "a");
      steady.append(5);
      try (SharedLog beside = other.beside()) {
        assertThat(beside.await(0, 0)).isEqualTo(log.position());
        assertThat(beside.position()).isEqualTo(log.position());
        assertThat(Steady.all(beside)).isEqualTo(Steady.all(log)).hasSize(5);
        Batch next = Steady.batch(log.position() + 1, 1, "x");
        assertThatThrownBy(() -> beside.append(log.position(), next))
            .isInstanceOf(UnsupportedOperationException.class);
      }
      assertThat(Steady.all(other)).as("after it was closed").hasSize(5);
    }
  }
}
