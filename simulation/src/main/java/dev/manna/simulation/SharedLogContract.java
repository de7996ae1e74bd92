package dev.manna.simulation;

import static dev.manna.simulation.LogLine.batch;
import static dev.manna.simulation.LogLine.readAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Log} does that several nodes append to, beside what {@link LogContract} asks of
 * each side of it. Extend it, and say how a node joins, and what others do to the log.
 */
public abstract class SharedLogContract {
  private static final int WRITERS = 4;
  private static final int BATCHES_OF_EACH = 60;
  private static final long SOON_MILLIS = 20_000;
  private static final long SHORT_MILLIS = 200;

  private final List<Log> sides = new ArrayList<>();

  /**
   * One more side of the test's one log, of a node of its own. The first finds the log empty, each
   * later one finds what stands in it.
   */
  protected abstract Log join() throws IOException;

  /** A new epoch begins after all that stands in the log: who has joined before is fenced. */
  protected abstract void beginEpoch() throws IOException;

  /** Nobody needs what ends at {@code position} or before it, and it is removed. */
  protected abstract void remove(long position) throws IOException;

  /**
   * Waits on a side for events after a position, as a node does that follows the log.
   *
   * @return the log's last position, after at most so many milliseconds where there is nothing new
   */
  protected abstract long await(Log side, long position, long atMostMillis);

  @AfterEach
  void closeSides() {
    sides.forEach(Log::close);
    sides.clear();
  }

  private Log joined() throws IOException {
    Log side = join();
    sides.add(side);
    return side;
  }

  @Test
  void shouldShowToEachWhatAnotherAppended() throws IOException {
    Log one = joined();
    Log other = joined();
    Batch first = batch(1, 2, "first");
    mustAppend(one, first);
    assertThat(readAfter(other, 0)).containsExactly(first);
    Batch second = batch(3, 1, "second");
    mustAppend(other, second);
    assertThat(readAfter(one, 0)).containsExactly(first, second);
    assertThat(readAfter(one, 2)).containsExactly(second);
    assertThat(one.position()).as("it has seen it").isEqualTo(3);
  }

  @Test
  void shouldLetOneOfTwoBeFirst() throws IOException {
    Log one = joined();
    Log other = joined();
    Batch first = batch(1, 2, "of one");
    mustAppend(one, first);
    assertConflict(other, batch(1, 2, "of the other"), first);
    assertConflict(other, first, first); // It is alike to the bit, and another's.
    Batch second = batch(3, 2, "of the other");
    mustAppend(other, second);
    assertConflict(one, batch(3, 5, "of one again"), second);
    mustAppend(one, batch(5, 5, "of one again"));
    assertThat(readAfter(other, 0)).hasSize(3).isEqualTo(readAfter(one, 0));
  }

  /** An answer was lost, others went on, and it is asked again: it stands there once. */
  @Test
  void shouldTakeABatchThatIsSentAgainForDoneAfterOthersWentOn() throws IOException {
    Log one = joined();
    Log other = joined();
    Batch first = batch(1, 2, "of one");
    mustAppend(one, first);
    Batch second = batch(3, 2, "of the other");
    mustAppend(other, second);
    assertThat(one.append(0, first)).isEqualTo(new Appended.Done(2));
    assertConflict(one, batch(3, 1, "of one"), second);
    assertThat(readAfter(one, 0)).containsExactly(first, second);
  }

