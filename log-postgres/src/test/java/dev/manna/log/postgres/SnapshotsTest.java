package dev.manna.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Log;
import dev.manna.core.SnapshotStore.Body;
import dev.manna.core.SnapshotStore.Found;
import dev.manna.core.law.Machine;
import dev.manna.simulation.CrowdLog;
import dev.manna.simulation.net.FaultProxy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** States that nodes leave for those who join. */
final class SnapshotsTest {
  private static final int BYTES = 3 * ChunkSink.CHUNK_BYTES + 5;

  private final String name = Postgres.fresh();
  private final List<String> said = new ArrayList<>();
  private final PostgresSnapshots snapshots = of("one");

  private PostgresSnapshots of(String node) {
    return PostgresSnapshots.of(Postgres.at(name), "main", node, System::nanoTime, said::add);
  }

  @AfterEach
  void closeSnapshots() {
    snapshots.close();
  }

  private static Body body(int fill) {
    byte[] bytes = new byte[BYTES];
    Arrays.fill(bytes, (byte) fill);
    return sink -> sink.put(ByteBuffer.wrap(bytes));
  }

  /** The byte that all of it is; of the newest. */
  private Found<Byte> newest() {
    return latest(Long.MAX_VALUE);
  }

  private Found<Byte> latest(long upTo) {
    return snapshots.latest(
        upTo,
        source -> {
          ByteBuffer bytes = ByteBuffer.allocate(BYTES);
          source.fill(bytes);
          return bytes.get(BYTES - 1);
        });
  }

  @Test
  void shouldKeepTheNewestTwo() {
    assertThat(newest()).isNull();
    assertThat(snapshots.older()).isZero();
    assertThat(snapshots.write(10, body(1))).isTrue();
    assertThat(snapshots.older()).isZero();
    assertThat(newest()).isEqualTo(new Found<>(10, (byte) 1));
    assertThat(snapshots.write(20, body(2))).isTrue();
    assertThat(snapshots.write(30, body(3))).isTrue();
    assertThat(newest()).isEqualTo(new Found<>(30, (byte) 3));
    assertThat(snapshots.older()).isEqualTo(20);
    assertThat(rows("manna_snapshot")).isEqualTo(2);
    assertThat(rows("manna_snapshot_chunk")).isEqualTo(8);
    assertThat(snapshots.write(30, body(4))).as("there is one").isFalse();
    assertThat(snapshots.write(25, body(4))).as("there is a later one").isFalse();
    assertThat(newest()).isEqualTo(new Found<>(30, (byte) 3));
  }

  /** Whoever follows a log and stands behind what was removed learns from it what came before. */
  @Test
  void shouldKeepTheOneBehindWhatWasRemovedElsewhere() throws IOException {
    PostgresLog.open(Postgres.at(name), "main", "one", System::nanoTime).close();
    snapshots.write(10, body(1));
    snapshots.write(20, body(2));
    snapshots.removed(15);
    snapshots.write(30, body(3));
    snapshots.write(40, body(4));
    snapshots.write(50, body(5));
    assertThat(latest(19)).isNull();
    assertThat(latest(39)).isEqualTo(new Found<>(20, (byte) 2));
    assertThat(newest()).isEqualTo(new Found<>(50, (byte) 5));
    snapshots.removed(40);
    snapshots.removed(10);
    snapshots.write(60, body(6));
    snapshots.write(70, body(7));
    assertThat(latest(59)).isEqualTo(new Found<>(40, (byte) 4));
  }

  /** Whoever writes has the epoch raised meanwhile: then it is of a log that may have gone on. */
  @Test
  void shouldNotTakeOneOfAnEpochThatIsOver() {
    try (Nodes nodes = Nodes.of(Postgres.at(name), "main", System::nanoTime);
        PostgresSnapshots first =
            PostgresSnapshots.ofEpochs(
                Postgres.at(name), "main", "one", () -> 1, System::nanoTime, said::add)) {
      assertThat(first.newestPosition()).isZero();
      assertThat(first.write(10, body(1))).isTrue();
      assertThat(first.newestPosition()).isEqualTo(10);
      Body overtaken =
          sink -> {
            nodes.raise(1);
            body(2).writeTo(sink);
          };
      assertThat(first.write(20, overtaken)).as("a snapshot of a closed epoch").isFalse();
      assertThat(newest()).isEqualTo(new Found<>(10, (byte) 1));
      assertThat(rows("manna_snapshot_chunk")).isEqualTo(4);
    }
  }

