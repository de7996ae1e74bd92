package dev.manna.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink;
import dev.manna.core.feed.EventSink.Trouble;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What an {@link EventSink} does that keeps where it stands in one transaction with what it writes;
 * extend it and say how to open one.
 */
public abstract class EventSinkContract extends FollowerContract {
  @Test
  void shouldLeaveNothingHalf() throws Trouble {
    List<Chunk> chunks = log.chunks(log.batches().size() / 3);
    try (EventSink sink = sink()) {
      sink.open();
      sink.take(chunks.get(0));
    }
    Object before = contents();
    int steps = 0;
    while (true) {
      boolean done = takes(steps, chunks.get(1));
      try (EventSink sink = sink()) {
        boolean there = sink.open().equals(chunks.get(1).to());
        assertThat(there || !done).as("after %d steps", steps).isTrue();
        if (there) {
          break;
        }
      }
      assertThat(contents()).as("after %d steps", steps).isEqualTo(before);
      steps += Math.max(1, steps / 8);
    }
    assertThat(steps).as("so many failures were met").isGreaterThan(5);
    try (EventSink sink = sink()) {
      sink.open();
      sink.take(chunks.get(2));
    }
  }

  private boolean takes(int steps, Chunk chunk) {
    try (EventSink sink = failingSink(steps)) {
      sink.open();
      sink.take(chunk);
      return true;
    } catch (Trouble e) {
      return false;
    }
  }
}
