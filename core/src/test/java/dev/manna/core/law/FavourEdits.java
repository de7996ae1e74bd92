package dev.manna.core.law;

import dev.manna.core.Campaign;
import dev.manna.core.Leeway;
import dev.manna.core.Limits;
import dev.manna.core.Limits.Dimension;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.Share;
import dev.manna.core.Lottery.Tier;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.Pacing;
import dev.manna.core.Period;
import dev.manna.core.PrizeRules;
import dev.manna.core.RainPlan;
import dev.manna.core.RainPlan.Good;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Denomination;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Supply;
import dev.manna.core.Supply.Location;
import dev.manna.core.Supply.Part;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Edits of terms, limits and lotteries, for better and worse. */
final class FavourEdits {
  static final boolean PASSES = true;
  static final boolean WAITS = false;

  static final long START = 2_000_000;
  static final long END = 3_000_000;
  static final Dimension DEVICE = new Dimension("device", Period.DAY, 3, 100, false);
  static final Limits LIMITS = new Limits(5, 4, 3, 9, 1_000, List.of(DEVICE));
  static final Terms TERMS = new Terms("t", START, END, "UTC", LIMITS, false).approved(true);

  static final Lottery LOTTERY =
      lottery(new WhenGone.Miss(), 50, prize("a", 10, 5), prize("b", 1, Prize.UNLIMITED));

  static final Lottery RAFFLE =
      new Lottery(
          TERMS, 0, List.of(prize("a", 0, 5)), new WhenGone.Redraw(), List.of(), false, true);

  static final RedPacket RAIN =
      new RedPacket(TERMS, "CNY", 1_000, 10, new Split.DoubleMean(1, 300), 500_000);

  static final RedPacket FIXED =
      new RedPacket(
          TERMS,
          "CNY",
          700,
          4,
          new Split.Fixed(List.of(new Denomination(100, 3), new Denomination(400, 1))),
          RedPacket.ALWAYS);

  static final RainPlan GOODS = RainPlan.NONE.with(1_000, List.of(new Good("mug", "", 3)));

  static final Sale SALE =
      new Sale(
          TERMS,
          List.of(
              new Sku("a", "A", 10).limited(3),
              Sku.of("b", "", Supply.at(new Location("x", 5), new Location("y", 6))),
              Sku.of("both", "", Supply.bundle(new Part("a", 1), new Part("b", 1)))),
          true,
          new Leeway(60_000, 2));

  private FavourEdits() {}

  /** A change of a definition. */
  record Edit(String name, boolean passes, Campaign before, Campaign next) {
    @Override
    public String toString() {
      return before.kind() + ": " + name;
    }
  }

  private static Lottery lottery(WhenGone gone, long none, Prize... prizes) {
    return new Lottery(TERMS, none, List.of(prizes), gone, List.of(tier(20, 3)), false, false);
  }

  private static Tier tier(long none, long weight) {
    return new Tier(5, none, List.of(new Share("a", weight)));
  }

  private static Prize prize(String id, long weight, long stock) {
    return new Prize(id, "", weight, stock);
  }

  private static Prize ruled(PrizeRules rules) {
    return new Prize("a", "", 10, 5, rules);
  }

  private static Edit terms(String name, boolean passes, UnaryOperator<Terms> edit) {
    return terms(name, passes, SALE, edit);
  }

  private static Edit terms(
      String name, boolean passes, Campaign before, UnaryOperator<Terms> edit) {
    return new Edit(name, passes, before, with(before, edit.apply(TERMS)));
  }

  static Campaign with(Campaign of, Terms terms) {
    return switch (of) {
      case Sale sale -> new Sale(terms, sale.skus(), sale.movements(), sale.leeway());
      case Lottery lottery ->
          new Lottery(
              terms,
              lottery.noPrizeWeight(),
              lottery.prizes(),
              lottery.whenGone(),
              lottery.tiers(),
              lottery.chances(),
              lottery.raffle());
      case RedPacket rain ->
          new RedPacket(
              terms,
              rain.currency(),
              rain.budgetCents(),
              rain.packets(),
              rain.split(),
              rain.hitPerMillion(),
              rain.plan());
    };
  }

  private static Edit limits(String name, boolean passes, Limits next) {
    return terms(name, passes, terms -> terms.with(next));
  }

  private static Edit dimension(String name, boolean passes, Dimension... next) {
    return limits(name, passes, LIMITS.with(List.of(next)));
  }

