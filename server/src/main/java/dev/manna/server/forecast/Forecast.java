package dev.manna.server.forecast;

import dev.manna.core.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** What many runs of a scenario come to. */
public final class Forecast {
  /** Fewer have no bounds. */
  public static final int LEAST_RUNS = 2;

  private final Scenario scenario;
  private final Moments cost = new Moments();
  private final List<OfPool> pools = new ArrayList<>();
  private final Map<String, Moments> chances = new LinkedHashMap<>();
  private int runs;

  /** What is known of one pool: how much goes out, and whether and when it runs out. */
  static final class OfPool {
    final Reply.Pool atTheEnd;
    final Moments out = new Moments();
    final Moments ranOutSeconds = new Moments();

    OfPool(Reply.Pool atTheEnd) {
      this.atTheEnd = atTheEnd;
    }
  }

  private Forecast(Scenario scenario) {
    this.scenario = scenario;
  }

  /** Says whether there is time for another run. */
  @FunctionalInterface
  public interface Patience {
    boolean forMore(int runsMade);
  }

  /** Makes up to so many runs, the same ones for the same seed, as long as there is patience. */
  public static Forecast of(Scenario scenario, int mostRuns, long seed, Patience patience) {
    Forecast forecast = new Forecast(scenario);
    SplittableRandom seeds = new SplittableRandom(seed);
    while (forecast.runs < LEAST_RUNS
        || (forecast.runs < mostRuns && patience.forMore(forecast.runs))) {
      forecast.add(Run.of(scenario, seeds.nextLong()));
    }
    return forecast;
  }

  private void add(Result result) {
    cost.add(result.costCents());
    for (int item = 0; item < result.pools().size(); item++) {
      Reply.Pool pool = result.pools().get(item);
      if (item == pools.size()) {
        pools.add(new OfPool(pool));
      }
      OfPool of = pools.get(item);
      of.out.add((double) pool.held() + pool.given());
      if (result.hasRunOut(item)) {
        of.ranOutSeconds.add(result.ranOutSeconds(item));
      }
    }
    for (OfPool pool : pools) {
      chances.computeIfAbsent(outcomeOf(pool.atTheEnd), one -> Moments.ofZeros(runs));
    }
    for (String outcome : new TreeSet<>(result.users().keySet())) {
      chances.computeIfAbsent(outcome, one -> Moments.ofZeros(runs));
    }
    chances.forEach(
        (outcome, shares) ->
            shares.add(result.users().getOrDefault(outcome, 0) / (double) scenario.users()));
    runs++;
  }

  /** Money and denominations are given in packets; all else by its own name. */
  private static String outcomeOf(Reply.Pool pool) {
    return pool.unit().equals("units") ? pool.item() : dev.manna.core.Grant.PACKET;
  }

  Scenario scenario() {
    return scenario;
  }

  int runs() {
    return runs;
  }

  Moments cost() {
    return cost;
  }

  List<OfPool> pools() {
    return pools;
  }

  /** In how many of the runs the pool ran out. */
  Estimate ranOut(OfPool pool) {
    return Estimate.ofShare(pool.ranOutSeconds.count(), runs);
  }

  /** A user's chance of each outcome, items first. */
  Map<String, Estimate> chances() {
    Map<String, Estimate> estimates = new LinkedHashMap<>();
    chances.forEach(
        (outcome, shares) -> estimates.put(outcome, Estimate.ofChance(shares, scenario.users())));
    return estimates;
  }
}
