package dev.manna.server.forecast;

import dev.manna.core.Lottery;
import dev.manna.core.Reply;
import dev.manna.server.terminal.Table;
import dev.manna.server.terminal.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A forecast, and if asked for another to hold against it: as tables, and as one JSON object. */
public final class ForecastReport {
  /** Rows that a table shows; the JSON has all. */
  private static final int SHOWN = 30;

  private final Forecast forecast;
  private final @Nullable Forecast against;
  private final long seed;
  private final double seconds;

  /**
   * A report.
   *
   * @param seconds how long the simulation took
   */
  public ForecastReport(Forecast forecast, @Nullable Forecast against, long seed, double seconds) {
    this.forecast = forecast;
    this.against = against;
    this.seed = seed;
    this.seconds = seconds;
  }

  /** The report for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.addAll(head(forecast));
    if (against == null) {
      lines.addAll(one());
    } else {
      lines.addAll(head(against));
      lines.add("");
      lines.addAll(Comparison.lines(forecast, against));
    }
    lines.add("");
    lines.add(
        "Seed %d, %s s. \"from\" and \"to\" are bounds that hold in 95 of 100 such simulations."
            .formatted(seed, Times.seconds(seconds)));
    return lines;
  }

  private static List<String> head(Forecast of) {
    Scenario scenario = of.scenario();
    return List.of(
        "%s: %s; %s users, %s each, within %s s, %s; %s runs"
            .formatted(
                scenario.name(),
                scenario.definition().kind(),
                Table.grouped(scenario.users()),
                scenario.claims() == 1 ? "1 claim" : scenario.claims() + " claims",
                Figures.number(scenario.millis() / 1_000.0),
                scenario.arrivals().word(),
                Table.grouped(of.runs())));
  }

  private List<String> one() {
    List<String> lines = new ArrayList<>();
    if (forecast.cost().most() > 0) {
      Table cost = new Table("a run costs", "mean", "from", "to", "least", "most");
      Estimate mean = Estimate.ofMean(forecast.cost());
      cost.row(
          Figures.money(forecast.scenario()),
          Figures.number(mean.value()),
          Figures.number(mean.low()),
          Figures.number(mean.high()),
          Figures.number(forecast.cost().least()),
          Figures.number(forecast.cost().most()));
      lines.add("");
      lines.addAll(cost.lines());
    }
    lines.add("");
    lines.addAll(pools());
    lines.add("");
    lines.addAll(chances());
    return lines;
  }

  private List<String> pools() {
    Table table =
        new Table(
            "pool",
            "there is",
            "goes out",
            "from",
            "to",
            "runs out in",
            "from",
            "to",
            "after s",
            "from",
            "to");
    forecast.pools().stream().limit(SHOWN).forEach(pool -> row(table, pool));
    List<String> lines = new ArrayList<>(table.lines());
    int hidden = forecast.pools().size() - SHOWN;
    if (hidden > 0) {
      lines.add("... and " + Table.grouped(hidden) + " more");
    }
    return lines;
  }

  private void row(Table table, Forecast.OfPool pool) {
    Estimate out = Estimate.ofMean(pool.out);
    Estimate share = forecast.ranOut(pool);
    Estimate after = Estimate.ofMean(pool.ranOutSeconds);
    table.row(
        pool.atTheEnd.item() + ", " + pool.atTheEnd.unit(),
        endless(pool.atTheEnd) ? "no end" : pool.atTheEnd.total(),
        Figures.number(out.value()),
        Figures.number(out.low()),
        Figures.number(out.high()),
        Figures.perCent(share.value()),
        Figures.perCent(share.low()),
        Figures.perCent(share.high()),
        Figures.number(after.value()),
        Figures.number(after.low()),
        Figures.number(after.high()));
  }

  private static boolean endless(Reply.Pool pool) {
    return pool.total() == Lottery.Prize.UNLIMITED;
  }

  private List<String> chances() {
    Table table = new Table("a user gets", "chance", "from", "to");
    Map<String, Estimate> chances = forecast.chances();
    chances.entrySet().stream()
        .filter(each -> chances.size() <= SHOWN || !isSku(each.getKey()))
        .forEach(
            each ->
                table.row(
                    each.getKey(),
                    Figures.perCent(each.getValue().value()),
                    Figures.perCent(each.getValue().low()),
                    Figures.perCent(each.getValue().high())));
    return table.lines();
  }

  private boolean isSku(String outcome) {
    return forecast.pools().stream()
        .skip(SHOWN)
        .anyMatch(pool -> pool.atTheEnd.item().equals(outcome));
  }

  /** The report for programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = json(forecast);
    json.put("seed", seed);
    json.put("tookSeconds", seconds);
    if (against != null) {
      json.put("against", json(against));
    }
    return json;
  }

  private static Map<String, Object> json(Forecast of) {
    Scenario scenario = of.scenario();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("campaign", scenario.name());
    json.put("kind", scenario.definition().kind());
    json.put("users", scenario.users());
    json.put("claims", scenario.claims());
    json.put("seconds", scenario.millis() / 1_000.0);
    json.put("arrivals", scenario.arrivals().word());
    json.put("runs", of.runs());
    json.put("costCents", Figures.json(of.cost()));
    json.put("pools", of.pools().stream().map(pool -> json(of, pool)).toList());
    List<Object> chances = new ArrayList<>();
    of.chances()
        .forEach(
            (outcome, estimate) -> {
              Map<String, Object> chance = new LinkedHashMap<>();
              chance.put("outcome", outcome);
              chance.putAll(Figures.json(estimate));
              chances.add(chance);
            });
    json.put("chances", chances);
    return json;
  }

  private static Map<String, Object> json(Forecast of, Forecast.OfPool pool) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("item", pool.atTheEnd.item());
    json.put("unit", pool.atTheEnd.unit());
    json.put("total", endless(pool.atTheEnd) ? "unlimited" : pool.atTheEnd.total());
    json.put("out", Figures.json(pool.out));
    json.put("runsOut", Figures.json(of.ranOut(pool)));
    json.put("runsOutAfterSeconds", Figures.json(pool.ranOutSeconds));
    return json;
  }
}
