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
  private static final long ROUND_TRIP = 400_000;

  private final List<Long> pauses = new ArrayList<>();
  private final Scripted log = new Scripted();
  private long now;
  private final Courtesy courtesy =
      new Courtesy(
          log,
          () -> now,
          pause -> {
            pauses.add(pause);
            now += pause;
          });

  /** A log whose answers are written beforehand; each takes a round trip. */
  private final class Scripted implements SharedLog {
    private Appended next = new Appended.Done(0);
    private long tookNanos = ROUND_TRIP;
    private final List<Batch> batches = new ArrayList<>();

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
    public long await(long position, long atMostMillis) {
      return position;
    }

    @Override
    public boolean endsAt(long position) {
      return true;
    }

    @Override
    public long position() {
      return 0;
    }

    @Override
    public void close() {}
  }

  private static Batch batch(long first) {
    return new Batch(first, 1, first, ByteBuffer.allocate(1));
  }

  private void win() {
    log.next = new Log.Appended.Done(1);
    courtesy.append(0, batch(1));
  }

  /** The batches of others came first. */
  private void lose(int others) {
    List<Batch> missing = new ArrayList<>();
    for (int i = 1; i <= others; i++) {
      missing.add(batch(i));
    }
    log.next = new Log.Appended.Conflict(missing);
    courtesy.append(0, batch(1));
  }

  @Test
  void shouldNotWaitWhereNobodyElseIsAtWork() {
    for (int i = 0; i < 10; i++) {
      win();
      courtesy.turn();
    }
    assertThat(pauses).isEmpty();
  }

  @Test
  void shouldWaitHalfARoundTripForEachOtherSinceTheLastWin() {
    for (int others = 1; others <= 3; others++) {
      lose(others);
      win();
      courtesy.turn();
      assertThat(pauses.getLast()).isEqualTo(others * ROUND_TRIP / 2);
    }
    win();
    courtesy.turn();
    assertThat(pauses).as("nobody came between the last two").hasSize(3);
  }

  @Test
  void shouldCountWhomItReadsOfToo() {
    log.batches.addAll(List.of(batch(1), batch(2)));
    courtesy.read(0, batch -> true);
    win();
    courtesy.turn();
    assertThat(pauses).containsExactly(ROUND_TRIP);
  }

  @Test
  void shouldWaitOnceOnlyAndOnlyForWhatIsLeft() {
    lose(2);
    win();
    now += ROUND_TRIP / 4;
    courtesy.turn();
    courtesy.turn();
    assertThat(pauses).containsExactly(ROUND_TRIP * 3 / 4);
    lose(2);
    win();
    now += 2 * ROUND_TRIP;
    courtesy.turn();
    assertThat(pauses).as("it is over").hasSize(1);
  }

  @Test
  void shouldNotWaitLongerForACrowdOrForASlowLog() {
    lose(1_000);
    win();
    courtesy.turn();
    assertThat(pauses).containsExactly(16 * ROUND_TRIP / 2);
    log.tookNanos = 1_000_000_000;
    lose(16);
    win();
    courtesy.turn();
    assertThat(pauses.getLast()).isEqualTo(20_000_000);
  }

  @Test
  void shouldNotWaitBehindALoss() {
    win();
    lose(5);
    courtesy.turn();
    assertThat(pauses).isEmpty();
  }
}
