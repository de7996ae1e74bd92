package dev.manna.bench.engine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What this process has spent so far.
 *
 * @param cpuNanos of all threads
 * @param writerNanos of the writer's thread
 * @param writtenBytes to the disk, -1 where the system does not tell
 */
record Effort(long cpuNanos, long writerNanos, long writtenBytes) {
  static final Effort NONE = new Effort(0, 0, 0);

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final Path COUNTERS = Path.of("/proc/self/io");

  static Effort of(RunningEngine running) throws IOException {
    return new Effort(
        SYSTEM.getProcessCpuTime(), running.writerCpuNanos(), readCounter().orElse(-1));
  }

  Effort minus(Effort before) {
    return new Effort(
        cpuNanos - before.cpuNanos,
        writerNanos - before.writerNanos,
        writtenBytes - before.writtenBytes);
  }

  Effort plus(Effort other) {
    return new Effort(
        cpuNanos + other.cpuNanos,
        writerNanos + other.writerNanos,
        writtenBytes + other.writtenBytes);
  }

  private static OptionalLong readCounter() throws IOException {
    if (!Files.isReadable(COUNTERS)) {
      return OptionalLong.empty();
    }
    return Files.readAllLines(COUNTERS).stream()
        .filter(line -> line.startsWith("write_bytes: "))
        .mapToLong(line -> Long.parseLong(line.substring("write_bytes: ".length())))
        .findFirst();
  }
}
