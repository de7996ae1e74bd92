package dev.manna.simulation.audit;

import dev.manna.core.Command;
import dev.manna.core.Event;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryCommand;
import dev.manna.core.Reply;

/** Whether an event is what a command about a lottery asked for. */
final class LotteryEffects {
  private LotteryEffects() {}

  static boolean of(Command.Draw draw, Event.Claimed claimed) {
    return claimed instanceof Event.Drawn drawn && drawn.draws() <= draw.draws();
  }

  static boolean of(Book book, LotteryCommand command, Event event) {
    return switch (command) {
      case LotteryCommand.Credit credit -> Chances.effect(book, credit, event);
      case LotteryCommand.Allocate allocate -> Allotments.effect(book, allocate, event);
    };
  }

  static Reply reply(Book book, LotteryCommand command, Contents contents) {
    return switch (command) {
      case LotteryCommand.Credit credit -> first(book, credit, contents);
      case LotteryCommand.Allocate allocate -> first(book, allocate, contents);
    };
  }

  private static Reply first(Book book, LotteryCommand command, Contents contents) {
    Entry entry = book.entries().getLast();
    contents.keep(entry, command);
    return Desk.firstReply(entry);
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
