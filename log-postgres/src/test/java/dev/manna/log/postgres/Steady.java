package dev.manna.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * An appender that never gives up: each of its batches is appended until the log says what became
 * of it, as a writer does. It knows what was acknowledged, and how often it was told otherwise.
 */
final class Steady {
  private final Log log;
  private final String name;
  private final List<Batch> acknowledged = new ArrayList<>();
  private final List<String> away = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();
  private long end;
  private int sent;
  private Appended last = new Appended.Full("nothing yet");

  Steady(Log log, String name) {
    this.log = log;
    this.name = name;
    end = log.position();
  }

  static Batch batch(long first, int count, String payload) {
    return new Batch(
        first, count, 1_000 + first, ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)));
  }

  static List<Batch> all(Log log) {
    List<Batch> batches = new ArrayList<>();
    log.read(0, batches::add);
    return batches;
  }

  /** Tries once; whether the next batch was acknowledged. */
  boolean append() {
    Batch batch = batch(end + 1, 1 + sent % 3, name + " " + sent + "/".repeat(sent % 900));
    last = log.append(end, batch);
    boolean done = told(batch, last);
    if (!done) {
      LockSupport.parkNanos(1_000_000);
    }
    return done;
  }

  private boolean told(Batch batch, Appended appended) {
    switch (appended) {
      case Appended.Done done -> {
        assertThat(done.position()).isEqualTo(batch.last());
        acknowledged.add(batch);
        end = batch.last();
        sent++;
        return true;
      }
      case Appended.Conflict conflict -> end = conflict.missing().getLast().last();
      case Appended.Full full -> away.add(full.detail());
      case Appended.InDoubt doubt -> doubts.add(doubt.detail());
      case Appended.Fenced fenced -> throw new AssertionError(fenced);
    }
    return false;
  }

  /** Appends so many, however long it takes, which is bounded. */
  void append(int batches) {
    long until = System.nanoTime() + 20_000_000_000L;
    int done = 0;
    while (done < batches) {
      boolean told = append();
      done += told ? 1 : 0;
      assertThat(System.nanoTime()).as("the last that it was told: %s", last).isLessThan(until);
    }
  }

  List<Batch> acknowledged() {
    return acknowledged;
  }

  /** What was said when nothing was done. */
  List<String> away() {
    return away;
  }

  /** What was said when nobody knew. */
  List<String> doubts() {
    return doubts;
  }

  /** All that was acknowledged stands, once and in one line; and nothing else of this appender. */
  void stands(List<Batch> all) {
    long at = 0;
    for (Batch each : all) {
      assertThat(each.first()).as("no gap").isEqualTo(at + 1);
      at = each.last();
    }
    assertThat(all.stream().filter(each -> text(each).startsWith(name + " ")))
        .isEqualTo(acknowledged);
  }

  private static String text(Batch batch) {
    return StandardCharsets.UTF_8.decode(batch.payload().duplicate()).toString();
  }
}