  static List<Edit> all() {
    List<Edit> all = new ArrayList<>();
    all.addAll(ofTerms());
    all.addAll(ofLimits());
    all.addAll(ofLotteries());
    all.addAll(ofPrizes());
    all.addAll(FavourPools.all());
    return all;
  }

  private static RedPacket paced() {
    return new RedPacket(
        TERMS,
        "CNY",
        1_000,
        10,
        RAIN.split(),
        RedPacket.ALWAYS,
        RainPlan.NONE.with(new Pacing.Linear()));
  }

  private static List<Edit> ofTerms() {
    Terms longer = TERMS.within(START, END + 1);
    return List.of(
        terms("nothing", PASSES, terms -> terms),
        new Edit(
            "another title",
            WAITS,
            SALE,
            with(SALE, new Terms("u", START, END, "UTC", LIMITS, false, true))),
        terms("an earlier start", WAITS, terms -> terms.within(START - 1, END)),
        terms("a later start", WAITS, terms -> terms.within(START + 1, END)),
        terms("an earlier end", WAITS, terms -> terms.within(START, END - 1)),
        terms("a later end", PASSES, terms -> longer),
        terms("a later end of a lottery", PASSES, LOTTERY, terms -> longer),
        terms("a later end of a raffle", WAITS, RAFFLE, terms -> longer),
        terms("a later end of a rain", PASSES, RAIN, terms -> longer),
        terms("a later end of a pace", WAITS, paced(), terms -> longer),
        new Edit(
            "another time zone",
            WAITS,
            SALE,
            with(SALE, new Terms("t", START, END, "Asia/Shanghai", LIMITS, false, true))),
        new Edit(
            "a list alone",
            WAITS,
            SALE,
            with(SALE, new Terms("t", START, END, "UTC", LIMITS, true, true))),
        new Edit(
            "everybody",
            WAITS,
            with(SALE, new Terms("t", START, END, "UTC", LIMITS, true, true)),
            SALE),
        terms("no second person", WAITS, terms -> terms.approved(false)),
        new Edit("a second person", PASSES, with(SALE, TERMS.approved(false)), SALE));
  }

  private static List<Edit> ofLimits() {
    Limits none = new Limits(0, 0, 0, 0, 0, List.of());
    return List.of(
        limits("no limits", PASSES, none),
        new Edit("limits", WAITS, with(SALE, TERMS.with(none)), SALE),
        limits("a looser limit", PASSES, new Limits(6, 5, 4, 10, 999, List.of(DEVICE))),
        limits("less for a user", WAITS, new Limits(4, 4, 3, 9, 1_000, List.of(DEVICE))),
        limits("less in a day", WAITS, new Limits(5, 3, 3, 9, 1_000, List.of(DEVICE))),
        limits("less in a week", WAITS, new Limits(5, 4, 2, 9, 1_000, List.of(DEVICE))),
        limits("less in a month", WAITS, new Limits(5, 4, 3, 8, 1_000, List.of(DEVICE))),
        limits("a longer wait", WAITS, new Limits(5, 4, 3, 9, 1_001, List.of(DEVICE))),
        dimension("no limit of devices", PASSES),
        dimension("more of a device", PASSES, new Dimension("device", Period.DAY, 4, 101, false)),
        dimension("less of a device", WAITS, new Dimension("device", Period.DAY, 2, 100, false)),
        dimension("fewer devices", WAITS, new Dimension("device", Period.DAY, 3, 99, false)),
        dimension("a device needed", WAITS, new Dimension("device", Period.DAY, 3, 100, true)),
        dimension("a longer period", WAITS, new Dimension("device", Period.WEEK, 3, 100, false)),
        dimension(
            "a limit of stores", WAITS, DEVICE, new Dimension("store", Period.DAY, 3, 100, false)),
        terms("a looser limit of a raffle", WAITS, RAFFLE, terms -> terms.with(none)));
  }

  private static Edit prizes(String name, boolean passes, long none, Prize... next) {
    return new Edit(name, passes, LOTTERY, lottery(LOTTERY.whenGone(), none, next));
  }

