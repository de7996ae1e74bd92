package dev.manna.server;

import dev.manna.core.TimeSource;
import dev.manna.webhook.Figures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The figures of a webhook's target. There are as many targets as the settings name. */
final class HookMeters {
  private HookMeters() {}

  static void register(MeterRegistry registry, Figures figures, TimeSource clock) {
    Gauge.builder("manna.webhook.pending", figures, Figures::pending)
        .tag("target", figures.name())
        .description("Notices that wait for a target")
        .register(registry);
    Gauge.builder("manna.webhook.dead", figures, Figures::dead)
        .tag("target", figures.name())
        .description("Dead letters of a target")
        .register(registry);
    FunctionCounter.builder("manna.webhook.delivered", figures, Figures::delivered)
        .tag("target", figures.name())
        .description("Notices that a target has taken")
        .register(registry);
    FunctionCounter.builder("manna.webhook.failed", figures, Figures::failed)
        .tag("target", figures.name())
        .description("Attempts that have failed")
        .register(registry);
    Gauge.builder(
            "manna.webhook.failing.seconds",
            figures,
            each -> each.failingMillis(clock.millis()) / 1e3)
        .tag("target", figures.name())
        .description("For how long each attempt has failed, 0 where the last one went well")
        .register(registry);
  }
}
