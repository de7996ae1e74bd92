package dev.manna.core.law;

import dev.manna.core.Leeway;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.Tier;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.PrizeRules;
import dev.manna.core.RainPlan;
import dev.manna.core.RainPlan.Round;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Denomination;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Supply;
import dev.manna.core.Supply.Location;
import dev.manna.core.Waitlist;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What of {@link Favour} each kind of campaign has of its own. */
final class FavourOfPools {
  private FavourOfPools() {}

  /** Of each prize there is as much as before or more, and none is drawn less often. */
  static boolean of(Lottery before, Lottery next) {
    if (next.chances() != before.chances()
        || next.raffle() != before.raffle()
        || !next.whenGone().equals(before.whenGone())
        || next.noPrizeWeight() > before.noPrizeWeight()
        || !ofTiers(before.tiers(), next.tiers())) {
      return false;
    }
    // Only where a draw of what cannot be won is a miss does a prize that can be won again take
    // nothing from the others.
    boolean apart = before.whenGone() instanceof WhenGone.Miss;
    Map<String, Prize> prizes = new HashMap<>();
    next.prizes().forEach(prize -> prizes.put(prize.id(), prize));
    for (Prize was : before.prizes()) {
      Prize is = prizes.remove(was.id());
      if (is == null || !of(was, is, apart)) {
        return false;
      }
    }
    return prizes.values().stream().allMatch(added -> addsOnly(added, next));
  }

  private static boolean of(Prize was, Prize is, boolean apart) {
    return is.title().equals(was.title())
        && is.weight() == was.weight()
        && is.unlimited() == was.unlimited()
        && is.stock() >= was.stock()
        && (is.rules().equals(was.rules()) || (apart && opens(was.rules(), is.rules())));
  }

  private static boolean opens(PrizeRules was, PrizeRules is) {
    return is.valueCents() == was.valueCents()
        && Favour.looser(was.perUser(), is.perUser())
        && (is.enabled() || !was.enabled())
        && is.unlockAfter() <= was.unlockAfter()
        && is.guaranteedByMiss() == was.guaranteedByMiss();
  }

  /** Whether a new prize is drawn in no other's place. */
  private static boolean addsOnly(Prize added, Lottery next) {
    return added.weight() == 0
        && added.rules().guaranteedByMiss() == 0
        && next.tiers().stream()
            .flatMap(tier -> tier.weights().stream())
            .noneMatch(share -> share.prize().equals(added.id()) && share.weight() > 0);
  }

  private static boolean ofTiers(List<Tier> before, List<Tier> next) {
    if (next.size() != before.size()) {
      return false;
    }
    for (int i = 0; i < next.size(); i++) {
      Tier was = before.get(i);
      Tier is = next.get(i);
      if (is.fromDraw() != was.fromDraw()
          || is.noPrizeWeight() > was.noPrizeWeight()
          || !is.weights().equals(was.weights())) {
        return false;
      }
    }
    return true;
  }

  /** As much money as before or more, in packets that are no smaller. */
  static boolean of(RedPacket before, RedPacket next) {
    return next.currency().equals(before.currency())
        && next.hitPerMillion() >= before.hitPerMillion()
        && ofSplits(before, next)
        && ofPlans(before, next);
  }

  private static boolean ofSplits(RedPacket before, RedPacket next) {
    if (before.split() instanceof Split.Fixed was && next.split() instanceof Split.Fixed is) {
      return ofFixed(was, is);
    }
    return next.split().equals(before.split())
        && grows(
            before.split(),
            next.budgetCents() - before.budgetCents(),
            next.packets() - before.packets());
  }

  /** Each packet left is equally likely to be the next: only more of the largest help everybody. */
  private static boolean ofFixed(Split.Fixed before, Split.Fixed next) {
    Map<Long, Long> counts = new HashMap<>();
    next.denominations().forEach(each -> counts.put(each.cents(), each.count()));
    for (Denomination was : before.denominations()) {
      Long is = counts.remove(was.cents());
      if (is == null || is < was.count() || (is > was.count() && !isLargest(before, was.cents()))) {
        return false;
      }
    }
    return counts.keySet().stream().allMatch(cents -> isLargest(before, cents));
  }

