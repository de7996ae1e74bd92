package dev.manna.core.law;

import dev.manna.core.Campaign;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Move;
import dev.manna.core.Enlist.Roll;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.Limits;
import dev.manna.core.Limits.Dimension;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryEvent;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import java.util.List;

/**
 * Whether a change of a published campaign is in its users' favour: whatever any of them could have
 * counted on stays, or becomes more. What is not certain to be so is not. Where something is given
 * to some at the cost of others (a prize is enabled that makes another rarer, units are set aside,
 * a window opens before the time that everybody knows), it is not in favour either.
 */
final class Favour {
  private Favour() {}

  /** Whether what was decided may happen without a second person. */
  static boolean of(CampaignState campaign, Event event, long now) {
    Campaign definition = campaign.definition();
    return switch (event) {
      case Event.Defined defined -> of(definition, defined.definition());
      // A pause takes nothing for good, and must never wait: it is the emergency brake.
      case Event.Steered steered ->
          steered.move() != Move.CLOSE || now >= definition.terms().endMillis();
      case Event.Adjusted adjusted -> of(campaign, adjusted.change());
      case Enlisted enlisted -> enlisted.add() == (enlisted.roll() == Roll.ALLOW);
      case LotteryEvent.Allocated allocated -> false;
      case Event other -> true;
    };
  }

  private static boolean of(CampaignState campaign, Change change) {
    if (campaign.definition() instanceof RedPacket rain) {
      return of(rain, change);
    }
    return switch (change) {
      case Change.Stock stock -> stock.units() > 0;
      case Change.Target target -> OperatorRules.difference(campaign, target) >= 0;
      case Change.Budget budget -> false;
      case Change.InRound in -> false;
    };
  }

  private static boolean of(RedPacket rain, Change change) {
    return switch (change) {
      case Change.InRound in -> of(rain, in.change());
      case Change.Budget budget ->
          FavourOfPools.grows(rain.split(), budget.cents(), budget.packets());
      // More units of one good make the others, and money, rarer.
      case Change.Stock stock ->
          stock.units() > 0
              && !RainPlan.Good.names(stock.item())
              && FavourOfPools.isLargest(rain.split(), Long.parseLong(stock.item()));
      case Change.Target target -> false;
    };
  }

  /** Whether one definition in another's place takes nothing from anybody. */
  static boolean of(Campaign before, Campaign next) {
    if (before.equals(next)) {
      return true;
    }
    boolean raffle = before instanceof Lottery lottery && lottery.raffle();
    boolean keepsTime = raffle || (before instanceof RedPacket rain && rain.plan().paced());
    if (!ofTerms(before.terms(), next.terms(), keepsTime)) {
      return false;
    }
    // Who may enter a raffle more often takes from those who have entered.
    if (raffle && !before.terms().limits().equals(next.terms().limits())) {
      return false;
    }
    return switch (before) {
      case Lottery was -> next instanceof Lottery is && FavourOfPools.of(was, is);
      case RedPacket was -> next instanceof RedPacket is && FavourOfPools.of(was, is);
      case Sale was -> next instanceof Sale is && FavourOfPools.of(was, is);
    };
  }

  private static boolean ofTerms(Terms before, Terms next, boolean keepsEnd) {
    boolean end =
        keepsEnd ? next.endMillis() == before.endMillis() : next.endMillis() >= before.endMillis();
    return end
        && next.startMillis() == before.startMillis()
        && next.title().equals(before.title())
        && next.timeZone().equals(before.timeZone())
        && next.allowListed() == before.allowListed()
        && (next.secondPerson() || !before.secondPerson())
        && next.acks().compareTo(before.acks()) >= 0
        && ofLimits(before.limits(), next.limits());
  }

  private static boolean ofLimits(Limits before, Limits next) {
    return looser(before.perUser(), next.perUser())
        && looser(before.perDay(), next.perDay())
        && looser(before.perWeek(), next.perWeek())
        && looser(before.perMonth(), next.perMonth())
        && next.cooldownMillis() <= before.cooldownMillis()
        && next.dimensions().stream().allMatch(each -> allowed(before.dimensions(), each));
  }

  /** Whether there was a limit of this kind that allowed no more. */
  private static boolean allowed(List<Dimension> before, Dimension next) {
    return before.stream()
        .anyMatch(
            was ->
                was.name().equals(next.name())
                    && was.per() == next.per()
                    && was.limit() <= next.limit()
                    && was.maxValues() <= next.maxValues()
                    && (was.required() || !next.required()));
  }

  /** Whether a limit allows at least what it did; 0 is none. */
  static boolean looser(long before, long next) {
    return next == 0 || (before > 0 && next >= before);
  }
}