  private static List<Edit> ofLotteries() {
    Prize a = prize("a", 10, 5);
    Prize b = prize("b", 1, Prize.UNLIMITED);
    return List.of(
        prizes("fewer blanks", PASSES, 49, a, b),
        prizes("more blanks", WAITS, 51, a, b),
        prizes("a heavier prize", WAITS, 50, prize("a", 11, 5), b),
        prizes("a lighter prize", WAITS, 50, prize("a", 9, 5), b),
        prizes("more of a prize", PASSES, 50, prize("a", 10, 6), b),
        prizes("less of a prize", WAITS, 50, prize("a", 10, 4), b),
        prizes("a prize left out", WAITS, 50, a),
        prizes("another order", PASSES, 50, b, a),
        prizes("another title", WAITS, 50, new Prize("a", "A", 10, 5), b),
        prizes("a new prize that is drawn", WAITS, 50, a, b, prize("c", 1, 5)),
        prizes("a new prize that is not drawn", PASSES, 50, a, b, prize("c", 0, 5)),
        prizes(
            "a new prize in a miss's place",
            WAITS,
            50,
            a,
            b,
            new Prize("c", "", 0, 5, new PrizeRules(0, 0, true, 0, 7))),
        new Edit(
            "another draw when gone", WAITS, LOTTERY, lottery(new WhenGone.Redraw(), 50, a, b)),
        tiers("fewer blanks later", PASSES, List.of(tier(19, 3))),
        tiers("more blanks later", WAITS, List.of(tier(21, 3))),
        tiers("a heavier prize later", WAITS, List.of(tier(20, 4))),
        tiers("no tiers", WAITS, List.of()),
        tiers("an earlier tier", WAITS, List.of(new Tier(4, 20, List.of(new Share("a", 3))))),
        new Edit(
            "chances",
            WAITS,
            LOTTERY,
            new Lottery(
                TERMS, 50, LOTTERY.prizes(), LOTTERY.whenGone(), LOTTERY.tiers(), true, false)),
        new Edit("more of a raffle", PASSES, RAFFLE, raffle(prize("a", 0, 6), prize("b", 0, 1))),
        new Edit("less of a raffle", WAITS, RAFFLE, raffle(prize("a", 0, 4), prize("b", 0, 1))));
  }

  private static Lottery raffle(Prize... prizes) {
    return new Lottery(TERMS, 0, List.of(prizes), new WhenGone.Redraw(), List.of(), false, true);
  }

  private static Edit tiers(String name, boolean passes, List<Tier> next) {
    return new Edit(
        name,
        passes,
        LOTTERY,
        new Lottery(TERMS, 50, LOTTERY.prizes(), LOTTERY.whenGone(), next, false, false));
  }

  private static Edit rules(String name, boolean passes, WhenGone gone, PrizeRules next) {
    PrizeRules before = new PrizeRules(70, 2, false, 3, 9);
    return new Edit(name, passes, lottery(gone, 50, ruled(before)), lottery(gone, 50, ruled(next)));
  }

  private static List<Edit> ofPrizes() {
    WhenGone miss = new WhenGone.Miss();
    WhenGone redraw = new WhenGone.Redraw();
    return List.of(
        rules("more of a prize for each", PASSES, miss, new PrizeRules(70, 3, false, 3, 9)),
        rules("any number for each", PASSES, miss, new PrizeRules(70, 0, false, 3, 9)),
        rules("less of a prize for each", WAITS, miss, new PrizeRules(70, 1, false, 3, 9)),
        rules("a prize enabled", PASSES, miss, new PrizeRules(70, 2, true, 3, 9)),
        rules("unlocked earlier", PASSES, miss, new PrizeRules(70, 2, false, 2, 9)),
        rules("unlocked later", WAITS, miss, new PrizeRules(70, 2, false, 4, 9)),
        rules("another guarantee", WAITS, miss, new PrizeRules(70, 2, false, 3, 8)),
        rules("another value", WAITS, miss, new PrizeRules(71, 2, false, 3, 9)),
        rules("more for each, redrawn", WAITS, redraw, new PrizeRules(70, 3, false, 3, 9)),
        rules("enabled, redrawn", WAITS, redraw, new PrizeRules(70, 2, true, 3, 9)),
        rules("unlocked earlier, redrawn", WAITS, redraw, new PrizeRules(70, 2, false, 2, 9)),
        new Edit(
            "a prize disabled",
            WAITS,
            lottery(miss, 50, ruled(PrizeRules.NONE)),
            lottery(miss, 50, ruled(new PrizeRules(0, 0, false, 0, 0)))));
  }
}
