package dev.manna.simulation;

import dev.manna.core.Acks;
import dev.manna.core.Campaign;
import dev.manna.core.Leeway;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.PrizeRules;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;

/** Edits of one thing at a time, for better or worse: it must be seen which. */
final class GentleEdits {
  private final Chance chance;

  GentleEdits(Chance chance) {
    this.chance = chance;
  }

  Campaign of(Campaign before) {
    Terms terms = chance.oneIn(2) ? of(before.terms()) : before.terms();
    boolean pools = terms.equals(before.terms()) || chance.oneIn(4);
    return switch (before) {
      case Lottery lottery -> pools ? of(lottery, terms) : with(lottery, terms, lottery.prizes());
      case RedPacket rain -> pools ? of(rain, terms) : with(rain, terms, rain.plan());
      case Sale sale -> pools ? of(sale, terms) : with(sale, terms, sale.skus());
    };
  }

  private long moved(long number) {
    return Math.max(0, number + chance.between(-3, 5));
  }

  private Terms of(Terms was) {
    Limits limits = was.limits();
    return switch (chance.below(8)) {
      case 0 -> was.within(was.startMillis(), was.endMillis() + chance.between(-50, 50) * 1_000);
      case 1 -> was.within(moved(was.startMillis()), was.endMillis());
      case 2 -> was.approved(!was.secondPerson());
      case 3 -> was.with(limits.within((int) moved(limits.perWeek()), limits.perMonth()));
      case 4 -> was.with(limits.with(dimensions(limits.dimensions())));
      case 5 ->
          new Terms(
              was.title(),
              was.startMillis(),
              was.endMillis(),
              was.timeZone(),
              limits,
              chance.oneIn(2),
              was.secondPerson(),
              was.acks());
      case 6 -> was.answered(was.acks() == Acks.LOG ? Acks.LEDGER : Acks.LOG);
      default ->
          was.with(
              new Limits(
                  (int) moved(limits.perUser()),
                  (int) moved(limits.perDay()),
                  limits.perWeek(),
                  limits.perMonth(),
                  chance.oneIn(2) ? moved(limits.cooldownMillis()) : limits.cooldownMillis(),
                  limits.dimensions()));
    };
  }

  private List<Limits.Dimension> dimensions(List<Limits.Dimension> was) {
    List<Limits.Dimension> next = new ArrayList<>();
    for (Limits.Dimension each : was) {
      if (!chance.oneIn(4)) {
        next.add(
            new Limits.Dimension(
                each.name(),
                each.per(),
                (int) Math.max(1, moved(each.limit())),
                (int) Math.max(1, moved(each.maxValues())),
                chance.oneIn(8) != each.required()));
      }
    }
    return next;
  }

  private static Lottery with(Lottery of, Terms terms, List<Prize> prizes) {
    return new Lottery(
        terms, of.noPrizeWeight(), prizes, of.whenGone(), of.tiers(), of.chances(), of.raffle());
  }

  private Lottery of(Lottery was, Terms terms) {
    if (chance.oneIn(4) && !was.raffle()) {
      return new Lottery(
          terms,
          moved(was.noPrizeWeight()),
          was.prizes(),
          was.whenGone(),
          was.tiers(),
          was.chances(),
          false);
    }
    List<Prize> prizes = new ArrayList<>(was.prizes());
    int which = chance.below(prizes.size());
    Prize prize = prizes.get(which);
    boolean stock = !prize.unlimited() && chance.oneIn(2);
    boolean weight = !stock && !was.raffle() && chance.oneIn(2);
    prizes.set(
        which,
        new Prize(
            prize.id(),
            prize.title(),
            weight ? moved(prize.weight()) : prize.weight(),
            stock ? moved(prize.stock()) : prize.stock(),
            stock || weight || was.raffle() ? prize.rules() : of(prize.rules())));
    if (chance.oneIn(4)) {
      prizes.add(new Prize("prize" + prizes.size(), "", chance.below(2), chance.below(9)));
    }
    return with(was, terms, prizes);
  }

  private PrizeRules of(PrizeRules was) {
    return switch (chance.below(3)) {
      case 0 ->
          new PrizeRules(
              was.valueCents(),
              (int) moved(was.perUser()),
              was.enabled(),
              was.unlockAfter(),
              was.guaranteedByMiss());
      case 1 ->
          new PrizeRules(
              was.valueCents(),
              was.perUser(),
              !was.enabled(),
              was.unlockAfter(),
              was.guaranteedByMiss());
      default ->
          new PrizeRules(
              was.valueCents(),
              was.perUser(),
              was.enabled(),
              (int) moved(was.unlockAfter()),
              was.guaranteedByMiss());
    };
  }

  private static RedPacket with(RedPacket of, Terms terms, RainPlan plan) {
    return new RedPacket(
        terms, of.currency(), of.budgetCents(), of.packets(), of.split(), of.hitPerMillion(), plan);
  }

  private RedPacket of(RedPacket was, Terms terms) {
    RainPlan plan = was.plan();
    long packets = chance.between(-1, 2);
    return switch (chance.below(3)) {
      case 0 -> {
        long within = moved(plan.openWithinMillis() / 1_000) * 1_000;
        yield with(was, terms, plan.opened(within, plan.openUntilMillis()));
      }
      case 1 ->
          new RedPacket(
              terms,
              was.currency(),
              was.budgetCents(),
              was.packets(),
              was.split(),
              (int) Math.min(RedPacket.ALWAYS, was.hitPerMillion() + chance.between(-99, 99)),
              plan);
      default ->
          new RedPacket(
              terms,
              was.currency(),
              was.budgetCents() + chance.between(-40, 400),
              was.packets() + packets,
              was.split(),
              was.hitPerMillion(),
              plan);
    };
  }

  private static Sale with(Sale of, Terms terms, List<Sku> skus) {
    return new Sale(terms, skus, of.movements(), of.leeway());
  }

  private Sale of(Sale was, Terms terms) {
    if (chance.oneIn(5)) {
      Leeway leeway = was.leeway();
      Leeway next =
          chance.oneIn(2)
              ? leeway.withReturns(moved(leeway.returnMillis() / 1_000) * 1_000)
              : leeway.withExtensions((int) chance.between(Leeway.ANY, 4));
      return new Sale(terms, was.skus(), was.movements(), next);
    }
    List<Sku> skus = new ArrayList<>(was.skus());
    int which = chance.below(skus.size());
    Sku sku = skus.get(which);
    boolean one = sku.supply().locations().isEmpty() && !sku.isBundle();
    if (one && chance.oneIn(2)) {
      skus.set(
          which, new Sku(sku.id(), sku.title(), moved(sku.stock()), sku.supply(), sku.perUser()));
    } else if (!sku.isBundle()) {
      skus.set(which, sku.limited(moved(sku.perUser())));
    }
    if (chance.oneIn(5)) {
      skus.add(new Sku("sku" + skus.size(), "", chance.below(9)));
    }
    return with(was, terms, skus);
  }
}
