package dev.manna.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What one node knows of a log: its batches in order, without a gap. One thread appends to it. */
final class LogLine {
  private final Log log;
  private final List<Batch> batches = new ArrayList<>();
  private int conflicts;
  private volatile long end;

  LogLine(Log log) {
    this.log = log;
  }

  static Batch batch(long first, int count, String payload) {
    return new Batch(
        first, count, 1_000 + first, ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)));
  }

  static List<Batch> readAfter(Log log, long position) {
    List<Batch> batches = new ArrayList<>();
    log.read(position, batch -> batches.add(batch.copy()));
    return batches;
  }

  Log log() {
    return log;
  }

  List<Batch> batches() {
    return batches;
  }

  int conflicts() {
    return conflicts;
  }

  /** The last position that it knows; any thread may ask. */
  long end() {
    return end;
  }

  /** Appends so many batches of various sizes, each unlike all others. */
  void race(String name, int count, Chance chance) {
    for (int i = 0; i < count; i++) {
      append(1 + chance.below(5), name + '/' + i + "/".repeat(chance.below(3_000)));
    }
  }

  /** Appends until it is enough. */
  void write(AtomicBoolean enough) {
    while (!enough.get()) {
      append(1, "after " + end);
    }
  }

  /** Waits until a thread that writes has appended once more. */
  void awaitMore(Thread writing) {
    long before = end;
    while (end == before && writing.isAlive()) {
      Thread.onSpinWait();
    }
  }

  /** Appends where the log ends, whoever is first how often. */
  void append(int count, String payload) {
    while (true) {
      Batch batch = batch(end + 1, count, payload);
      switch (log.append(end, batch)) {
        case Appended.Done done -> {
          assertThat(done.position()).isEqualTo(batch.last());
          take(batch);
          return;
        }
        case Appended.Conflict conflict -> {
          assertThat(conflict.missing()).isNotEmpty();
          conflict.missing().forEach(missing -> take(missing.copy()));
          conflicts++;
        }
        case Appended.Full full -> throw new AssertionError(full);
        case Appended.Fenced fenced -> throw new AssertionError(fenced);
        case Appended.InDoubt doubt -> throw new AssertionError(doubt);
      }
    }
  }

  void take(Batch batch) {
    assertThat(batch.first()).as("no gap").isEqualTo(end + 1);
    batches.add(batch);
    end = batch.last();
  }
}
