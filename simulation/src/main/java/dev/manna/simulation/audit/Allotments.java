package dev.manna.simulation.audit;

import static dev.manna.simulation.audit.Forecast.refused;

import dev.manna.core.Claimant;
import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryCommand.Allocate;
import dev.manna.core.LotteryEvent.Allocated;
import dev.manna.core.LotteryEvent.AllocationEnded;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is set aside in a lottery, for whom and until when. */
final class Allotments {
  private final List<Allotment> all = new ArrayList<>();

  private static final class Allotment {
    final int item;
    final long until;
    final Map<String, Integer> left = new LinkedHashMap<>();
    boolean ended;

    Allotment(int item, long until) {
      this.item = item;
      this.until = until;
    }

    int of(String user) {
      return ended ? 0 : left.getOrDefault(user, 0);
    }
  }

  private @Nullable Allotment first(String user) {
    return all.stream().filter(each -> each.of(user) > 0).findFirst().orElse(null);
  }

  /** The item that the user's next draw must win, or -1. */
  int due(String user) {
    Allotment first = first(user);
    return first == null ? -1 : first.item;
  }

  /** How many of the user's next draws win what is set aside. */
  int left(String user) {
    return all.stream().mapToInt(each -> each.of(user)).sum();
  }

  /** Gives one unit that is set aside for the user back to the pool, out of which it is given. */
  void use(Book book, String user) {
    Allotment first = first(user);
    if (first != null) {
      first.left.merge(user, -1, Integer::sum);
      book.pile(first.item).reserve(-1);
    }
  }

  /** Whether something should have ended by now. */
  boolean overdue(long now) {
    return all.stream().anyMatch(each -> !each.ended && each.until <= now);
  }

  static void judge(Books books, Book book, Allocated allocated, Findings findings) {
    Allotment allotment = new Allotment(allocated.item(), allocated.untilMillis());
    for (Claimant user : allocated.users()) {
      allotment.left.put(user.user(), allocated.units());
    }
    book.allotments.all.add(allotment);
    book.pile(allocated.item()).reserve(allocated.units() * (long) allocated.users().size());
    findings.expect(
        allocated.untilMillis() > books.timeMillis() && book.definition() instanceof Lottery,
        Promise.ALLOCATIONS,
        "an allocation of ",
        book.id,
        " begins when it is over");
    books.add(
        book,
        new Entry.Draft(
            "",
            allocated.claimant().key(),
            allocated.fingerprint(),
            0,
            List.of(),
            0,
            Grant.State.GIVEN,
            new Reply.Adjusted(book.id, books.position())));
  }

  static void judge(Books books, Book book, AllocationEnded ended, Findings findings) {
    List<Allotment> all = book.allotments.all;
    boolean due =
        ended.allocation() < all.size()
            && !all.get(ended.allocation()).ended
            && all.get(ended.allocation()).until <= books.timeMillis();
    findings.expect(
        due, Promise.ALLOCATIONS, "allocation ", ended.allocation(), " of ", book.id, " ends");
    if (due) {
      Allotment allotment = all.get(ended.allocation());
      allotment.ended = true;
      int left = allotment.left.values().stream().mapToInt(Integer::intValue).sum();
      book.pile(allotment.item).reserve(-left);
    }
  }

  /** What comes of an allocation under a key that is new. */
  static Forecast foresee(Book book, Allocate allocate, long now) {
    int item = book.itemOf(allocate.prize());
    if (item < 0 || ((Lottery) book.definition()).raffle() || allocate.untilMillis() <= now) {
      return refused(Refusal.MALFORMED);
    }
    Forecast unchangeable = Admission.unchangeable(book);
    if (unchangeable != null) {
      return unchangeable;
    }
    if (now >= book.definition().terms().endMillis()) {
      return refused(Refusal.ENDED);
    }
    long asked = allocate.users().size() * (long) allocate.units();
    return book.pile(item).has(asked)
        ? new Forecast.Happens()
        : new Forecast.Answered(
            new Reply.Refused(
                Refusal.INSUFFICIENT,
                "",
                0,
                List.of(new Reply.Shortfall(allocate.prize(), asked, book.pile(item).free()))));
  }

  static boolean effect(Book book, Allocate allocate, Event event) {
    return event instanceof Allocated allocated
        && allocated.campaign() == book.number
        && allocated.claimant().user().isEmpty()
        && allocated.claimant().key().equals(allocate.key())
        && allocated.item() == book.itemOf(allocate.prize())
        && allocated.units() == allocate.units()
        && allocated.untilMillis() == allocate.untilMillis()
        && allocated.users().stream().map(Claimant::user).toList().equals(allocate.users());
  }
}
