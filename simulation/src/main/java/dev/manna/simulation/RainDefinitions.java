package dev.manna.simulation;

import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Denomination;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;

/** Makes up rains of red packets, and edits of them. */
final class RainDefinitions {
  private final Chance chance;

  RainDefinitions(Chance chance) {
    this.chance = chance;
  }

  RedPacket any(Terms terms) {
    long packets = chance.between(1, 60);
    int hit = chance.oneIn(2) ? RedPacket.ALWAYS : (int) chance.between(1, RedPacket.ALWAYS);
    String currency = chance.oneIn(3) ? "EUR" : "CNY";
    return switch (chance.below(3)) {
      case 0 -> {
        long min = chance.between(1, 20);
        long max = min + chance.between(0, 500);
        long cents = chance.between(packets * min, packets * max);
        yield new RedPacket(terms, currency, cents, packets, new Split.DoubleMean(min, max), hit);
      }
      case 1 -> {
        long cents = chance.between(packets, packets * 100);
        yield new RedPacket(terms, currency, cents, packets, new Split.Even(), hit);
      }
      default -> fixed(terms, currency, hit);
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

  RedPacket edited(RedPacket before, Terms terms) {
    if (before.split() instanceof Split.Fixed(List<Denomination> all)) {
      List<Denomination> edited = new ArrayList<>();
      all.forEach(
          each ->
              edited.add(new Denomination(each.cents(), Definitions.moved(chance, each.count()))));
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