  /** Where much is missing, a conflict may tell the beginning of it only. */
  @Test
  void shouldLeadWhoWasAwayToTheEnd() throws IOException {
    Log one = joined();
    Log away = joined();
    List<Batch> written = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      long first = written.isEmpty() ? 1 : written.getLast().last() + 1;
      written.add(batch(first, 1 + i % 3, i + "/".repeat(20_000)));
      mustAppend(one, written.getLast());
    }
    LogLine line = new LogLine(away);
    line.append(2, "back again");
    assertThat(line.batches().subList(0, 300)).isEqualTo(written);
    assertThat(readAfter(one, 0)).isEqualTo(line.batches());
  }

  @Test
  void shouldMakeOneLineOfManyWriters() throws Exception {
    long seed = System.nanoTime();
    List<LogLine> lines = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    List<Throwable> found = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      LogLine line = new LogLine(joined());
      lines.add(line);
      Chance chance = new Chance(seed + writer);
      String name = "writer " + writer;
      Runnable race = () -> line.race(name, BATCHES_OF_EACH, chance);
      threads.add(
          Thread.ofPlatform()
              .uncaughtExceptionHandler((thread, thrown) -> keep(found, thrown))
              .start(race));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(found).as("seed %d", seed).isEmpty();
    List<Batch> all = readAfter(joined(), 0);
    assertThat(all).hasSize(WRITERS * BATCHES_OF_EACH);
    assertThat(all.stream().map(Batch::payload).distinct().count()).isEqualTo(all.size());
    for (LogLine line : lines) {
      assertThat(all.subList(0, line.batches().size()))
          .as("seed %d", seed)
          .isEqualTo(line.batches());
    }
    assertThat(lines.stream().mapToInt(LogLine::conflicts).sum())
        .as("seed %d: they met", seed)
        .isPositive();
  }

  private static void keep(List<Throwable> found, Throwable thrown) {
    synchronized (found) {
      found.add(thrown);
    }
  }

  /** Whatever was acknowledged before the reading began is read, in one line without a gap. */
  @Test
  void shouldLetAReaderJoinWhileOthersAppend() throws Exception {
    LogLine line = new LogLine(joined());
    AtomicBoolean enough = new AtomicBoolean();
    List<Throwable> found = new ArrayList<>();
    Thread writing =
        Thread.ofPlatform()
            .uncaughtExceptionHandler((thread, thrown) -> keep(found, thrown))
            .start(() -> line.write(enough));
    try {
      for (int readers = 0; readers < 5; readers++) {
        line.awaitMore(writing);
        long acknowledged = line.end();
        LogLine reader = new LogLine(joined());
        readAfter(reader.log(), 0).forEach(reader::take);
        assertThat(reader.end()).isGreaterThanOrEqualTo(acknowledged);
      }
    } finally {
      enough.set(true);
      writing.join();
    }
    assertThat(found).isEmpty();
    assertThat(readAfter(joined(), 0)).isEqualTo(line.batches());
  }

  @Test
  void shouldTellWhoFollowsOfNews() throws Exception {
    Log writer = joined();
    Log reader = joined();
    assertThat(await(reader, 0, SHORT_MILLIS)).as("nothing is new").isZero();
    mustAppend(writer, batch(1, 3, "news"));
    assertThat(await(reader, 0, SOON_MILLIS)).as("it is there already").isEqualTo(3);
    assertThat(await(reader, 3, SHORT_MILLIS)).as("nothing is new").isEqualTo(3);
    Thread later =
        Thread.ofPlatform()
            .start(
                () -> {
                  pause();
                  mustAppend(writer, batch(4, 1, "more"));
                });
    long began = System.nanoTime();
    assertThat(await(reader, 3, SOON_MILLIS)).isEqualTo(4);
    assertThat((System.nanoTime() - began) / 1_000_000).isLessThan(SOON_MILLIS / 2);
    later.join();
    assertThat(readAfter(reader, 3)).containsExactly(batch(4, 1, "more"));
  }

  @Test
  void shouldFenceWhoJoinedBeforeTheEpoch() throws IOException {
    Log before = joined();
    Log idle = joined();
    Batch first = batch(1, 2, "before");
    mustAppend(before, first);
    beginEpoch();
    Batch late = batch(3, 1, "of before");
    assertThat(before.append(2, late)).isInstanceOf(Appended.Fenced.class);
    assertThat(idle.append(0, batch(1, 1, "late"))).isInstanceOf(Appended.Fenced.class);
    Log after = joined();
    assertThat(after.position()).as("positions rise on").isEqualTo(2);
    assertThat(readAfter(after, 0)).as("no effect").containsExactly(first);
    Batch second = batch(3, 2, "after");
    mustAppend(after, second);
    assertThat(before.append(2, late)).isInstanceOf(Appended.Fenced.class);
    assertThat(before.append(4, batch(5, 1, "of before"))).isInstanceOf(Appended.Fenced.class);
    assertThat(readAfter(after, 0)).containsExactly(first, second);
    assertThat(readAfter(joined(), 0)).containsExactly(first, second);
  }

  @Test
  void shouldSayWhatWasRemoved() throws IOException {
    Log writer = joined();
    Log away = joined();
    Batch second = batch(4, 3, "second");
    Batch third = batch(7, 1, "third");
    for (Batch each : List.of(batch(1, 3, "first"), second, third)) {
      mustAppend(writer, each);
    }
    remove(3);
    for (Log side : List.of(writer, away, joined())) {
      assertGone(4, () -> readAfter(side, 0));
      assertGone(4, () -> readAfter(side, 2));
      assertThat(readAfter(side, 3)).containsExactly(second, third);
      assertThat(readAfter(side, 4)).containsExactly(second, third);
    }
    assertGone(4, () -> away.append(0, batch(1, 1, "late")));
    assertConflict(away, batch(4, 1, "late"), second, third);
    mustAppend(away, batch(8, 1, "fourth"));
  }

  /** A batch that ends after the position is still needed, wherever it begins. */
  @Test
  void shouldRemoveWholeBatchesOnly() throws IOException {
    Log side = joined();
    mustAppend(side, batch(1, 3, "first"));
    mustAppend(side, batch(4, 3, "second"));
    remove(5);
    assertThat(readAfter(side, 3)).containsExactly(batch(4, 3, "second"));
    assertGone(4, () -> readAfter(side, 2));
  }

  @Test
  void shouldGoOnAfterAllWasRemoved() throws IOException {
    Log side = joined();
    mustAppend(side, batch(1, 3, "first"));
    mustAppend(side, batch(4, 1, "second"));
    remove(4);
    assertThat(joined().position()).isEqualTo(4);
    assertThat(readAfter(side, 4)).isEmpty();
    assertGone(5, () -> readAfter(side, 3));
    assertGone(5, () -> side.append(3, batch(4, 1, "late")));
    Log other = joined();
    mustAppend(other, batch(5, 1, "third"));
    assertConflict(side, batch(5, 2, "late"), batch(5, 1, "third"));
    beginEpoch();
    mustAppend(joined(), batch(6, 1, "fourth"));
  }

  private static void mustAppend(Log log, Batch batch) {
    assertThat(log.append(batch.first() - 1, batch)).isEqualTo(new Appended.Done(batch.last()));
  }

  private static void assertConflict(Log log, Batch late, Batch... missing) {
    assertThat(log.append(late.first() - 1, late))
        .isEqualTo(new Appended.Conflict(List.of(missing)));
  }

  private static void assertGone(long first, Runnable reading) {
    assertThatThrownBy(reading::run)
        .isInstanceOfSatisfying(Log.Gone.class, gone -> assertThat(gone.first()).isEqualTo(first));
  }

  private static void pause() {
    try {
      Thread.sleep(SHORT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
