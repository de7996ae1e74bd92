package dev.manna.simulation.audit;

import dev.manna.core.Claimant;
import dev.manna.core.Enlist;
import dev.manna.core.Enlist.Roll;
import dev.manna.core.Enlisted;
import dev.manna.core.Query;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who stands on the lists of a campaign. */
final class Rolls {
  private final Set<String> blocked = new HashSet<>();
  private final Set<String> allowed = new HashSet<>();
  private int lastChanged;

  private Set<String> of(Roll roll) {
    return roll == Roll.BLOCK ? blocked : allowed;
  }

  /** For how many users the last change changed something. */
  int lastChanged() {
    return lastChanged;
  }

  /** Why the user may not claim, or null. */
  @Nullable Refusal bars(Book book, String user) {
    if (blocked.contains(user)) {
      return Refusal.BLOCKED;
    }
    boolean open = !book.definition().terms().allowListed() || allowed.contains(user);
    return open ? null : Refusal.NOT_ELIGIBLE;
  }

  static void judge(Book book, Enlisted enlisted, Findings findings) {
    Set<String> roll = book.rolls.of(enlisted.roll());
    book.rolls.lastChanged = enlisted.users().size();
    for (Claimant user : enlisted.users()) {
      boolean changed = enlisted.add() ? roll.add(user.user()) : roll.remove(user.user());
      findings.expect(
          changed, Promise.ROLLS, user.user(), " comes onto or off a list of ", book.id, " twice");
    }
  }

  static List<String> changed(Book book, Enlist enlist) {
    Set<String> roll = book.rolls.of(enlist.roll());
    return enlist.users().stream().filter(user -> roll.contains(user) != enlist.add()).toList();
  }

  static Forecast foresee(Book book, Enlist enlist, long position) {
    Forecast unchangeable = Admission.unchangeable(book);
    if (unchangeable != null) {
      return unchangeable;
    }
    return changed(book, enlist).isEmpty()
        ? new Forecast.Answered(new Reply.Enlisted(book.id, 0, position))
        : new Forecast.Happens();
  }

  static boolean effect(Book book, Enlist enlist, Enlisted enlisted) {
    return enlisted.campaign() == book.number
        && enlisted.roll() == enlist.roll()
        && enlisted.add() == enlist.add()
        && enlisted.users().stream().map(Claimant::user).toList().equals(changed(book, enlist));
  }

  static Reply answer(Books books, Query.OfRolls of) {
    Book book = books.find(of.campaign());
    if (book == null) {
      return Reply.Refused.of(Refusal.UNKNOWN_CAMPAIGN, "");
    }
    boolean blocked = book.rolls.blocked.contains(of.user());
    boolean allowed = book.rolls.allowed.contains(of.user());
    return new Reply.Rolls(book.id, of.user(), blocked, allowed, books.position());
  }
}
