package dev.manna.core.law;

import dev.manna.core.Campaign;
import dev.manna.core.Command.Change;
import dev.manna.core.Grant;
import dev.manna.core.Malformed;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may change of a rain: whatever leaves each round with what is out of it, and
 * with a rest that its split can give to the cent.
 */
final class RainEdits {
  private final CampaignState campaign;
  private final RainPools pools;

  private RainEdits(CampaignState campaign) {
    this.campaign = campaign;
    pools = campaign.rain();
  }

  /** By how much an edit changes what a round has of an item; round 0 is a rain without rounds. */
  private interface Difference {
    long of(int round, int item);
  }

  /** What a definition changes although nobody may, or null. */
  static @Nullable String fixedForLife(RedPacket was, RedPacket is) {
    if (!was.currency().equals(is.currency())) {
      return "currency: " + was.currency() + " is fixed for the campaign's life";
    }
    if (was.split().getClass() != is.split().getClass()) {
      return "split.kind: the way to split is fixed for the campaign's life";
    }
    List<RainPlan.Round> before = was.plan().rounds();
    if (before.isEmpty() != is.plan().rounds().isEmpty()
        || before.size() > is.plan().rounds().size()) {
      return "rounds: are added behind the last, never removed, and fixed to be none";
    }
    return was.plan().carryOver() == is.plan().carryOver()
        ? null
        : "carryOver: is fixed for the campaign's life";
  }

  /** What a definition changes of rounds in which somebody has snatched, or null. */
  private @Nullable String rewritten(RedPacket was, RedPacket is) {
    for (int round = 1; round <= pools.latestRound(); round++) {
      RainPlan.Round before = was.plan().rounds().get(round - 1);
      RainPlan.Round after = is.plan().rounds().get(round - 1);
      boolean over = round < pools.latestRound();
      if (before.startMillis() != after.startMillis()
          || (over && before.endMillis() != after.endMillis())) {
        return "rounds[" + (round - 1) + "]: it has begun, and its time is fixed";
      }
    }
    return null;
  }

  static @Nullable Decision cannotBecome(CampaignState campaign, RedPacket next, Catalog catalog) {
    return new RainEdits(campaign).cannotBecome(next, catalog);
  }

  private @Nullable Decision cannotBecome(RedPacket next, Catalog catalog) {
    String fixed = rewritten(pools.rain(), next);
    if (fixed != null) {
      return Decision.refuses(Refusal.MALFORMED, fixed);
    }
    long[] whole = campaign.differences(next, catalog);
    int rounds = pools.rain().plan().rounds().size();
    return infeasible(
        next,
        catalog,
        (round, item) -> {
          if (round == 0) {
            return whole[item];
          }
          long before = round > rounds ? 0 : quota(pools.rain(), round, catalog.id(item));
          return quota(next, round, catalog.id(item)) - before;
        });
  }

  /** What cannot be changed of this rain, whatever there is of it. */
  static @Nullable Decision malformed(CampaignState campaign, Change change) {
    int round = change instanceof Change.InRound in ? in.round() : 0;
    int rounds = campaign.rain().rain().plan().rounds().size();
    if (round > rounds || (round == 0 && rounds > 0)) {
      return Decision.refuses(Refusal.MALFORMED, "round: the rain has the rounds 1 to " + rounds);
    }
    Change inner = change instanceof Change.InRound in ? in.change() : change;
    if (inner instanceof Change.Budget) {
      return campaign.fixedSplit()
          ? Decision.refuses(
              Refusal.MALFORMED, "budgetCents: this rain is adjusted by item and quantity")
          : null;
    }
    int item = inner instanceof Change.Stock stock ? campaign.catalog().number(stock.item()) : -1;
    boolean counted = item > Catalog.MONEY && (campaign.rain().good(item) || campaign.fixedSplit());
    return counted
        ? null
        : Decision.refuses(
            Refusal.MALFORMED, "item: no good and no denomination of \"" + campaign.id + '"');
  }

  static @Nullable Decision cannotChange(CampaignState campaign, Change change) {
    RainEdits edits = new RainEdits(campaign);
    return change instanceof Change.InRound(int round, Change in)
        ? edits.cannotChange(round, in)
        : edits.cannotChange(0, change);
  }

