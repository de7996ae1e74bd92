package dev.manna.engine.journal;

import com.sun.management.ThreadMXBean;
import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.Log.Appended;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Measures appends against the disk itself: the same number of bytes, written to a file that was
 * written before, and forced. Both sides alternate; of each the median over the rounds counts.
 */
final class AppendMeasurement {
  private static final int ROUNDS = 9;
  private static final int SEGMENT = JournalOptions.DEFAULT_SEGMENT_BYTES;

  private AppendMeasurement() {}

  /** What a round of one side took. */
  private record Round(long nanosEach, long p99Nanos, long bytesAllocatedEach) {}

  /** Measures in the directory that is named first; what it writes there is deleted. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createTempDirectory(Path.of(arguments[0]), "append");
    System.out.println("payload  bare us  p99    journal us  p99    ratio  MB/s  bytes allocated");
    for (int payload : new int[] {100, 4_000, 16_000, 64_000, 256_000}) {
      measure(directory, payload);
    }
    Files.delete(directory);
  }

  private static void measure(Path directory, int payload) throws IOException {
    int times = (int) Math.min(2_000, 40_000_000L / Layout.roundUp(payload + Frame.HEADER_BYTES));
    Round[] bare = new Round[ROUNDS];
    Round[] journal = new Round[ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      Round first = bare(directory, payload, times);
      Round second = journal(directory, payload, times);
      if (round >= 0) {
        bare[round] = first;
        journal[round] = second;
      }
    }
    double bareNanos = median(Arrays.stream(bare).mapToLong(Round::nanosEach).toArray());
    double journalNanos = median(Arrays.stream(journal).mapToLong(Round::nanosEach).toArray());
    System.out.printf(
        "%7d  %7.1f  %6.1f  %9.1f  %6.1f  %5.2f  %4.0f  %d%n",
        payload,
        bareNanos / 1e3,
        median(Arrays.stream(bare).mapToLong(Round::p99Nanos).toArray()) / 1e3,
        journalNanos / 1e3,
        median(Arrays.stream(journal).mapToLong(Round::p99Nanos).toArray()) / 1e3,
        journalNanos / bareNanos,
        payload * 1e3 / journalNanos,
        journal[ROUNDS - 1].bytesAllocatedEach());
  }

  private static double median(long[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static Round bare(Path directory, int payload, int times) throws IOException {
    RealDisk disk = RealDisk.make(directory);
    int bytes = (int) Layout.roundUp(payload + Frame.HEADER_BYTES);
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
    try (Disk.File file = disk.create("bare")) {
      for (long at = 0; at < SEGMENT; at += Layout.BLOCK) {
        file.write(at, ByteBuffer.allocateDirect(Layout.BLOCK));
      }
      file.force();
      return timed(
          times,
          i -> {
            file.write((long) i * bytes, buffer.clear());
            file.force();
          });
    } finally {
      empty(directory);
    }
  }

  private static Round journal(Path directory, int payload, int times) throws IOException {
    byte[] bytes = new byte[payload];
    new SplittableRandom(1).nextBytes(bytes);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    RealDisk disk = RealDisk.make(directory);
    try (Journal journal = Journal.open(disk, JournalOptions.defaults(), Journals.luck())) {
      return timed(
          times,
          i -> {
            Appended appended = journal.append(i, new Batch(i + 1L, 1, 1, buffer));
            Check.that(appended instanceof Appended.Done, "an append is done");
          });
    } finally {
      empty(directory);
    }
  }

  /** Something that is done many times. */
  private interface Step {
    void run(int index) throws IOException;
  }

  private static Round timed(int times, Step step) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] nanos = new long[times];
    long allocated = threads.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      long before = System.nanoTime();
      step.run(i);
      nanos[i] = System.nanoTime() - before;
    }
    long each = (System.nanoTime() - start) / times;
    long allocatedEach = (threads.getCurrentThreadAllocatedBytes() - allocated) / times;
    Arrays.sort(nanos);
    return new Round(each, nanos[times * 99 / 100], allocatedEach);
  }

  private static void empty(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> all = files.toList();
      for (Path file : all) {
        Files.delete(file);
      }
    }
  }
}
