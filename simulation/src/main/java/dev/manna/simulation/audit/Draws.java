package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import java.util.ArrayList;
import java.util.List;

/** What the law says of draws. */
final class Draws {
  private static final int MOST = 100;

  private Draws() {}

  /** Whether nothing can be won any more: no prize by its weight, none as the fallback. */
  static boolean exhausted(Book book, Lottery lottery) {
    for (Prize prize : lottery.prizes()) {
      boolean reachable =
          prize.weight() > 0
              || (lottery.whenGone() instanceof WhenGone.Fallback(String id)
                  && id.equals(prize.id()));
      if (reachable && inStock(book, prize)) {
        return false;
      }
    }
    return true;
  }

  private static boolean inStock(Book book, Prize prize) {
    return book.pile(book.itemOf(prize.id())).has(1);
  }

  /** Judges what was drawn, as far as it shows before the prizes are taken. */
  static Entry.Draft judge(Book book, Lottery lottery, Event.Drawn drawn, Findings findings) {
    findings.expect(
        drawn.draws() >= 1 && drawn.draws() <= MOST && drawn.prizes().size() <= drawn.draws(),
        Promise.DRAWS,
        drawn.prizes().size(),
        " prizes in ",
        drawn.draws(),
        " draws");
    findings.expect(
        !exhausted(book, lottery), Promise.DRAWS, "drawn from ", book.id, " with nothing to win");
    List<Entry.Part> parts = new ArrayList<>();
    for (int item : drawn.prizes()) {
      if (!findings.expect(
          book.names(item), Promise.KNOWN, "item ", item, " is no prize of ", book.id)) {
        continue;
      }
      parts.add(new Entry.Part(item, 1, -1));
    }
    return new Entry.Draft(
        drawn.claimant().user(),
        drawn.claimant().key(),
        drawn.fingerprint(),
        drawn.draws(),
        parts,
        0,
        Grant.State.GIVEN,
        null);
  }

  /** Judges what shows once the prizes are taken: misses and fallbacks need a reason. */
  static void judgeAfter(Book book, Lottery lottery, Event.Drawn drawn, Findings findings) {
    boolean someGone =
        lottery.prizes().stream().anyMatch(prize -> prize.weight() > 0 && !inStock(book, prize));
    for (Prize prize : lottery.prizes()) {
      if (prize.weight() == 0 && drawn.prizes().contains(book.itemOf(prize.id()))) {
        boolean fallback =
            lottery.whenGone() instanceof WhenGone.Fallback(String id) && id.equals(prize.id());
        findings.expect(
            fallback && someGone, Promise.DRAWS, prize.id(), " has no weight and was drawn");
      }
    }
    if (drawn.draws() > drawn.prizes().size()) {
      findings.expect(
          mayMiss(book, lottery, someGone), Promise.DRAWS, "a miss where no draw can miss");
    }
  }

  private static boolean mayMiss(Book book, Lottery lottery, boolean someGone) {
    return lottery.noPrizeWeight() > 0
        || switch (lottery.whenGone()) {
          case WhenGone.Redraw redraw -> false;
          case WhenGone.Miss miss -> someGone;
          case WhenGone.Fallback(String id) -> someGone && !book.pile(book.itemOf(id)).has(1);
        };
  }
}
