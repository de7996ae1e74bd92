package dev.manna.simulation.audit;

import static dev.manna.simulation.audit.Forecast.refused;

import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryCommand.Credit;
import dev.manna.core.LotteryEvent.Credited;
import dev.manna.core.Query;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import java.util.List;

/** What the law says of chances to draw. */
final class Chances {
  private Chances() {}

  static void judge(Books books, Book book, Credited credited, Findings findings) {
    findings.expect(
        book.definition() instanceof Lottery lottery && lottery.chances(),
        Promise.CHANCES,
        book.id,
        " takes chances although it has none");
    String user = credited.claimant().user();
    String key = credited.claimant().key();
    book.gambler(user).credit(credited.chances());
    books.add(
        book,
        new Entry.Draft(
            user,
            key,
            credited.fingerprint(),
            0,
            List.of(),
            0,
            Grant.State.GIVEN,
            new Reply.Credited(
                book.id, user, key, credited.source(), credited.chances(), books.position())));
  }

  static Reply answer(Books books, Query.OfChances of) {
    Book book = books.find(of.campaign());
    return book == null
        ? Reply.Refused.of(Refusal.UNKNOWN_CAMPAIGN, "")
        : new Reply.Chances(
            book.id, of.user(), book.gambler(of.user()).chances(), books.position());
  }

  /** Takes what the draws of a claim cost. */
  static void spend(Book book, Lottery lottery, String user, int draws, Findings findings) {
    if (lottery.chances()) {
      Gambler gambler = book.gambler(user);
      gambler.credit(-draws);
      findings.expect(
          gambler.chances() >= 0, Promise.CHANCES, user, " drew without a chance in ", book.id);
    }
  }

  /** What comes of a credit under a key that is new. */
  static Forecast foresee(Book book, long now) {
    if (!((Lottery) book.definition()).chances()) {
      return refused(Refusal.MALFORMED);
    }
    Forecast unchangeable = Admission.unchangeable(book);
    if (unchangeable != null) {
      return unchangeable;
    }
    return now >= book.definition().terms().endMillis()
        ? refused(Refusal.ENDED)
        : new Forecast.Happens();
  }

  static boolean effect(Book book, Credit credit, Event event) {
    return event instanceof Credited credited
        && credited.campaign() == book.number
        && credited.claimant().user().equals(credit.user())
        && credited.claimant().key().equals(credit.key())
        && credited.source().equals(credit.source())
        && credited.chances() == credit.chances();
  }
}
