package dev.manna.bench.engine;

import dev.manna.bench.Bench;
import dev.manna.core.Engine;
import dev.manna.core.Log;
import dev.manna.engine.EmbeddedEngine;
import dev.manna.engine.EngineOptions;
import dev.manna.engine.journal.JournalOptions;
import dev.manna.engine.journal.RealDisk;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An engine over a journal on a real disk, with the threads that a server would give it. */
final class RunningEngine implements Asked, AutoCloseable {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final EmbeddedEngine engine;
  private final Thread writer = new Thread(this::write, "writer");
  private final Thread keeper = new Thread(this::keep, "keeper");
  private volatile boolean stopped;
  private volatile @Nullable Throwable failure;

  private RunningEngine(EmbeddedEngine engine) {
    this.engine = engine;
  }

  /** As a server has them by default; a run that measures nothing spares the disk. */
  static EngineOptions options(Bench bench) {
    JournalOptions journal = JournalOptions.defaults();
    return EngineOptions.defaults()
        .withJournal(
            journal.withSegmentBytes(bench.size(JournalOptions.DEFAULT_SEGMENT_BYTES, 1 << 20)));
  }

  static RunningEngine start(Path folder, EngineOptions options) throws IOException {
    return start(folder, options, UnaryOperator.identity());
  }

  /** One that appends to another log than its journal. */
  static RunningEngine start(Path folder, EngineOptions options, UnaryOperator<Log> log)
      throws IOException {
    RunningEngine running = new RunningEngine(open(folder, options, log));
    running.writer.start();
    running.keeper.start();
    return running;
  }

  /** Recovers the engine of a folder, without threads. */
  static EmbeddedEngine open(Path folder, EngineOptions options) throws IOException {
    return open(folder, options, UnaryOperator.identity());
  }

  private static EmbeddedEngine open(Path folder, EngineOptions options, UnaryOperator<Log> log)
      throws IOException {
    // Unpredictable where it keys the hashes, and fast where it draws.
    SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());
    return EmbeddedEngine.open(
        RealDisk.make(folder), System::currentTimeMillis, random::nextLong, options, log, null);
  }

  private void write() {
    try {
      while (!stopped) {
        if (engine.writer().doWork() == 0) {
          engine.writer().await();
        }
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private void keep() {
    try {
      while (!stopped) {
        if (!engine.journal().prepareNext() && !engine.snapshotter().doWork()) {
          Thread.sleep(1);
        }
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      failure = e;
    }
  }

  @Override
  public Engine engine() {
    return engine;
  }

  /** For whoever follows it. */
  Log log() {
    return engine.journal();
  }

  /** Whether requests wait for it. */
  boolean isBusy() {
    return engine.intake().depth() > 0;
  }

  /** The position of the last event that is durable. */
  long position() {
    return engine.stats().position();
  }

  /** The CPU time that the writer's thread has used so far. */
  long writerCpuNanos() {
    return THREADS.getThreadCpuTime(writer.threadId());
  }

  @Override
  public void checkAlive() {
    Throwable why = failure;
    if (why != null) {
      throw new IllegalStateException("the engine stopped", why);
    }
  }

  /** Stops the threads and closes the journal; the engine can still be asked for its digest. */
  EmbeddedEngine stop() {
    stopped = true;
    engine.snapshotter().stop();
    engine.intake().wake();
    RunningNode.join(writer);
    RunningNode.join(keeper);
    engine.close();
    return engine;
  }

  @Override
  public void close() {
    stop();
  }
}
