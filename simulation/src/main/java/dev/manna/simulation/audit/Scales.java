package dev.manna.simulation.audit;

import dev.manna.core.Claimant;
import dev.manna.core.RedPacket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The checks that every kind of event needs. */
final class Scales {
  private final Books books;
  private final Findings findings;

  Scales(Books books, Findings findings) {
    this.books = books;
    this.findings = findings;
  }

  void judgeOnce(Book book, Claimant claimant) {
    findings.expect(
        book.find(claimant.user(), claimant.key()) == null,
        Promise.ONE_EFFECT,
        book.id,
        ": user \"",
        claimant.user(),
        "\" has a second effect under ",
        claimant.key());
  }

  void judgeRest(Book book) {
    if (book.definition() instanceof RedPacket rain) {
      Packets.judgeRest(book, rain, findings);
      judgeSums(book);
    }
  }

  /** The rounds must be the whole, and fixed packets the money. */
  void judgeSums(Book book) {
    if (book.definition() instanceof RedPacket rain) {
      findings.expect(
          Packets.sums(book, rain), Promise.SPLIT, book.id, ": the packets are not the money");
      for (Pile pile : book.rain.rounds() == 0 ? List.<Pile>of() : book.piles()) {
        long free = 0;
        for (int round = 1; round <= book.rain.rounds(); round++) {
          free += book.rain.pile(round, pile.item).free();
        }
        findings.expect(free == pile.free(), Promise.SPLIT, pile, ", but ", free, " in its rounds");
      }
    }
  }

  void weigh(Pile pile) {
    findings.expect(!pile.oversold(), Promise.NEVER_OVERSOLD, pile);
    findings.expect(pile.conserved(), Promise.CONSERVATION, pile);
  }

  @Nullable Book known(int number) {
    Book book = books.find(number);
    findings.expect(book != null, Promise.KNOWN, "there is no campaign ", number);
    return book;
  }
}