  private @Nullable Decision cannotChange(int round, Change change) {
    return change instanceof Change.Stock stock
        ? cannotChange(round, stock)
        : cannotChange(round, (Change.Budget) change);
  }

  private @Nullable Decision cannotChange(int round, Change.Stock stock) {
    int item = campaign.catalog().number(stock.item());
    if (campaign.items.available(item) + stock.units() < 0) {
      return OperatorRules.belowGiven(campaign, item, stock.units());
    }
    long perUnit = pools.good(item) ? 0 : Long.parseLong(stock.item());
    long most = pools.good(item) ? Integer.MAX_VALUE : Campaign.MAX_SIZE;
    boolean tooMuch =
        Math.multiplyHigh(stock.units(), perUnit) != (stock.units() * perUnit) >> 63
            || Math.abs(stock.units() * perUnit) > Campaign.MAX_SIZE
            || campaign.items.total(item) + stock.units() > most
            || campaign.items.total(Catalog.MONEY) + stock.units() * perUnit > Campaign.MAX_SIZE;
    return tooMuch
        ? OperatorRules.tooLarge()
        : infeasible(
            pools.rain(),
            campaign.catalog(),
            (each, of) -> each == round && of == item ? stock.units() : 0);
  }

  private @Nullable Decision cannotChange(int round, Change.Budget budget) {
    if (campaign.items.total(Catalog.MONEY) + budget.cents() > Campaign.MAX_SIZE
        || campaign.items.total(Catalog.PACKETS) + budget.packets() > Integer.MAX_VALUE) {
      return OperatorRules.tooLarge();
    }
    return infeasible(
        pools.rain(),
        campaign.catalog(),
        (each, item) ->
            each != round
                ? 0
                : item == Catalog.MONEY
                    ? budget.cents()
                    : item == Catalog.PACKETS ? budget.packets() : 0);
  }

  /** What is left after the change must still be possible to give, to the cent. */
  private @Nullable Decision infeasible(RedPacket next, Catalog catalog, Difference by) {
    int rounds = next.plan().rounds().size();
    if (rounds == 0) {
      return infeasible(next, catalog, 0, item -> left(0, item) + by.of(0, item), by);
    }
    long[] carried = new long[catalog.size()];
    for (int each = 1; each <= rounds; each++) {
      int round = each;
      for (int item = 0; item < carried.length; item++) {
        long before = next.plan().carryOver() && round <= pools.latestRound() ? carried[item] : 0;
        carried[item] = before + left(round, item) + by.of(round, item);
      }
      Decision refused = infeasible(next, catalog, round, item -> carried[item], by);
      if (refused != null) {
        return refused;
      }
    }
    return null;
  }

  private long left(int round, int item) {
    boolean isNew = item >= campaign.items.count();
    return isNew ? 0 : round == 0 ? campaign.items.available(item) : pools.own(round, item);
  }

  /** What was ever put into a round; what others have left to it cannot be taken away there. */
  private long total(int round, int item) {
    return item >= campaign.items.count() ? 0 : pools.total(round, item);
  }

  private interface Left {
    long of(int item);
  }

  private @Nullable Decision infeasible(
      RedPacket next, Catalog catalog, int round, Left left, Difference by) {
    for (int item = 0; item < catalog.size(); item++) {
      if (left.of(item) < 0 || total(round, item) + by.of(round, item) < 0) {
        return OperatorRules.belowGiven(
            catalog.id(item), left.of(item) - by.of(round, item), by.of(round, item));
      }
    }
    if (next.split() instanceof Split.Fixed || round < pools.latestRound()) {
      return null;
    }
    try {
      next.split().check(left.of(Catalog.MONEY), left.of(Catalog.PACKETS));
      return null;
    } catch (Malformed e) {
      return Decision.refuses(
          Refusal.MALFORMED, "what would be left cannot be given: " + e.getMessage());
    }
  }

  /** What a definition says there is of an item in a round. */
  static long quota(RedPacket rain, int round, String item) {
    RainPlan.Round of = rain.plan().rounds().get(round - 1);
    return switch (item) {
      case "budget" -> of.budgetCents();
      case Grant.PACKET -> of.packets();
      default -> of.units(item);
    };
  }
}
