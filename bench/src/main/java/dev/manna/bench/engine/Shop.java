package dev.manna.bench.engine;

import dev.manna.bench.Unverified;
import dev.manna.core.Campaign;
import dev.manna.core.Command;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import java.util.List;
import java.util.function.ToLongFunction;
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

  /** Any of them may be asked. */
  private final List<? extends Asked> all;

  private final Asked running;
  private final Claims claims;

  Shop(Asked running, int users) {
    this(List.of(running), users);
  }

  Shop(List<? extends Asked> all, int users) {
    this.all = all;
    this.running = all.getFirst();
    claims = new Claims(System.nanoTime(), users);
  }

  void sale(String campaign, List<String> skus, long stock) {
    sale(Terms.open(campaign), campaign, skus, stock);
  }

  /** As much as anybody wants, but no user more than so many times: which each claim looks up. */
  void limitedSale(String campaign, List<String> skus, int perUser) {
    sale(Terms.open(campaign).with(new Limits(perUser, 0, 0)), campaign, skus, PLENTY);
  }

  private void sale(Terms terms, String campaign, List<String> skus, long stock) {
    define(
        campaign,
        new Sale(terms, skus.stream().map(sku -> new Sale.Sku(sku, sku, stock)).toList()));
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
    List<Tally> tallies = tallies();
    long nanos = ClosedLoop.run(all, requests, tallies);
    Unverified.unlessEqual("claims accepted", requests.length, sum(tallies, Tally::claims));
    Unverified.unlessEqual(
        "gone from " + campaign, sum(tallies, Tally::granted), running.gone(campaign) - before);
    return requests.length * 1e9 / nanos;
  }

  /** Answers in a second where there is nothing left to claim. */
  double refusalsPerSecond(Request[] requests) {
    List<Tally> tallies = tallies();
    long nanos = ClosedLoop.run(all, requests, tallies);
    Unverified.unlessEqual("claims refused", requests.length, sum(tallies, Tally::refused));
    return requests.length * 1e9 / nanos;
  }

  private List<Tally> tallies() {
    return all.stream().map(each -> new Tally()).toList();
  }

  private static long sum(List<Tally> tallies, ToLongFunction<Tally> what) {
    return tallies.stream().mapToLong(what).sum();
  }
}
