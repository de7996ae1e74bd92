package dev.manna.simulation;

import dev.manna.core.Pacing;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Denomination;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes up rains of red packets, and edits of them. */
final class RainDefinitions {
  private final Chance chance;

  RainDefinitions(Chance chance) {
    this.chance = chance;
  }

  RedPacket any(Terms terms, long now) {
    long packets = chance.between(1, 60);
    String currency = chance.oneIn(3) ? "EUR" : "CNY";
    if (chance.oneIn(4)) {
      return planned(fixed(terms, currency), now);
    }
    Split split = split();
    long cents = cents(split, packets);
    RedPacket plain = new RedPacket(terms, currency, cents, packets, split, RedPacket.ALWAYS);
    return planned(plain, now);
  }

  private Split split() {
    long min = chance.between(1, 20);
    long max = min + chance.between(0, 500);
    return switch (chance.below(4)) {
      case 0 -> new Split.DoubleMean(min, max);
      case 1 -> new Split.Even();
      default -> new Split.PositionFair(min, max);
    };
  }

  private long cents(Split split, long packets) {
    return split instanceof Split.Bounded bounded
        ? chance.between(packets * bounded.minCents(), packets * bounded.maxCents())
        : chance.between(packets, packets * 100);
  }

  /** The rain with a plan, of which half have none. */
  private RedPacket planned(RedPacket plain, long now) {
    RainPlan plan = RainPlan.NONE;
    if (chance.oneIn(3)) {
      plan = plan.with((int) chance.between(0, 600_000), goods());
    }
    if (chance.oneIn(3)) {
      long until = plain.terms().endMillis();
      plan =
          plan.opened(
              chance.between(1, 90_000), chance.oneIn(2) && until < Terms.FOREVER ? until : 0);
    }
    boolean rounds = chance.oneIn(3) && !(plain.split() instanceof Split.Fixed);
    if (chance.oneIn(2)) {
      plan = plan.with(pacing());
    }
    if (rounds) {
      return inRounds(plain, plan, now);
    }
    if (plan.paced()) {
      Terms terms = plain.terms().within(now, now + chance.between(60_000, 300_000));
      plan = plan.opened(plan.openWithinMillis(), 0);
      return of(plain, terms, RedPacket.ALWAYS, plan);
    }
    int hit = chance.oneIn(2) ? RedPacket.ALWAYS : (int) chance.between(1, RedPacket.ALWAYS);
    return of(plain, plain.terms(), hit, plan);
  }

  private static RedPacket of(RedPacket like, Terms terms, int hit, RainPlan plan) {
    return new RedPacket(
        terms, like.currency(), like.budgetCents(), like.packets(), like.split(), hit, plan);
  }

  private Pacing pacing() {
    return switch (chance.below(3)) {
      case 0 -> new Pacing.Linear();
      case 1 -> new Pacing.FrontLoaded();
      default ->
          new Pacing.Knots(
              List.of(
                  new Pacing.Knot(200, chance.below(500)),
                  new Pacing.Knot(300 + chance.below(500), 500 + chance.below(501))));
    };
  }

  private List<RainPlan.Good> goods() {
    List<RainPlan.Good> goods = new ArrayList<>();
    for (int i = 0; i < chance.between(1, 3); i++) {
      goods.add(new RainPlan.Good("good" + i, "", chance.between(0, 15)));
    }
    return goods;
  }

  /** Short rounds that follow each other soon, so that many begin and end within a run. */
  private RedPacket inRounds(RedPacket plain, RainPlan plan, long now) {
    List<RainPlan.Round> rounds = new ArrayList<>();
    long start = now + chance.between(-20_000, 30_000);
    long cents = 0;
    long packets = 0;
    Map<String, Long> stock = new TreeMap<>();
    for (int i = 0; i < chance.between(1, 5); i++) {
      RainPlan.Round round = round(start, plain.split(), plan.goods());
      rounds.add(round);
      cents += round.budgetCents();
      packets += round.packets();
      round.goods().forEach(each -> stock.merge(each.id(), each.units(), Long::sum));
      start = round.endMillis() + (chance.oneIn(2) ? 0 : chance.between(1, 20_000));
    }
    List<RainPlan.Good> goods = new ArrayList<>();
    plan.goods()
        .forEach(
            each -> goods.add(new RainPlan.Good(each.id(), "", stock.getOrDefault(each.id(), 0L))));
    Terms terms = plain.terms().within(0, Terms.FOREVER);
    RainPlan whole =
        plan.with(plan.goodsPerMillion(), goods)
            .in(rounds, chance.oneIn(2))
            .opened(plan.openWithinMillis(), 0);
    return new RedPacket(
        terms, plain.currency(), cents, packets, plain.split(), RedPacket.ALWAYS, whole);
  }

