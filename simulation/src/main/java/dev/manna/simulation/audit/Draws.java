package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the law says of draws. */
final class Draws {
  private static final int MOST = 100;

  private Draws() {}

  /** Whether the user's next draw could win nothing, whatever its luck and its user's rights. */
  static boolean exhausted(Book book, Lottery lottery, String user) {
    return book.allotments.left(user) == 0 && new Lots(book, lottery, user).exhausted();
  }

  private static void judgeAllocated(Book book, String user, Event.Drawn drawn, Findings findings) {
    int allocated = Math.min(drawn.draws(), book.allotments.left(user));
    findings.expect(
        drawn.allocated() == allocated,
        Promise.ALLOCATIONS,
        user,
        " wins ",
        drawn.allocated(),
        " that are set aside, and should win ",
        allocated);
  }

  private static void judgeByChance(
      Book book, String user, Lots lots, Prize outcome, Findings findings) {
    findings.expect(
        !lots.exhausted(), Promise.DRAWS, "drawn from ", book.id, " with nothing to win");
    findings.expect(
        lots.lawful(outcome),
        Promise.DRAWS,
        user,
        " cannot have drawn ",
        outcome.id(),
        " of ",
        book.id,
        " after ",
        lots.outcomes().size(),
        " draws of the claim");
  }

  /** Judges what was drawn, one draw after the other. */
  static Entry.Draft judge(
      Book book, Lottery lottery, Event.Drawn drawn, boolean again, Findings findings) {
    String user = drawn.claimant().user();
    findings.expect(
        drawn.draws() >= 1 && drawn.draws() <= MOST, Promise.DRAWS, drawn.draws(), " draws");
    Map<Integer, Prize> prizes = byItem(book, lottery);
    Lots lots = new Lots(book, lottery, user);
    List<Entry.Part> parts = new ArrayList<>();
    if (!again) {
      judgeAllocated(book, user, drawn, findings);
    }
    for (int item : drawn.outcomes()) {
      boolean miss = item == Event.Drawn.MISS;
      boolean known = miss || prizes.containsKey(item);
      if (!findings.expect(known, Promise.KNOWN, item, " is no prize of ", book.id)) {
        continue;
      }
      Prize outcome = miss ? Lots.MISS : prizes.getOrDefault(item, Lots.MISS);
      if (lots.outcomes().size() < drawn.allocated()) {
        findings.expect(
            item == book.allotments.due(user), Promise.ALLOCATIONS, user, " wins ", item);
        book.allotments.use(book, user);
      } else if (!again) {
        judgeByChance(book, user, lots, outcome, findings);
      }
      lots.take(outcome);
      if (!miss) {
        parts.add(new Entry.Part(item, 1, -1));
      }
    }
    Chances.spend(book, lottery, user, drawn.draws(), findings);
    book.gambler(user).take(lottery, lots.outcomes());
    return draft(drawn, parts);
  }

  private static Map<Integer, Prize> byItem(Book book, Lottery lottery) {
    Map<Integer, Prize> prizes = new HashMap<>();
    lottery.prizes().forEach(prize -> prizes.put(book.itemOf(prize.id()), prize));
    return prizes;
  }

  private static Entry.Draft draft(Event.Drawn drawn, List<Entry.Part> parts) {
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
}
