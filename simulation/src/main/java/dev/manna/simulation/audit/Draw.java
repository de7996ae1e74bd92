package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.LotteryEvent.RaffleEnded;
import dev.manna.core.LotteryEvent.Won;
import dev.manna.core.LotteryQuery.OfOdds;
import dev.manna.core.LotteryReply;
import dev.manna.core.LotteryReply.Units;
import dev.manna.core.Reply;
import dev.manna.simulation.fair.RaffleRecount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The entries of a raffle, and its draw. */
final class Draw {
  private static final int MOST = 100;
  private static final int MOST_OF_A_USER = 100_000;
  private static final long MOST_UNITS = 100_000;

  private final RaffleRecount entries = new RaffleRecount();
  private boolean done;

  static boolean isRaffle(Book book) {
    return book.definition() instanceof Lottery lottery && lottery.raffle();
  }

  /** What a user may enter in total, whatever the limits. */
  static long most(Book book, long perUser) {
    long most = perUser == 0 ? Long.MAX_VALUE : perUser;
    return isRaffle(book) ? Math.min(most, MOST_OF_A_USER) : most;
  }

  /** Whether so many units more are too many for one draw. */
  static boolean tooMany(Book book, long more) {
    return isRaffle(book) && book.piles().stream().mapToLong(Pile::total).sum() + more > MOST_UNITS;
  }

  /** What a claim says that has entered. */
  static Entry.Draft judge(Book book, Lottery lottery, Event.Entered entered, Findings findings) {
    String user = entered.claimant().user();
    findings.expect(
        entered.entries() >= 1 && entered.entries() <= MOST && !book.draw.done,
        Promise.RAFFLES,
        user,
        " enters ",
        book.id,
        ' ',
        entered.entries(),
        " times");
    Chances.spend(book, lottery, user, entered.entries(), findings);
    book.draw.entries.enter(book.entries().size(), user, entered.entries());
    return new Entry.Draft(
        user,
        entered.claimant().key(),
        entered.fingerprint(),
        entered.entries(),
        new ArrayList<>(),
        0,
        Grant.State.GIVEN,
        null);
  }

  /** What its winners follow from. */
  RaffleRecount entries() {
    return entries;
  }

  /** How often the raffle was entered, for the pools of one. */
  static long count(Book book) {
    return isRaffle(book) ? book.draw.entries.made() : Reply.Pools.NO_ENTRIES;
  }

  /** Whether the campaign is over and its winners should be known. */
  static boolean overdue(Book book, long now) {
    return isRaffle(book)
        && !book.draw.done
        && !book.isDraft()
        && (book.isClosed() || now >= book.definition().terms().endMillis());
  }

  private static Optional<Prize> next(Book book) {
    return ((Lottery) book.definition())
        .prizes().stream()
            .filter(prize -> prize.rules().enabled())
            .filter(prize -> book.pile(book.itemOf(prize.id())).has(1))
            .findFirst();
  }

  static void judge(Books books, Book book, Won won, Findings findings) {
    Draw draw = book.draw;
    Entry entry = won.claim() < book.entries().size() ? book.entries().get(won.claim()) : null;
    boolean known = entry != null && entry.isClaim() && book.names(won.item());
    if (!findings.expect(known, Promise.KNOWN, book.id, " has nothing like ", won)
        || entry == null) {
      return;
    }
    findings.expect(
        overdue(book, books.timeMillis()), Promise.RAFFLES, book.id, " is drawn before its end");
    findings.expect(
        draw.entries.win(entry.user), Promise.RAFFLES, entry.user, " wins twice in ", book.id);
    String due = next(book).map(Prize::id).orElse("nothing");
    String item = book.pile(won.item()).item;
    findings.expect(
        due.equals(item), Promise.RAFFLES, book.id, " gives ", item, " where ", due, " is next");
    books.win(entry, won.item());
  }

  static void judge(Books books, Book book, RaffleEnded ended, Findings findings) {
    findings.expect(
        overdue(book, books.timeMillis()),
        Promise.RAFFLES,
        book.id,
        " (",
        ended,
        ") was drawn already, or is not over");
    boolean someLeft = book.draw.entries.left() > 0;
    findings.expect(
        !someLeft || next(book).isEmpty(), Promise.RAFFLES, book.id, " keeps what could be given");
    book.draw.done = true;
    book.close(books.position());
  }

  static Reply odds(Book book, Lottery lottery, OfOdds of, long position) {
    List<Units> all = new ArrayList<>();
    for (Prize prize : lottery.prizes()) {
      long free = book.pile(book.itemOf(prize.id())).free();
      all.add(new Units(prize.id(), prize.rules().enabled() ? free : 0));
    }
    int from = Math.min(of.after(), all.size());
    int to = (int) Math.min(all.size(), (long) from + of.limit());
    long own = of.user() == null ? 0 : book.draw.entries.own(of.user());
    return new LotteryReply.Raffle(
        book.id,
        of.user(),
        book.draw.entries.made(),
        own,
        book.draw.done,
        all.subList(from, to),
        to < all.size() ? to : 0,
        position);
  }
}
