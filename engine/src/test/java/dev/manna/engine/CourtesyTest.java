package dev.manna.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.SharedLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who waits for the others, and how long. */
class CourtesyTest {
  private static final long TURN = 400_000;

  private final List<Long> pauses = new ArrayList<>();
  private final Scripted log = new Scripted();
  private long now;
  private Runnable meanwhile = () -> {};

  private final Courtesy courtesy =
      new Courtesy(
          log,
          () -> now,
          new Courtesy.Pause() {
            @Override
            public void of(long nanos) {
              pauses.add(nanos);
              now += nanos;
              meanwhile.run();
            }

            @Override
            public void end() {
              ended++;
            }
          });

  private int ended;

  /** A log whose answers are written beforehand; each append takes a turn. */
  private final class Scripted implements SharedLog {
    private Appended next = new Appended.Done(0);
    private long tookNanos = TURN;
    private final List<Batch> batches = new ArrayList<>();
    private long position;

    @Override
    public Appended append(long expectedPosition, Batch batch) {
      now += tookNanos;
      return next;
    }

    @Override
    public void read(long position, BatchReader reader) {
      batches.forEach(reader::read);
    }

    @Override
    public void heard(long position, BatchReader reader) {
      batches.forEach(reader::read);
    }

    @Override
    public long await(long position, long atMostMillis) {
      return this.position;
    }

    @Override
    public boolean endsAt(long position) {
      return true;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public void close() {}
  }

  private static Batch batch(long first) {
    return new Batch(first, 1, first, ByteBuffer.allocate(1));
  }

  /** A turn of ours, which ends with our batch. */
  private void win() {
    courtesy.turn();
    log.position++;
    log.next = new Log.Appended.Done(log.position);
    courtesy.append(log.position - 1, batch(log.position));
  }

  /** So many batches of others come, and we take them in. */
  private void come(int others) {
    log.batches.clear();
    for (int i = 0; i < others; i++) {
      log.batches.add(batch(++log.position));
    }
    courtesy.turn();
    courtesy.heard(0, batch -> true);
  }

  /** So many others are at work, and each has its turn after each of ours. */
  private void know(int others) {
    for (int i = 0; i < 9; i++) {
      come(others);
      win();
    }
    come(others);
    win();
    pauses.clear();
  }

  @Test
  void shouldNotWaitWhereNobodyElseIsAtWork() {
    for (int i = 0; i < 10; i++) {
      win();
    }
    assertThat(pauses).isEmpty();
  }

  @Test
  void shouldWaitThreeTurnsForEachWhoIsStillToCome() {
    know(3);
    courtesy.turn();
    assertThat(pauses).as("all three").containsExactly(9 * TURN);
    know(3);
    come(1);
    courtesy.turn();
    assertThat(pauses).as("the other two").containsExactly(6 * TURN);
  }

  @Test
  void shouldWaitForNobodyWhenAllOthersHaveHadTheirTurn() {
    know(3);
    come(3);
    courtesy.turn();
    assertThat(pauses).isEmpty();
  }

  @Test
  void shouldTakeInNewsInsteadOfWaiting() {
    know(2);
    meanwhile = () -> log.position++;
    long end = courtesy.turn();
    assertThat(end).isEqualTo(log.position);
    assertThat(pauses).hasSize(1);
  }

  @Test
  void shouldNotWaitForLongForThoseWhoHaveGone() {
    know(2);
    for (int i = 0; i < 5; i++) {
      win();
    }
    assertThat(pauses).hasSize(5).containsOnly(6 * TURN);
    pauses.clear();
    win();
    assertThat(pauses).isEmpty();
  }

  @Test
  void shouldNotForgetWhoMissesATurn() {
    know(3);
    for (int i = 0; i < 3; i++) {
      come(1);
      win();
    }
    come(3);
    win();
    pauses.clear();
    courtesy.turn();
    assertThat(pauses).containsExactly(9 * TURN);
  }

  /** Whoever had nothing to say has seen many batches, which may all be of one other. */
  @Test
  void shouldNotTakeManyBatchesForManyOthers() {
    know(1);
    come(50);
    win();
    courtesy.turn();
    assertThat(pauses).containsExactly(3 * TURN);
  }

  @Test
  void shouldWaitOnlyForWhatIsLeft() {
    know(2);
    now += TURN / 2;
    courtesy.turn();
    assertThat(pauses).containsExactly(6 * TURN - TURN / 2);
    know(2);
    now += 7 * TURN;
    courtesy.turn();
    assertThat(pauses).as("it is over").isEmpty();
  }

  /** What has come has to be taken in before anything can be decided, by the others too. */
  @Test
  void shouldTakeTheTimeToTakeInForPartOfATurn() {
    know(1);
    for (int i = 0; i < 100; i++) {
      log.batches.clear();
      log.batches.add(batch(++log.position));
      courtesy.turn();
      courtesy.heard(0, batch -> true);
      now += TURN;
      win();
    }
    pauses.clear();
    courtesy.turn();
    assertThat(pauses)
        .singleElement()
        .satisfies(nanos -> assertThat(nanos).isGreaterThan(5 * TURN));
  }

  @Test
  void shouldNotTakeIdlenessForPartOfATurn() {
    know(1);
    for (int i = 0; i < 20; i++) {
      come(1);
      courtesy.turn();
      now += 1_000_000_000;
      win();
    }
    pauses.clear();
    courtesy.turn();
    assertThat(pauses).containsExactly(3 * TURN);
  }

  /** What came did not make it our turn: the end of the wait did. */
  @Test
  void shouldNotTakeAWaitForPartOfATurn() {
    know(3);
    for (int missed = 0; missed < 4; missed++) {
      come(1);
      win();
    }
    assertThat(pauses).hasSize(4).containsOnly(6 * TURN);
  }

  /** A batch in doubt is asked for again without a turn of its own. */
  @Test
  void shouldNotTakeADoubtForATurn() {
    know(1);
    come(1);
    Log.Appended done = log.next;
    log.next = new Log.Appended.InDoubt("no answer");
    courtesy.turn();
    courtesy.append(log.position, batch(log.position + 1));
    now += 1_000_000_000;
    log.next = done;
    courtesy.append(log.position, batch(log.position + 1));
    pauses.clear();
    courtesy.turn();
    assertThat(pauses).containsExactly(3 * TURN);
  }

  @Test
  void shouldNotWaitLongerThanATimeForASlowLog() {
    log.tookNanos = 1_000_000_000;
    know(3);
    courtesy.turn();
    assertThat(pauses).containsExactly(60_000_000L);
  }

  @Test
  void shouldCountWhomItLosesToAndReadsOfToo() {
    know(3);
    log.next = new Log.Appended.Conflict(List.of(batch(++log.position)));
    courtesy.append(0, batch(1));
    log.batches.clear();
    log.batches.add(batch(++log.position));
    courtesy.read(0, batch -> true);
    pauses.clear();
    courtesy.turn();
    assertThat(pauses).containsExactly(3 * TURN);
  }

  @Test
  void shouldEndAWaitForNews() {
    courtesy.await(0, 1);
    assertThat(ended).isEqualTo(1);
  }
}
