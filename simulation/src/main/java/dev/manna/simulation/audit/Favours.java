package dev.manna.simulation.audit;

import dev.manna.core.Acks;
import dev.manna.core.Campaign;
import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Enlist;
import dev.manna.core.Enlist.Roll;
import dev.manna.core.Leeway;
import dev.manna.core.Limits;
import dev.manna.core.Limits.Dimension;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryCommand;
import dev.manna.core.Malformed;
import dev.manna.core.PrizeRules;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import dev.manna.core.Waitlist;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether users can only gain by a change. Of a definition, whatever is better than before is set
 * back to what it was; if that leaves the one before, nothing in it is worse, and nothing was
 * forgotten here either.
 */
final class Favours {
  private Favours() {}

  static boolean has(Book book, Command command, long now) {
    return switch (command) {
      case Command.Define define -> replaces(book.definition(), define.definition());
      case Command.Steer steer ->
          steer.move() != Command.Move.CLOSE || book.definition().terms().endMillis() <= now;
      case Command.Adjust adjust -> adds(book, adjust.change());
      case Enlist enlist -> enlist.roll() == Roll.BLOCK ? !enlist.add() : enlist.add();
      case LotteryCommand.Allocate allocate -> false;
      case Command other -> true;
    };
  }

  private static boolean adds(Book book, Change change) {
    RedPacket rain = book.definition() instanceof RedPacket packets ? packets : null;
    return switch (change) {
      case Change.InRound in -> adds(book, in.change());
      case Change.Target target ->
          rain == null && target.units() >= book.pile(book.itemOf(target.item())).total();
      case Change.Budget budget ->
          rain != null && RainFavours.adds(rain.split(), budget.cents(), budget.packets());
      case Change.Stock stock -> {
        boolean more = stock.units() > 0;
        boolean good = rain != null && RainLedger.isGood(stock.item());
        yield more
            && !good
            && (rain == null
                || (rain.split() instanceof Split.Fixed fixed
                    && Long.parseLong(stock.item()) >= RainFavours.largest(fixed)));
      }
    };
  }

  static boolean replaces(Campaign was, Campaign is) {
    if (was.equals(is)) {
      return true;
    }
    try {
      return switch (was) {
        case Lottery before when is instanceof Lottery after -> setBack(before, after).equals(was);
        case RedPacket before when is instanceof RedPacket after ->
            RainFavours.setBack(before, after, terms(before, after, before.plan().paced()))
                .equals(was);
        case Sale before when is instanceof Sale after -> setBack(before, after).equals(was);
        case Campaign other -> false;
      };
    } catch (Malformed e) {
      return false; // What makes no sense together has changed in more than what is better.
    }
  }

  private static Terms terms(Campaign before, Campaign after, boolean fixedEnd) {
    Terms was = before.terms();
    Terms is = after.terms();
    boolean later = is.endMillis() > was.endMillis() && !fixedEnd;
    return new Terms(
        is.title(),
        is.startMillis(),
        later ? was.endMillis() : is.endMillis(),
        is.timeZone(),
        limits(was.limits(), is.limits()),
        is.allowListed(),
        is.secondPerson() ? was.secondPerson() : is.secondPerson(),
        is.acks() == Acks.LEDGER ? was.acks() : is.acks());
  }

  /** The limit before, where the one after is none or larger. */
  static long loosened(long was, long is) {
    return was > 0 && (is == 0 || is > was) ? was : is;
  }

  private static Limits limits(Limits was, Limits is) {
    boolean wider = is.dimensions().stream().allMatch(each -> knew(was.dimensions(), each));
    return new Limits(
        (int) loosened(was.perUser(), is.perUser()),
        (int) loosened(was.perDay(), is.perDay()),
        (int) loosened(was.perWeek(), is.perWeek()),
        (int) loosened(was.perMonth(), is.perMonth()),
        Math.max(was.cooldownMillis(), is.cooldownMillis()),
        wider ? was.dimensions() : is.dimensions());
  }

  private static boolean knew(List<Dimension> before, Dimension is) {
    for (Dimension was : before) {
      boolean same = was.name().equals(is.name()) && was.per() == is.per();
      if (same) {
        return is.limit() >= was.limit()
            && is.maxValues() >= was.maxValues()
            && !(is.required() && !was.required());
      }
    }
    return false;
  }

