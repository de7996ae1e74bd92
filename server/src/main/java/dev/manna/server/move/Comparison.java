package dev.manna.server.move;

import dev.manna.core.Batch;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Two logs side by side, batch by batch: positions, times and bytes. */
final class Comparison {
  private static final long AHEAD_BYTES = 4 << 20;

  private final Origin origin;
  private final Destination destination;
  private final Deque<Batch> ahead = new ArrayDeque<>();
  private long read;
  private long batches;

  private Comparison(Origin origin, Destination destination) {
    this.origin = origin;
    this.destination = destination;
  }

  /**
   * Compares all of it.
   *
   * @return how many batches there are
   * @throws IOException at the first that differs
   */
  static long of(Origin origin, Destination destination) throws IOException {
    Comparison comparison = new Comparison(origin, destination);
    IOException[] found = {null};
    origin.read(
        0,
        batch -> {
          try {
            comparison.expect(batch);
            return true;
          } catch (IOException e) {
            found[0] = e;
            return false;
          }
        });
    if (found[0] != null) {
      throw found[0];
    }
    comparison.expectEnd();
    return comparison.batches;
  }

  private void expect(Batch batch) throws IOException {
    Batch other = next();
    if (other == null || !batch.events().equals(other.events())) {
      throw new IOException(
          "%s and %s differ at position %d: %s and %s"
              .formatted(
                  origin.shown(),
                  destination.unfinished(),
                  batch.first(),
                  inWords(batch),
                  other == null ? "nothing" : inWords(other)));
    }
    batches++;
  }

  private void expectEnd() throws IOException {
    Batch other = next();
    if (other != null) {
      throw new IOException(
          "%s ends at position %d, and %s goes on"
              .formatted(origin.shown(), origin.end(), destination.unfinished()));
    }
  }

  private static String inWords(Batch batch) {
    return "%d events of time %d in %d bytes"
        .formatted(batch.count(), batch.timeMillis(), batch.payload().remaining());
  }

  private @Nullable Batch next() throws IOException {
    if (ahead.isEmpty()) {
      long[] bytes = {0};
      destination.read(
          read,
          batch -> {
            ahead.add(batch.copy());
            read = batch.last();
            bytes[0] += batch.payload().remaining();
            return bytes[0] < AHEAD_BYTES;
          });
    }
    return ahead.poll();
  }
}