  private long rows(String table) {
    try (var connection = Postgres.administrator(name);
        var row = connection.createStatement().executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its connection is cut, or its writer fails: nothing of it is there. */
  @Test
  void shouldNeverTakeOneThatWasWrittenByHalves() throws IOException {
    snapshots.write(10, body(1));
    assertThatThrownBy(
            () ->
                snapshots.write(
                    20,
                    sink -> {
                      body(2).writeTo(sink);
                      throw new IllegalStateException("the test says so");
                    }))
        .isInstanceOf(IllegalStateException.class);
    try (FaultProxy proxy = new FaultProxy(Postgres.port());
        PostgresSnapshots through =
            PostgresSnapshots.of(
                Postgres.at(proxy.port(), name), "main", "two", System::nanoTime, said::add)) {
      proxy.cutAfter(2 * ChunkSink.CHUNK_BYTES);
      assertThatThrownBy(() -> through.write(20, body(2)))
          .isInstanceOf(Log.Away.class)
          .hasMessageContaining("cannot be reached; see that it runs");
      assertThat(proxy.cuts()).isEqualTo(1);
      assertThat(newest()).isEqualTo(new Found<>(10, (byte) 1));
      assertThat(rows("manna_snapshot_chunk")).isEqualTo(4);
      proxy.heal();
      awaitWritten(through);
      assertThat(newest()).isEqualTo(new Found<>(20, (byte) 2));
    }
    assertThat(said).isEmpty();
  }

  /** The database may not have heard yet that whoever wrote before is gone. */
  private static void awaitWritten(PostgresSnapshots store) {
    long until = System.nanoTime() + 20_000_000_000L;
    boolean written = false;
    while (!written) {
      assertThat(System.nanoTime()).isLessThan(until);
      try {
        written = store.write(20, body(2));
      } catch (Log.Away e) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void shouldTakeTheOlderWhereTheNewestIsDamaged() {
    List<List<String>> damages =
        List.of(
            List.of("DELETE FROM manna_snapshot_chunk WHERE chunk = 3", "chunk 3 of 4 is missing"),
            List.of(
                "UPDATE manna_snapshot_chunk SET body = set_byte(body, 7, 9) WHERE chunk = 1",
                "chunk 1 of 4 is not what was written"),
            List.of(
                "UPDATE manna_snapshot SET bytes = 1",
                "its chunks are not those that were written"),
            List.of("UPDATE manna_snapshot SET chunks = 5", "it goes on after what belongs to it"),
            List.of("UPDATE manna_snapshot SET chunks = 2", "it ends after 2097152 bytes, in the"));
    for (List<String> each : damages) {
      Postgres.run(name, "DELETE FROM manna_snapshot");
      said.clear();
      snapshots.write(10, body(1));
      snapshots.write(20, body(2));
      String where = each.getFirst().contains("WHERE") ? " AND " : " WHERE ";
      Postgres.run(name, each.getFirst() + where + "position = 20");
      assertThat(newest()).as(each.getFirst()).isEqualTo(new Found<>(10, (byte) 1));
      assertThat(said).hasSize(1);
      assertThat(said.getFirst())
          .startsWith("the snapshot of log \"main\" at position 20 is damaged: " + each.getLast())
          .endsWith("; an older one, or the log alone, takes its place");
    }
  }

  @Test
  void shouldLetOneNodeWriteAtATime() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Thread first =
        Thread.ofPlatform()
            .start(
                () ->
                    snapshots.write(
                        10,
                        sink -> {
                          writing.countDown();
                          awaitQuietly(goOn);
                          body(1).writeTo(sink);
                        }));
    writing.await();
    try (PostgresSnapshots other = of("two")) {
      assertThat(other.write(11, body(2))).isFalse();
      goOn.countDown();
      first.join();
      assertThat(newest()).isEqualTo(new Found<>(10, (byte) 1));
      assertThat(other.write(11, body(2))).isTrue();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The newest snapshot, and the log after it, of which the beginning was removed. */
  @Test
  void shouldLetANodeJoin() throws IOException {
    CrowdLog crowd = CrowdLog.of(23, 3_000);
    Machine whole = new Machine();
    int[] batches = {0};
    try (PostgresLog log = PostgresLog.open(Postgres.at(name), "main", "one", System::nanoTime)) {
      crowd.read(
          0,
          batch -> {
            log.append(batch.first() - 1, batch);
            whole.replay(batch);
            if (++batches[0] % 30 == 0) {
              snapshots.write(batch.last(), whole::save);
            }
            return true;
          });
      assertThat(snapshots.older()).as("%d batches", batches[0]).isPositive();
      log.trim(snapshots.older());
      assertThatThrownBy(() -> Steady.all(log)).isInstanceOf(Log.Gone.class);
    }
    try (PostgresLog joins = PostgresLog.open(Postgres.at(name), "main", "two", System::nanoTime)) {
      Found<Machine> found = snapshots.newest(Machine::load);
      Machine joined = found.state();
      assertThat(joined.position()).isEqualTo(found.position()).isPositive();
      joins.read(
          joined.position(),
          batch -> {
            joined.replay(batch);
            return true;
          });
      assertThat(joined.digest()).isEqualTo(whole.digest());
    }
  }
}
