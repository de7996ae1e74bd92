package dev.manna.server;

import dev.manna.core.law.Conservation.Violation;
import dev.manna.engine.Watch;
import dev.manna.server.http.Gate;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/** Whether the books of the live state balance, as figures: of all, and item by item. */
final class WatchMeters {
  private final Watch watch;
  private final MultiGauge differences;
  private final MultiGauge units;

  private WatchMeters(MeterRegistry registry, Watch watch) {
    this.watch = watch;
    differences =
        MultiGauge.builder("manna.conservation.difference")
            .description("By how much an equation of a campaign's books does not hold")
            .register(registry);
    units =
        MultiGauge.builder("manna.item.units")
            .description("What there is of an item, in units or cents, for the first 250 items")
            .register(registry);
  }

  /** Registers them, and tells the gate what the watch has found. */
  static void register(MeterRegistry registry, Watch watch, Gate gate) {
    Gauge.builder("manna.conservation.violations", watch, WatchMeters::count)
        .description("How many equations of the books do not hold; 0 is good")
        .register(registry);
    Gauge.builder("manna.campaigns.alarmed", watch, each -> each.stopped().size())
        .description("How many campaigns an alarm has stopped")
        .register(registry);
    FunctionCounter.builder("manna.conservation.rounds", watch, Watch::rounds)
        .description("How often the books of all campaigns were looked at since the start")
        .register(registry);
    Gauge.builder("manna.conservation.round.seconds", watch, each -> each.roundMillis() / 1e3)
        .description("How long it took the last time")
        .register(registry);
    gate.watchedBy(watch::stopped, new WatchMeters(registry, watch)::refresh);
  }

  private static int count(Watch watch) {
    return watch.violations().values().stream().mapToInt(List::size).sum();
  }

  /** Before somebody reads the figures: there may be other items than the last time. */
  synchronized void refresh() {
    List<Row<?>> wrong = new ArrayList<>();
    watch.violations().forEach((campaign, all) -> all.forEach(each -> wrong.add(row(each))));
    differences.register(wrong, true);
    List<Row<?>> amounts = new ArrayList<>();
    watch.items().forEach((item, each) -> add(amounts, item, each));
    units.register(amounts, true);
  }

  private static Row<Number> row(Violation violation) {
    Tags tags =
        Tags.of(
            "campaign",
            violation.campaign(),
            "subject",
            violation.subject(),
            "equation",
            violation.equation().word());
    return Row.of(tags, violation.found() - violation.expected());
  }

  private static void add(List<Row<?>> rows, Watch.ItemName item, Watch.Amounts of) {
    Tags tags = Tags.of("campaign", item.campaign(), "item", item.item());
    if (of.free() != Long.MAX_VALUE) {
      rows.add(Row.of(tags.and("account", "free"), of.free()));
    }
    rows.add(Row.of(tags.and("account", "held"), of.held()));
    rows.add(Row.of(tags.and("account", "given"), of.given()));
    rows.add(Row.of(tags.and("account", "reserved"), of.reserved()));
  }
}
