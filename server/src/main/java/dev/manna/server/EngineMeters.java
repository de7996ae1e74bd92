package dev.manna.server;

import dev.manna.engine.LiveEngine;
import dev.manna.engine.WriterStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.concurrent.TimeUnit;

/** The figures of the engine, the disk and the process. All are read only when somebody asks. */
final class EngineMeters {
  private EngineMeters() {}

  static void register(MeterRegistry registry, LiveEngine engine, WallClock clock) {
    WriterStats stats = engine.stats();
    Gauge.builder("manna.position", stats, WriterStats::position)
        .description("The position of the last durable event")
        .register(registry);
    FunctionCounter.builder("manna.events", stats, WriterStats::events)
        .description("Events made durable since the start")
        .register(registry);
    FunctionCounter.builder("manna.batches", stats, WriterStats::batches)
        .description("Batches made durable since the start; events a batch is their quotient")
        .register(registry);
    Gauge.builder("manna.queue.depth", () -> engine.intake().depth())
        .description("Requests that wait for the writer")
        .register(registry);
    Gauge.builder("manna.disk.full", () -> engine.writer().full() ? 1 : 0)
        .description("1 while the log has no room")
        .register(registry);
    FunctionCounter.builder("manna.clock.jumps", clock, WallClock::jumps)
        .description("How often the machine's clock jumped by more than two seconds")
        .register(registry);
  }

  /** The disk of a journal. */
  static void register(MeterRegistry registry, TimedDisk disk) {
    FunctionTimer.builder(
            "manna.fsync", disk, TimedDisk::forces, TimedDisk::nanos, TimeUnit.NANOSECONDS)
        .description("What making a file durable takes")
        .register(registry);
  }

  /** The process itself. The watch on the collector lasts as long as the process. */
  @SuppressWarnings("resource")
  static void register(MeterRegistry registry) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }
}
