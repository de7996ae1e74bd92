package dev.manna.simulation.audit;

import dev.manna.core.Command;
import dev.manna.core.Event;
import java.util.List;

/** Whether an event is what a command about a sale asked for. */
final class SaleEffects {
  private SaleEffects() {}

  static boolean of(Book book, Command.Deduct deduct, Event.Claimed claimed, long timeMillis) {
    List<Event.Taken> wanted = SaleForesight.taken(book, deduct);
    long hold = deduct.holdMillis();
    return claimed instanceof Event.Deducted deducted
        && deducted.taken().equals(wanted)
        && deducted.expiresAtMillis() == (hold == 0 ? 0 : timeMillis + hold);
  }
}
