package dev.manna.bench.engine;

import dev.manna.bench.Unverified;
import dev.manna.core.Campaign;
import dev.manna.core.Command;
import dev.manna.core.Lottery;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import java.util.List;
import java.util.stream.IntStream;

/** Campaigns to claim from, and runs over them that end with a look at the pools. */
final class Shop {
  static final String HOT = "hot";
  static final String WIDE = "wide";
  static final String LOTTERY = "lottery";
  static final String SCARCE = "scarce";
  static final List<String> ONE_SKU = List.of("sku");

  static final List<String> MANY_SKUS =
      IntStream.range(0, 10_000).mapToObj(i -> "sku-" + i).toList();

  static final int USERS = 100_000;

  /** More than is ever claimed. */
  private static final long PLENTY = 1_000_000_000_000L;

  private final RunningEngine running;
  private final Claims claims;

  Shop(RunningEngine running, int users) {
    this.running = running;
    claims = new Claims(System.nanoTime(), users);
  }

  void sale(String campaign, List<String> skus, long stock) {
    define(
        campaign,
        new Sale(
            Terms.open(campaign),
            skus.stream().map(sku -> new Sale.Sku(sku, sku, stock)).toList()));
  }

  void sale(String campaign, List<String> skus) {
    sale(campaign, skus, PLENTY / skus.size());
  }

  /** Nine of ten draws win nothing; the others one of three prizes. */
  void lottery(String campaign) {
    define(
        campaign,
        new Lottery(
            Terms.open(campaign),
            900,
            List.of(
                new Lottery.Prize("car", "A car", 1, PLENTY),
                new Lottery.Prize("phone", "A phone", 9, PLENTY),
                new Lottery.Prize("coupon", "A coupon", 90, PLENTY)),
            new Lottery.WhenGone.Redraw()));
  }

  private void define(String campaign, Campaign definition) {
    Reply reply = running.ask(new Command.Define(campaign, definition, 0));
    if (!(reply instanceof Reply.Defined)) {
      throw new IllegalStateException(campaign + " was not defined: " + reply);
    }
  }

  Claims claims() {
    return claims;
  }

  /** Claims accepted in a second, all of them; what was granted is what is missing. */
  double claimsPerSecond(String campaign, Request[] requests) {
    long before = running.gone(campaign);
    Tally tally = new Tally();
    long nanos = ClosedLoop.run(running, requests, tally);
    Unverified.unlessEqual("claims accepted", requests.length, tally.claims());
    Unverified.unlessEqual(
        "gone from " + campaign, tally.granted(), running.gone(campaign) - before);
    return requests.length * 1e9 / nanos;
  }

  /** Answers in a second where there is nothing left to claim. */
  double refusalsPerSecond(Request[] requests) {
    Tally tally = new Tally();
    long nanos = ClosedLoop.run(running, requests, tally);
    Unverified.unlessEqual("claims refused", requests.length, tally.refused());
    return requests.length * 1e9 / nanos;
  }
}