  private static Lottery setBack(Lottery was, Lottery is) {
    boolean misses = was.whenGone() instanceof Lottery.WhenGone.Miss;
    List<Lottery.Prize> prizes =
        was.prizes().stream()
            .map(
                before ->
                    is.prizes().stream()
                        .filter(after -> after.id().equals(before.id()))
                        .map(after -> prize(before, after, misses))
                        .findFirst()
                        .orElse(before))
            .toList();
    List<Lottery.Prize> added =
        is.prizes().stream()
            .filter(each -> was.prizes().stream().noneMatch(of -> of.id().equals(each.id())))
            .filter(each -> isDrawn(is, each))
            .toList();
    List<Lottery.Prize> all = new ArrayList<>(prizes);
    all.addAll(added);
    boolean dropped =
        !is.prizes().stream()
            .map(Lottery.Prize::id)
            .toList()
            .containsAll(was.prizes().stream().map(Lottery.Prize::id).toList());
    if (dropped) {
      return is;
    }
    Terms terms = terms(was, is, was.raffle());
    if (was.raffle() && !was.terms().limits().equals(is.terms().limits())) {
      return is;
    }
    return new Lottery(
        terms,
        Math.max(was.noPrizeWeight(), is.noPrizeWeight()),
        all,
        is.whenGone(),
        tiers(was.tiers(), is.tiers()),
        is.chances(),
        is.raffle());
  }

  private static boolean isDrawn(Lottery lottery, Lottery.Prize prize) {
    return prize.weight() > 0
        || prize.rules().guaranteedByMiss() > 0
        || lottery.tiers().stream()
            .flatMap(tier -> tier.weights().stream())
            .anyMatch(share -> share.prize().equals(prize.id()) && share.weight() > 0);
  }

  private static Lottery.Prize prize(Lottery.Prize was, Lottery.Prize is, boolean misses) {
    boolean more = !was.unlimited() && is.stock() > was.stock();
    PrizeRules rules = is.rules();
    if (misses) {
      rules =
          new PrizeRules(
              rules.valueCents(),
              (int) loosened(was.rules().perUser(), rules.perUser()),
              rules.enabled() ? was.rules().enabled() : rules.enabled(),
              Math.max(was.rules().unlockAfter(), rules.unlockAfter()),
              rules.guaranteedByMiss());
    }
    return new Lottery.Prize(
        is.id(), is.title(), is.weight(), more ? was.stock() : is.stock(), rules);
  }

  private static List<Lottery.Tier> tiers(List<Lottery.Tier> was, List<Lottery.Tier> is) {
    if (was.size() != is.size()) {
      return is;
    }
    List<Lottery.Tier> tiers = new ArrayList<>();
    for (int i = 0; i < is.size(); i++) {
      long none = Math.max(was.get(i).noPrizeWeight(), is.get(i).noPrizeWeight());
      tiers.add(new Lottery.Tier(is.get(i).fromDraw(), none, is.get(i).weights()));
    }
    return tiers;
  }

  private static Sale setBack(Sale was, Sale is) {
    List<Sale.Sku> skus = new ArrayList<>();
    for (Sale.Sku before : was.skus()) {
      for (Sale.Sku after : is.skus()) {
        if (after.id().equals(before.id())) {
          skus.add(SaleFavours.setBack(before, after));
        }
      }
    }
    for (Sale.Sku after : is.skus()) {
      if (after.isBundle() && was.skus().stream().noneMatch(of -> of.id().equals(after.id()))) {
        skus.add(after);
      }
    }
    Leeway before = was.leeway();
    Leeway after = is.leeway();
    boolean oftener =
        before.extensions() >= 0
            && (after.extensions() < 0 || after.extensions() > before.extensions());
    return new Sale(
        terms(was, is, false),
        skus,
        is.movements() ? was.movements() : is.movements(),
        new Leeway(
            Math.min(before.returnMillis(), after.returnMillis()),
            oftener ? before.extensions() : after.extensions(),
            waitlist(before.waitlist(), after.waitlist())));
  }

  /** More may wait, and longer, where some may; whether any may is for two to decide. */
  private static Waitlist waitlist(Waitlist was, Waitlist is) {
    boolean same = (was.entries() == 0) == (is.entries() == 0);
    boolean favours = is.entries() >= was.entries() && is.longestMillis() >= was.longestMillis();
    return same && favours ? was : is;
  }
}
