package dev.manna.server.forecast;

import dev.manna.server.terminal.Table;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;

/** Two forecasts side by side, figure by figure. */
final class Comparison {
  private static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NaN, Double.NaN);

  private final Table table;

  private Comparison(Table table) {
    this.table = table;
  }

  /** A row for each figure that either has, and whether the two differ beyond their bounds. */
  static List<String> lines(Forecast one, Forecast other) {
    Comparison comparison =
        new Comparison(
            new Table(
                "figure",
                one.scenario().name(),
                "from",
                "to",
                other.scenario().name(),
                "from",
                "to",
                "differs"));
    if (one.cost().most() > 0 || other.cost().most() > 0) {
      comparison.row(
          "cost, " + Figures.money(one.scenario()),
          Estimate.ofMean(one.cost()),
          Estimate.ofMean(other.cost()),
          Figures::number);
    }
    comparison.rows(": goes out", outs(one), outs(other), Figures::number);
    comparison.rows(": runs out", shares(one), shares(other), Figures::perCent);
    comparison.rows(": after s", times(one), times(other), Figures::number);
    comparison.rows(": chance", one.chances(), other.chances(), Figures::perCent);
    return comparison.table.lines();
  }

  private static Map<String, Estimate> outs(Forecast of) {
    Map<String, Estimate> outs = new LinkedHashMap<>();
    of.pools().forEach(pool -> outs.put(pool.atTheEnd.item(), Estimate.ofMean(pool.out)));
    return outs;
  }

  private static Map<String, Estimate> shares(Forecast of) {
    Map<String, Estimate> shares = new LinkedHashMap<>();
    of.pools().forEach(pool -> shares.put(pool.atTheEnd.item(), of.ranOut(pool)));
    return shares;
  }

  private static Map<String, Estimate> times(Forecast of) {
    Map<String, Estimate> times = new LinkedHashMap<>();
    of.pools().stream()
        .filter(pool -> pool.ranOutSeconds.count() > 0)
        .forEach(pool -> times.put(pool.atTheEnd.item(), Estimate.ofMean(pool.ranOutSeconds)));
    return times;
  }

  private void rows(
      String what,
      Map<String, Estimate> one,
      Map<String, Estimate> other,
      DoubleFunction<String> format) {
    Set<String> names = new LinkedHashSet<>(one.keySet());
    names.addAll(other.keySet());
    for (String name : names) {
      row(name + what, one.getOrDefault(name, UNKNOWN), other.getOrDefault(name, UNKNOWN), format);
    }
  }

  private void row(String name, Estimate one, Estimate other, DoubleFunction<String> format) {
    table.row(
        name,
        format.apply(one.value()),
        format.apply(one.low()),
        format.apply(one.high()),
        format.apply(other.value()),
        format.apply(other.low()),
        format.apply(other.high()),
        one.meets(other) ? "" : "yes");
  }
}
