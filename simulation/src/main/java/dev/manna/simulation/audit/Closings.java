package dev.manna.simulation.audit;

import dev.manna.core.ProofEvent.CampaignSettled;

/** When a campaign must be settled, and with what. */
final class Closings {
  private Closings() {}

  /** Whether a campaign is over, and nothing of it is open any more. */
  static boolean overdue(Book book, long now) {
    boolean over = book.isClosed() || now >= book.definition().terms().endMillis();
    return over
        && !book.isDraft()
        && !book.isSettled()
        && !Draw.overdue(book, now)
        && book.line.count() == 0
        && book.piles().stream().allMatch(pile -> !pile.mayReturn());
  }

  static void judge(Books books, Book book, CampaignSettled settled, Findings findings) {
    findings.expect(
        overdue(book, books.timeMillis()),
        Promise.SETTLED,
        book.id,
        " is settled before its end, with something open, or again");
    findings.expect(
        settled.closing().equals(ProofDesk.closing(book)),
        Promise.SETTLED,
        book.id,
        " is settled with ",
        settled.closing(),
        ", and due is ",
        ProofDesk.closing(book));
    book.settle(books.position());
  }
}
