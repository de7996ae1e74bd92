package dev.manna.server;

import dev.manna.engine.NodeEngine;
import dev.manna.engine.WriterStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The figures of a node that shares its log. All are read only when somebody asks. */
final class NodeMeters {
  private NodeMeters() {}

  static void register(MeterRegistry registry, NodeEngine engine, Heartbeat heartbeat) {
    Gauge.builder("manna.node", () -> 1)
        .tag("node", heartbeat.name())
        .description("1, for the name under which this node appends")
        .register(registry);
    Gauge.builder("manna.log.epoch", heartbeat, Heartbeat::epoch)
        .description("The epoch in which this node appends")
        .register(registry);
    Gauge.builder("manna.log.known", engine.log(), log -> log.position())
        .description("The last position of the log that this node has heard of")
        .register(registry);
    Gauge.builder("manna.log.trouble", heartbeat, each -> each.trouble().isEmpty() ? 0 : 1)
        .description("1 while nothing can be appended; the log says why")
        .register(registry);
    FunctionCounter.builder("manna.log.races.lost", engine.stats(), WriterStats::racesLost)
        .description("Batches that were decided again because another node was first")
        .register(registry);
  }
}
