package dev.manna.core.law;

import static dev.manna.core.law.FavourEdits.END;
import static dev.manna.core.law.FavourEdits.FIXED;
import static dev.manna.core.law.FavourEdits.GOODS;
import static dev.manna.core.law.FavourEdits.PASSES;
import static dev.manna.core.law.FavourEdits.RAIN;
import static dev.manna.core.law.FavourEdits.SALE;
import static dev.manna.core.law.FavourEdits.START;
import static dev.manna.core.law.FavourEdits.TERMS;
import static dev.manna.core.law.FavourEdits.WAITS;

import dev.manna.core.Leeway;
import dev.manna.core.RainPlan;
import dev.manna.core.RainPlan.Good;
import dev.manna.core.RainPlan.Round;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Denomination;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Supply;
import dev.manna.core.Supply.Location;
import dev.manna.core.Supply.Part;
import dev.manna.core.law.FavourEdits.Edit;
import java.util.ArrayList;
import java.util.List;

/** Edits of rains and sales, for better and worse. */
final class FavourPools {
  private FavourPools() {}

  static List<Edit> all() {
    List<Edit> all = new ArrayList<>(ofRains());
    all.addAll(ofPlans());
    all.addAll(ofSales());
    return all;
  }

  private static Edit rain(
      String name, boolean passes, long cents, long packets, Split split, int hit) {
    return new Edit(name, passes, RAIN, new RedPacket(TERMS, "CNY", cents, packets, split, hit));
  }

  private static Edit fixed(String name, boolean passes, Denomination... next) {
    long cents = 0;
    long packets = 0;
    for (Denomination each : next) {
      cents += each.cents() * each.count();
      packets += each.count();
    }
    Split split = new Split.Fixed(List.of(next));
    RedPacket is = new RedPacket(TERMS, "CNY", cents, packets, split, RedPacket.ALWAYS);
    return new Edit(name, passes, FIXED, is);
  }

  private static List<Edit> ofRains() {
    Split same = RAIN.split();
    return List.of(
        rain("more money", PASSES, 1_001, 10, same, 500_000),
        rain("less money", WAITS, 999, 10, same, 500_000),
        rain("packets of the most", PASSES, 1_600, 12, same, 500_000),
        rain("packets of less", WAITS, 1_599, 12, same, 500_000),
        rain("fewer packets", WAITS, 1_000, 9, same, 500_000),
        rain("more hits", PASSES, 1_000, 10, same, 500_001),
        rain("fewer hits", WAITS, 1_000, 10, same, 499_999),
        rain("a smaller minimum", WAITS, 1_100, 10, new Split.DoubleMean(1, 301), 500_000),
        rain("a larger minimum", WAITS, 1_000, 10, new Split.DoubleMean(2, 300), 500_000),
        rain("even packets", WAITS, 1_000, 10, new Split.Even(), 500_000),
        fixed("more of the largest", PASSES, new Denomination(100, 3), new Denomination(400, 2)),
        fixed(
            "larger ones",
            PASSES,
            new Denomination(100, 3),
            new Denomination(400, 1),
            new Denomination(401, 1)),
        fixed("more of the smallest", WAITS, new Denomination(100, 4), new Denomination(400, 1)),
        fixed("less of the largest", WAITS, new Denomination(100, 3), new Denomination(400, 0)),
        fixed(
            "smaller ones",
            WAITS,
            new Denomination(100, 3),
            new Denomination(400, 1),
            new Denomination(50, 1)));
  }

  private static Edit plan(String name, boolean passes, RainPlan before, RainPlan next) {
    return new Edit(name, passes, RAIN.with(before), RAIN.with(next));
  }

  static RainPlan round(long end, long cents, long packets) {
    return RainPlan.NONE.in(
        List.of(
            new Round(START, START + 100, 1_000 - cents, 10 - packets, List.of()),
            new Round(START + 200, end, cents, packets, List.of())),
        false);
  }

  private static Edit moreInARound(long end) {
    return new Edit(
        "more money in a round",
        PASSES,
        RAIN.with(round(end, 100, 1)),
        new RedPacket(
            TERMS,
            "CNY",
            1_001,
            10,
            RAIN.split(),
            500_000,
            RainPlan.NONE.in(
                List.of(
                    new Round(START, START + 100, 900, 9, List.of()),
                    new Round(START + 200, end, 101, 1, List.of())),
                false)));
  }

