package dev.manna.core.law;

import dev.manna.core.Changed.Deed;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Move;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.LotteryEvent;

/** What operators have done, in a few words of ASCII. */
final class Deeds {
  private Deeds() {}

  static Deed of(Move move) {
    return switch (move) {
      case PUBLISH -> Deed.PUBLISHED;
      case PAUSE -> Deed.PAUSED;
      case RESUME -> Deed.RESUMED;
      case CLOSE -> Deed.CLOSED;
      case ALARM -> Deed.ALARMED;
    };
  }

  static String detail(Change change) {
    return switch (change) {
      case Change.InRound in -> "round " + in.round() + ": " + detail(in.change());
      case Change.Stock stock -> stock.item() + ' ' + signed(stock.units());
      case Change.Target target -> target.item() + " = " + target.units();
      case Change.Budget budget ->
          signed(budget.cents()) + " cents, " + signed(budget.packets()) + " packets";
    };
  }

  /** What was proposed. */
  static String detail(CampaignState campaign, Event change) {
    return switch (change) {
      case Event.Adjusted adjusted -> "adjusted " + detail(adjusted.change());
      case Event.Steered steered -> of(steered.move()).word();
      case Enlisted enlisted -> "enlisted " + detail(enlisted);
      case LotteryEvent.Allocated allocated ->
          "allocated " + detail(allocated, campaign.catalog().id(allocated.item()));
      default -> Deed.DEFINED.word();
    };
  }

  static String detail(Enlisted enlisted) {
    int users = enlisted.users().size();
    return enlisted.roll().word() + ' ' + signed(enlisted.add() ? users : -users) + " users";
  }

  static String detail(LotteryEvent.Allocated allocated, String prize) {
    return prize + ": " + allocated.units() + " each for " + allocated.users().size() + " users";
  }

  private static String signed(long number) {
    return number < 0 ? Long.toString(number) : "+" + number;
  }
}
