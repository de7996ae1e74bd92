package dev.manna.simulation.audit;

import dev.manna.core.Command;
import dev.manna.core.Event;
import dev.manna.core.Lottery;

/** Whether an event is what a command about a lottery asked for. */
final class LotteryEffects {
  private LotteryEffects() {}

  static boolean of(Command.Draw draw, Event.Claimed claimed) {
    return claimed instanceof Event.Drawn drawn && drawn.draws() <= draw.draws();
  }

  /** Draws that were asked for may be left undone only when there is nothing left to win. */
  static void judge(Book book, Command.Draw draw, Entry entry, Findings findings) {
    findings.expect(
        entry.uses == draw.draws()
            || (book.definition() instanceof Lottery lottery
                && Draws.exhausted(book, lottery, draw.user())),
        Promise.DRAWS,
        entry.uses,
        " of ",
        draw.draws(),
        " draws were made although something was left");
  }
}