  private static List<Edit> ofPlans() {
    RainPlan opened = RainPlan.NONE.opened(60_000, END + 10);
    long end = START + 300;
    return List.of(
        plan("longer to open", PASSES, opened, RainPlan.NONE.opened(60_001, END + 11)),
        plan("for ever to open", PASSES, opened, RainPlan.NONE),
        plan("a time to open by", WAITS, RainPlan.NONE, opened),
        plan("shorter to open", WAITS, opened, RainPlan.NONE.opened(59_999, END + 10)),
        plan("an earlier end to open", WAITS, opened, RainPlan.NONE.opened(60_000, END + 9)),
        plan(
            "more of a good",
            WAITS,
            GOODS,
            RainPlan.NONE.with(1_000, List.of(new Good("mug", "", 4)))),
        plan(
            "more hits of a good",
            WAITS,
            GOODS,
            RainPlan.NONE.with(1_001, List.of(new Good("mug", "", 3)))),
        plan("moved between rounds", WAITS, round(end, 100, 1), round(end, 101, 1)),
        plan("a longer round", WAITS, round(end, 100, 1), round(end + 1, 100, 1)),
        moreInARound(end),
        plan(
            "what is left carried over",
            WAITS,
            round(end, 100, 1),
            RainPlan.NONE.in(round(end, 100, 1).rounds(), true)));
  }

  private static Edit skus(String name, boolean passes, Sku... next) {
    List<Sku> all = new ArrayList<>(List.of(next));
    SALE.skus().stream()
        .filter(sku -> all.stream().noneMatch(other -> other.id().equals(sku.id())))
        .forEach(all::add);
    return new Edit(name, passes, SALE, new Sale(TERMS, all, true, SALE.leeway()));
  }

  private static Edit places(String name, boolean passes, Location... next) {
    return skus(name, passes, Sku.of("b", "", Supply.at(next)));
  }

  private static Edit leeway(String name, boolean passes, long millis, int extensions) {
    Leeway next = new Leeway(millis, extensions);
    return new Edit(name, passes, SALE, new Sale(TERMS, SALE.skus(), true, next));
  }

  private static List<Edit> ofSales() {
    return List.of(
        skus("more of a SKU", PASSES, new Sku("a", "A", 11).limited(3)),
        skus("less of a SKU", WAITS, new Sku("a", "A", 9).limited(3)),
        skus("another title", WAITS, new Sku("a", "B", 10).limited(3)),
        skus("more for each", PASSES, new Sku("a", "A", 10).limited(4)),
        skus("as much as there is for each", PASSES, new Sku("a", "A", 10)),
        skus("less for each", WAITS, new Sku("a", "A", 10).limited(2)),
        skus("sold beyond the stock", WAITS, new Sku("a", "A", 10, Supply.beyond(1), 3)),
        skus("notices", PASSES, new Sku("a", "A", 10, new Supply(0, 3, List.of(), List.of()), 3)),
        skus("a new SKU", PASSES, new Sku("c", "", 1)),
        skus("a new bundle", WAITS, Sku.of("d", "", Supply.bundle(new Part("a", 2)))),
        skus("another bundle", WAITS, Sku.of("both", "", Supply.bundle(new Part("a", 2)))),
        places("more at a place", PASSES, new Location("x", 5), new Location("y", 7)),
        places("moved between places", WAITS, new Location("x", 4), new Location("y", 7)),
        places("places in another order", WAITS, new Location("y", 6), new Location("x", 5)),
        places(
            "another place",
            PASSES,
            new Location("x", 5),
            new Location("y", 6),
            new Location("z", 1)),
        leeway("longer to return", PASSES, 60_001, 2),
        leeway("shorter to return", WAITS, 59_999, 2),
        leeway("more extensions", PASSES, 60_000, 3),
        leeway("any extensions", PASSES, 60_000, Leeway.ANY),
        leeway("fewer extensions", WAITS, 60_000, 1),
        new Edit("no movements", WAITS, SALE, new Sale(TERMS, SALE.skus(), false, SALE.leeway())));
  }
}
