package dev.manna.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link Log} does, wherever it lives; extend it and say how to open one. */
public abstract class LogContract {
  private static final int LARGE_BYTES = 16 << 20;

  private @Nullable Log open;

  /** Opens the log; the first time in a test it is empty, later it is the one that was closed. */
  protected abstract Log openLog() throws IOException;

  @AfterEach
  void closeLog() {
    if (open != null) {
      open.close();
      open = null;
    }
  }

  private Log log() throws IOException {
    if (open == null) {
      open = openLog();
    }
    return open;
  }

  private Log reopened() throws IOException {
    closeLog();
    return log();
  }

  @Test
  void shouldBeginEmpty() throws IOException {
    assertThat(log().position()).isZero();
    assertThat(readAfter(0)).isEmpty();
  }

  @Test
  void shouldGiveBackWhatWasAppended() throws IOException {
    Batch first = batch(1, 3, "three events");
    Batch second = batch(4, 1, "another");
    assertThat(append(first)).isEqualTo(new Appended.Done(3));
    assertThat(log().position()).isEqualTo(3);
    assertThat(append(second)).isEqualTo(new Appended.Done(4));
    assertThat(log().position()).isEqualTo(4);
    assertThat(readAfter(0)).containsExactly(first, second);
  }

  @Test
  void shouldTakeAPayloadFromTheMiddleOfABuffer() throws IOException {
    for (ByteBuffer buffer : List.of(ByteBuffer.allocate(300), ByteBuffer.allocateDirect(300))) {
      for (int i = 0; i < buffer.capacity(); i++) {
        buffer.put(i, (byte) i);
      }
      ByteBuffer payload = buffer.position(100).limit(110);
      Batch batch = new Batch(log().position() + 1, 1, 7, payload);
      assertThat(append(batch)).isEqualTo(new Appended.Done(batch.last()));
      assertThat(payload.remaining()).as("the caller's buffer is as it was").isEqualTo(10);
      assertThat(readAfter(batch.first() - 1)).containsExactly(batch);
    }
  }

  @Test
  void shouldTellWhoIsLateWhatWasMissed() throws IOException {
    Batch first = batch(1, 2, "first");
    Batch second = batch(3, 2, "second");
    Batch third = batch(5, 2, "third");
    List.of(first, second, third).forEach(this::mustAppend);
    assertConflict(batch(1, 2, "other"), first, second, third);
    assertConflict(batch(3, 2, "other"), second, third);
    assertConflict(batch(5, 2, "other"), third);
    assertThat(log().position()).isEqualTo(6);
    assertThat(readAfter(0)).containsExactly(first, second, third);
  }

  @Test
  void shouldTakeTheSameBatchTwiceForOne() throws IOException {
    Batch first = batch(1, 2, "first");
    Batch second = batch(3, 2, "second");
    mustAppend(first);
    assertThat(append(batch(1, 2, "first"))).isEqualTo(new Appended.Done(2));
    mustAppend(second);
    assertThat(append(first)).isEqualTo(new Appended.Done(2));
    assertThat(append(second)).isEqualTo(new Appended.Done(4));
    assertThat(log().position()).isEqualTo(4);
    assertThat(readAfter(0)).containsExactly(first, second);
  }

  /** The same is the same in all: a batch that differs in anything is somebody else's. */
  @Test
  void shouldNotTakeASimilarBatchForTheSame() throws IOException {
    Batch stands = batch(1, 2, "stands");
    mustAppend(stands);
    assertConflict(new Batch(1, 2, stands.timeMillis() + 1, stands.payload()), stands);
    assertConflict(new Batch(1, 3, stands.timeMillis(), stands.payload()), stands);
    assertConflict(new Batch(1, 1, stands.timeMillis(), stands.payload()), stands);
    assertConflict(batch(1, 2, "stand"), stands);
  }