  private RainPlan.Round round(long start, Split split, List<RainPlan.Good> goods) {
    long packets = chance.between(1, 25);
    List<RainPlan.Units> units = new ArrayList<>();
    goods.forEach(each -> units.add(new RainPlan.Units(each.id(), chance.between(0, 5))));
    long end = start + chance.between(5_000, 90_000);
    return new RainPlan.Round(Math.max(0, start), end, cents(split, packets), packets, units);
  }

  private RedPacket fixed(Terms terms, String currency) {
    List<Denomination> all = new ArrayList<>();
    long cents = 0;
    long packets = 0;
    for (int i = 0; i < chance.between(1, 4); i++) {
      Denomination each = new Denomination(1 + i * 7L + chance.below(7), chance.between(1, 20));
      all.add(each);
      cents += each.cents() * each.count();
      packets += each.count();
    }
    return new RedPacket(terms, currency, cents, packets, new Split.Fixed(all), RedPacket.ALWAYS);
  }

  RedPacket edited(RedPacket before, Terms terms) {
    RainPlan plan = before.plan();
    if (!plan.rounds().isEmpty()) {
      return editedRounds(before);
    }
    Terms within = plan.paced() || plan.openUntilMillis() > 0 ? before.terms() : terms;
    if (chance.oneIn(3)) {
      plan = plan.opened(chance.oneIn(2) ? 0 : chance.between(1, 60_000), plan.openUntilMillis());
    }
    if (before.split() instanceof Split.Fixed(List<Denomination> all)) {
      return edited(before, all, within, plan);
    }
    long packets = before.packets() + chance.between(-2, 4);
    long cents = before.budgetCents() + chance.between(-50, 100);
    Split split = chance.oneIn(3) ? rebounded(before.split()) : before.split();
    return new RedPacket(
        within, before.currency(), cents, packets, split, before.hitPerMillion(), plan);
  }

  private Split rebounded(Split split) {
    long min = chance.between(1, 10);
    long max = min + chance.between(0, 300);
    return switch (split) {
      case Split.DoubleMean doubleMean -> new Split.DoubleMean(min, max);
      case Split.PositionFair fair -> new Split.PositionFair(min, max);
      case Split.Even even -> even;
      case Split.Fixed fixed -> fixed;
    };
  }

  private RedPacket edited(RedPacket before, List<Denomination> all, Terms terms, RainPlan plan) {
    List<Denomination> edited = new ArrayList<>();
    all.forEach(
        each ->
            edited.add(new Denomination(each.cents(), Definitions.moved(chance, each.count()))));
    long cents = edited.stream().mapToLong(each -> each.cents() * each.count()).sum();
    long packets = edited.stream().mapToLong(Denomination::count).sum();
    Split split = new Split.Fixed(edited);
    return new RedPacket(
        terms, before.currency(), cents, packets, split, before.hitPerMillion(), plan);
  }

  /** Another quota for one round, another time for another, and sometimes a round more. */
  private RedPacket editedRounds(RedPacket before) {
    List<RainPlan.Round> rounds = new ArrayList<>(before.plan().rounds());
    int which = chance.below(rounds.size());
    RainPlan.Round old = rounds.get(which);
    long more = chance.between(-2, 3);
    long cents = old.budgetCents() + chance.between(-40, 40) + more * 10;
    long start = old.startMillis() + (chance.oneIn(4) ? chance.between(-2_000, 2_000) : 0);
    long end = old.endMillis() + (chance.oneIn(4) ? chance.between(-3_000, 3_000) : 0);
    rounds.set(which, new RainPlan.Round(start, end, cents, old.packets() + more, old.goods()));
    if (chance.oneIn(4)) {
      RainPlan.Round last = rounds.getLast();
      rounds.add(
          new RainPlan.Round(
              last.endMillis(), last.endMillis() + 20_000, cents(before.split(), 3), 3, List.of()));
    }
    return new RedPacket(
        before.terms(),
        before.currency(),
        rounds.stream().mapToLong(RainPlan.Round::budgetCents).sum(),
        rounds.stream().mapToLong(RainPlan.Round::packets).sum(),
        before.split(),
        before.hitPerMillion(),
        before.plan().in(rounds, before.plan().carryOver()));
  }
}