  /** Whether no packet of a split is larger than this; false where amounts are drawn. */
  static boolean isLargest(Split split, long cents) {
    return split instanceof Split.Fixed fixed
        && fixed.denominations().stream().allMatch(each -> each.cents() <= cents);
  }

  /** Whether the packets that are added bring as much as one of them can hold, each. */
  static boolean grows(Split split, long cents, long packets) {
    return cents >= 0
        && (packets == 0
            || (packets > 0
                && split instanceof Split.Bounded bounded
                && cents / bounded.maxCents() >= packets));
  }

  private static boolean ofPlans(RedPacket before, RedPacket next) {
    RainPlan was = before.plan();
    RainPlan is = next.plan();
    if (is.goodsPerMillion() != was.goodsPerMillion()
        || !is.goods().equals(was.goods())
        || is.carryOver() != was.carryOver()
        || !is.pacing().equals(was.pacing())
        || !Favour.looser(was.openWithinMillis(), is.openWithinMillis())
        || !Favour.looser(was.openUntilMillis(), is.openUntilMillis())
        || is.rounds().size() != was.rounds().size()) {
      return false;
    }
    for (int i = 0; i < is.rounds().size(); i++) {
      if (!of(before.split(), was.rounds().get(i), is.rounds().get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean of(Split split, Round was, Round is) {
    return is.startMillis() == was.startMillis()
        && is.endMillis() == was.endMillis()
        && is.goods().equals(was.goods())
        && grows(split, is.budgetCents() - was.budgetCents(), is.packets() - was.packets());
  }

  /** Of each SKU there is as much as before or more, everywhere and for everybody. */
  static boolean of(Sale before, Sale next) {
    if ((before.movements() && !next.movements()) || !of(before.leeway(), next.leeway())) {
      return false;
    }
    Map<String, Sku> skus = new HashMap<>();
    next.skus().forEach(sku -> skus.put(sku.id(), sku));
    for (Sku was : before.skus()) {
      Sku is = skus.remove(was.id());
      if (is == null || !of(was, is)) {
        return false;
      }
    }
    // A new bundle is another way to what there was.
    return skus.values().stream().noneMatch(Sku::isBundle);
  }

  private static boolean of(Leeway was, Leeway is) {
    boolean extensions =
        is.extensions() == Leeway.ANY
            || (was.extensions() != Leeway.ANY && is.extensions() >= was.extensions());
    return extensions
        && is.returnMillis() >= was.returnMillis()
        && of(was.waitlist(), is.waitlist());
  }

  /**
   * Who waits stands before whoever comes, so a waitlist that was not there is no favour to all.
   */
  private static boolean of(Waitlist was, Waitlist is) {
    return was.open() == is.open()
        && is.entries() >= was.entries()
        && is.longestMillis() >= was.longestMillis();
  }

  private static boolean of(Sku was, Sku is) {
    return is.title().equals(was.title())
        && is.stock() >= was.stock()
        && Favour.looser(was.perUser(), is.perUser())
        && of(was.supply(), is.supply());
  }

  /** What is sold beyond the stock may never come, so that stays what it is. */
  private static boolean of(Supply was, Supply is) {
    if (is.oversell() != was.oversell()
        || !is.parts().equals(was.parts())
        || is.locations().isEmpty() != was.locations().isEmpty()
        || is.locations().size() < was.locations().size()) {
      return false;
    }
    for (int i = 0; i < was.locations().size(); i++) {
      Location before = was.locations().get(i);
      Location next = is.locations().get(i);
      if (!next.id().equals(before.id())
          || next.oversell() != before.oversell()
          || next.stock() < before.stock()) {
        return false;
      }
    }
    return true;
  }
}