  @Test
  void shouldReadWhatEndsAfterAPosition() throws IOException {
    Batch first = batch(1, 3, "first");
    Batch second = batch(4, 3, "second");
    Batch third = batch(7, 3, "third");
    List.of(first, second, third).forEach(this::mustAppend);
    assertThat(readAfter(0)).containsExactly(first, second, third);
    assertThat(readAfter(2)).as("ends after it").containsExactly(first, second, third);
    assertThat(readAfter(3)).containsExactly(second, third);
    assertThat(readAfter(8)).containsExactly(third);
    assertThat(readAfter(9)).isEmpty();
  }

  @Test
  void shouldStopReadingWhereTheReaderHasEnough() throws IOException {
    for (int i = 1; i <= 5; i++) {
      mustAppend(batch(i, 1, "event " + i));
    }
    List<Long> seen = new ArrayList<>();
    log()
        .read(
            1,
            batch -> {
              seen.add(batch.first());
              return seen.size() < 2;
            });
    assertThat(seen).containsExactly(2L, 3L);
  }

  @Test
  void shouldGoOnAfterItWasClosed() throws IOException {
    Batch first = batch(1, 2, "before");
    Batch second = batch(3, 1, "after");
    mustAppend(first);
    assertThat(reopened().position()).isEqualTo(2);
    assertThat(readAfter(0)).containsExactly(first);
    assertThat(append(first)).as("sent again over a restart").isEqualTo(new Appended.Done(2));
    assertConflict(batch(1, 2, "other"), first);
    mustAppend(second);
    assertThat(reopened().position()).isEqualTo(3);
    assertThat(readAfter(0)).containsExactly(first, second);
  }

  @Test
  void shouldBeIdleAtAnyTime() throws IOException {
    List<Batch> written = new ArrayList<>();
    log().idle();
    for (int i = 1; i <= 4; i++) {
      Batch batch = batch(i, 1, "event " + i);
      mustAppend(batch);
      written.add(batch);
      log().idle();
      log().idle();
    }
    assertThat(readAfter(0)).isEqualTo(written);
    reopened().idle();
    assertThat(readAfter(0)).isEqualTo(written);
  }

  @Test
  void shouldHoldALargeBatch() throws IOException {
    byte[] bytes = new byte[LARGE_BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 + i / 4_099);
    }
    Batch small = batch(1, 1, "small");
    Batch large = new Batch(2, 1_000, 2, ByteBuffer.wrap(bytes));
    Batch last = batch(1_002, 1, "small again");
    List.of(small, large, last).forEach(this::mustAppend);
    assertThat(readAfter(0)).containsExactly(small, large, last);
    assertThat(reopened().position()).isEqualTo(1_002);
    assertThat(readAfter(1)).containsExactly(large, last);
  }

  @Test
  void shouldKeepTheOrderOfManyAppends() throws IOException {
    List<Batch> written = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Batch batch =
          batch(log().position() + 1, 1 + i % 7, "batch " + i + "/".repeat(i * 37 % 5_000));
      mustAppend(batch);
      written.add(batch);
      if (i % 50 == 49) {
        assertThat(readAfter(batch.first() - 1)).containsExactly(batch);
      }
    }
    assertThat(readAfter(0)).isEqualTo(written);
    assertThat(reopened().position()).isEqualTo(written.getLast().last());
    assertThat(readAfter(0)).isEqualTo(written);
  }

  private static Batch batch(long first, int count, String payload) {
    return new Batch(
        first, count, 1_000 + first, ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)));
  }

  private Appended append(Batch batch) throws IOException {
    return log().append(batch.first() - 1, batch);
  }

  private void mustAppend(Batch batch) {
    try {
      assertThat(append(batch)).isEqualTo(new Appended.Done(batch.last()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void assertConflict(Batch late, Batch... missing) throws IOException {
    assertThat(append(late)).isEqualTo(new Appended.Conflict(List.of(missing)));
  }

  private List<Batch> readAfter(long position) throws IOException {
    List<Batch> batches = new ArrayList<>();
    log().read(position, batch -> batches.add(batch.copy()));
    return batches;
  }
}
