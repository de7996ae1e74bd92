package dev.manna.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.core.feed.Feed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What an {@link EventSink} does that keeps where it stands after what it has written: wherever it
 * is cut off, nothing is lost, and whoever passes over what he has seen already reads each key's
 * events in order. Extend it and say how to open one.
 */
public abstract class AtLeastOnceContract extends FollowerContract {
  private static final int CUTS = 40;

  /**
   * Which positions were written, in the order in which they are read, by what keeps their order.
   */
  protected abstract Map<String, List<Long>> written();

  /** The same of a whole log: what must have been written in the end. */
  protected abstract Map<String, List<Long>> expected(CrowdLog of);

  /** Each time one step later; then another goes on from where that one stands. */
  @Test
  void shouldLoseNothingWhereverItIsCutOff() throws Trouble {
    Chunk chunk = log.chunks(4).getFirst();
    Map<String, List<Long>> wanted = upTo(expected(log), chunk.to());
    int steps = 0;
    for (boolean done = false; !done; steps++) {
      clear();
      done = takes(steps, chunk);
      assertInOrder(wanted, "after %d steps".formatted(steps));
      try (EventSink sink = sink()) {
        boolean there = sink.open().equals(chunk.to());
        assertThat(there || !done).as("after %d steps", steps).isTrue();
        if (!there) {
          sink.take(chunk);
        }
      }
      assertThat(firstTimes()).as("after %d steps, and once more", steps).isEqualTo(wanted);
    }
    assertThat(steps).as("so many failures were met").isGreaterThan(5);
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

  /** A whole log, cut off again and again between any two steps. */
  @Test
  void shouldWriteEachEventAtLeastOnce() {
    Chance chance = new Chance(9);
    int cuts = 0;
    boolean drained = false;
    while (!drained) {
      boolean cut = cuts < CUTS;
      EventSink sink = cut ? failingSink((int) chance.between(3, 40)) : sink();
      try (Feed feed = new Feed(sink, log, () -> 0, (int) chance.between(1, 90), line -> {})) {
        while (feed.doWork()) {
          assertThat(feed.trouble()).isEmpty();
        }
        drained = feed.lag() == 0 && feed.trouble().isEmpty();
        assertThat(drained || cut).as(feed.trouble()).isTrue();
        cuts += drained ? 0 : 1;
      }
    }
    assertThat(cuts).as("so many cuts").isGreaterThanOrEqualTo(CUTS);
    Map<String, List<Long>> written = written();
    assertThat(firstTimes()).isEqualTo(expected(log));
    assertThat(written.values().stream().mapToInt(List::size).sum())
        .as("some were written twice, so they were cut off in the middle")
        .isGreaterThan((int) log.position());
  }

  private Map<String, List<Long>> firstTimes() {
    Map<String, List<Long>> first = new TreeMap<>();
    written()
        .forEach((key, positions) -> first.put(key, List.copyOf(new LinkedHashSet<>(positions))));
    return first;
  }

  /** What is there already is a beginning of what is to come, key by key. */
  private void assertInOrder(Map<String, List<Long>> wanted, String when) {
    firstTimes()
        .forEach(
            (key, positions) ->
                assertThat(wanted.getOrDefault(key, List.of()))
                    .as(when)
                    .startsWith(positions.toArray(Long[]::new)));
  }

  private static Map<String, List<Long>> upTo(Map<String, List<Long>> all, Bookmark end) {
    Map<String, List<Long>> some = new TreeMap<>();
    all.forEach(
        (key, positions) -> {
          List<Long> kept = new ArrayList<>(positions);
          kept.removeIf(position -> position > end.position());
          if (!kept.isEmpty()) {
            some.put(key, kept);
          }
        });
    return some;
  }
}
