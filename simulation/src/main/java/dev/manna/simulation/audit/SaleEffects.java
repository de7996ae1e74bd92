package dev.manna.simulation.audit;

import dev.manna.core.Command;
import dev.manna.core.Event;
import dev.manna.core.SaleCommand;
import dev.manna.core.SaleEvent;
import java.util.List;

/** Whether an event is what a command about a sale asked for. */
final class SaleEffects {
  private SaleEffects() {}

  static boolean of(Book book, SaleCommand command, Event event, long timeMillis) {
    return switch (command) {
      case SaleCommand.SetCart set ->
          event instanceof SaleEvent.CartSet is
              && is.campaign() == book.number
              && is.claimant().user().equals(set.user())
              && is.sku().equals(set.sku())
              && is.units() == set.units();
      case SaleCommand.Leave leave -> WaitForesight.effect(book, leave, event);
      case SaleCommand.EmptyCart empty ->
          event instanceof SaleEvent.CartEmptied is
              && is.campaign() == book.number
              && is.claimant().user().equals(empty.user());
      case SaleCommand.Extend extend -> {
        Entry entry = book.grants().get(extend.grant().number() - 1);
        long until = timeMillis + extend.holdMillis();
        yield event.equals(new SaleEvent.Extended(book.number, entry.row, until));
      }
      case SaleCommand.Return back ->
          event instanceof SaleEvent.Returned returned
              && returned.campaign() == book.number
              && returned.grant() == back.grant().number() - 1
              && returned.units() == back.units()
              && Effects.names(returned.claimant(), "", back.key());
    };
  }

  static boolean of(Book book, Command.Deduct deduct, Event.Claimed claimed, long timeMillis) {
    List<Event.Taken> wanted = SaleForesight.taken(book, deduct);
    long hold = deduct.holdMillis();
    return claimed instanceof Event.Deducted deducted
        && deducted.fromCart() == deduct.fromCart()
        && deducted.taken().equals(wanted)
        && deducted.expiresAtMillis() == (hold == 0 ? 0 : timeMillis + hold);
  }
}
