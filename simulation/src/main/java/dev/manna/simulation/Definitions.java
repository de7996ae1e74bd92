package dev.manna.simulation;

import dev.manna.core.Campaign;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Denomination;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes up campaigns: small, so that they run out, end, start and hit their limits all the time.
 */
final class Definitions {
  private static final long MINUTE = 60_000;
  static final List<String> ZONES =
      List.of("UTC", "Asia/Shanghai", "America/New_York", "Asia/Kathmandu");

  private final Chance chance;

  Definitions(Chance chance) {
    this.chance = chance;
  }

  Campaign any(long now) {
    return switch (chance.below(3)) {
      case 0 -> lottery(now);
      case 1 -> rain(now);
      default -> sale(now);
    };
  }

  private Terms terms(long now) {
    long start = chance.oneIn(4) ? now + chance.between(-MINUTE, 2 * MINUTE) : 0;
    long end = chance.oneIn(4) ? now + chance.between(MINUTE, 5 * MINUTE) : Terms.FOREVER;
    return new Terms(
        "title " + chance.below(100),
        start,
        Math.max(end, start + 1),
        chance.pick(ZONES),
        limits());
  }

  private Limits limits() {
    return new Limits(
        chance.oneIn(3) ? (int) chance.between(1, 20) : 0,
        chance.oneIn(3) ? (int) chance.between(1, 8) : 0,
        chance.oneIn(3) ? chance.between(1, MINUTE / 2) : 0);
  }

  private Lottery lottery(long now) {
    List<Prize> prizes = new ArrayList<>();
    int count = (int) chance.between(1, 6);
    for (int i = 0; i < count; i++) {
      long weight = i > 0 && chance.oneIn(4) ? 0 : chance.between(1, 50);
      long stock = chance.oneIn(12) ? Prize.UNLIMITED : chance.between(0, 40);
      prizes.add(new Prize("prize" + i, "", weight, stock));
    }
    WhenGone whenGone =
        switch (chance.below(3)) {
          case 0 -> new WhenGone.Redraw();
          case 1 -> new WhenGone.Miss();
          default -> new WhenGone.Fallback(chance.pick(prizes).id());
        };
    long noPrize = chance.oneIn(2) ? 0 : chance.between(1, 50);
    return new Lottery(terms(now), noPrize, prizes, whenGone);
  }

  private RedPacket rain(long now) {
    long packets = chance.between(1, 60);
    int hit = chance.oneIn(2) ? RedPacket.ALWAYS : (int) chance.between(1, RedPacket.ALWAYS);
    String currency = chance.oneIn(3) ? "EUR" : "CNY";
    return switch (chance.below(3)) {
      case 0 -> {
        long min = chance.between(1, 20);
        long max = min + chance.between(0, 500);
        long cents = chance.between(packets * min, packets * max);
        yield new RedPacket(
            terms(now), currency, cents, packets, new Split.DoubleMean(min, max), hit);
      }
      case 1 -> {
        long cents = chance.between(packets, packets * 100);
        yield new RedPacket(terms(now), currency, cents, packets, new Split.Even(), hit);
      }
      default -> fixed(terms(now), currency, hit);
    };
  }

  private RedPacket fixed(Terms terms, String currency, int hit) {
    List<Denomination> all = new ArrayList<>();
    long cents = 0;
    long packets = 0;
    for (int i = 0; i < chance.between(1, 4); i++) {
      Denomination each = new Denomination(1 + i * 7L + chance.below(7), chance.between(1, 20));
      all.add(each);
      cents += each.cents() * each.count();
      packets += each.count();
    }
    return new RedPacket(terms, currency, cents, packets, new Split.Fixed(all), hit);
  }

  private Sale sale(long now) {
    List<Sku> skus = new ArrayList<>();
    // A shop with many goods makes events that are longer than a block of the disk.
    long count = chance.oneIn(12) ? chance.between(100, 400) : chance.between(1, 6);
    for (int i = 0; i < count; i++) {
      skus.add(new Sku("sku" + i, "", chance.between(0, 60)));
    }
    return new Sale(terms(now), skus);
  }

  /** A replacement for a definition: mostly one that could be accepted. */
  Campaign edited(Campaign before, long now) {
    if (chance.oneIn(8)) {
      return any(now);
    }
    Terms terms = chance.oneIn(3) ? before.terms() : edited(before.terms(), now);
    return switch (before) {
      case Lottery lottery -> edited(lottery, terms);
      case Sale sale -> edited(sale, terms);
      case RedPacket rain -> edited(rain, terms);
    };
  }

  private Terms edited(Terms before, long now) {
    Terms fresh = terms(now);
    return chance.oneIn(2)
        ? before.with(fresh.limits())
        : before.within(fresh.startMillis(), fresh.endMillis());
  }

  private long moved(long stock) {
    return Math.max(0, stock + chance.between(-10, 10));
  }

  private Lottery edited(Lottery before, Terms terms) {
    List<Prize> prizes = new ArrayList<>();
    for (Prize prize : before.prizes()) {
      long stock = prize.unlimited() ? Prize.UNLIMITED : moved(prize.stock());
      long weight =
          prizes.isEmpty() ? prize.weight() : Math.max(0, prize.weight() - chance.below(3));
      prizes.add(new Prize(prize.id(), prize.title(), weight, stock));
    }
    if (chance.oneIn(3)) {
      prizes.add(new Prize("prize" + prizes.size(), "", chance.below(20), chance.below(20)));
    }
    return new Lottery(terms, before.noPrizeWeight(), prizes, before.whenGone());
  }

  private Sale edited(Sale before, Terms terms) {
    List<Sku> skus = new ArrayList<>();
    before.skus().forEach(sku -> skus.add(new Sku(sku.id(), "", moved(sku.stock()))));
    if (chance.oneIn(3)) {
      skus.add(new Sku("sku" + skus.size(), "", chance.below(60)));
    }
    return new Sale(terms, skus);
  }

  private RedPacket edited(RedPacket before, Terms terms) {
    if (before.split() instanceof Split.Fixed(List<Denomination> all)) {
      List<Denomination> edited = new ArrayList<>();
      all.forEach(each -> edited.add(new Denomination(each.cents(), moved(each.count()))));
      long cents = edited.stream().mapToLong(each -> each.cents() * each.count()).sum();
      long packets = edited.stream().mapToLong(Denomination::count).sum();
      return new RedPacket(
          terms,
          before.currency(),
          cents,
          packets,
          new Split.Fixed(edited),
          before.hitPerMillion());
    }
    return new RedPacket(
        terms,
        before.currency(),
        before.budgetCents() + chance.between(-50, 100),
        before.packets() + chance.between(-2, 4),
        before.split(),
        before.hitPerMillion());
  }
}
