package dev.manna.simulation.audit;

import dev.manna.core.LotteryEvent;

/** Takes what happens in lotteries beside the draws into the books. */
final class Lotteries {
  private final Books books;
  private final Findings findings;
  private final Scales scales;

  Lotteries(Books books, Findings findings, Scales scales) {
    this.books = books;
    this.findings = findings;
    this.scales = scales;
  }

  void take(LotteryEvent event) {
    Book book = scales.known(event.campaign());
    if (book == null) {
      return;
    }
    switch (event) {
      case LotteryEvent.Credited credited -> {
        scales.judgeOnce(book, credited.claimant());
        Chances.judge(books, book, credited, findings);
      }
      case LotteryEvent.Allocated allocated -> {
        scales.judgeOnce(book, allocated.claimant());
        Allotments.judge(books, book, allocated, findings);
      }
      case LotteryEvent.AllocationEnded ended -> Allotments.judge(books, book, ended, findings);
      case LotteryEvent.Won won -> Draw.judge(books, book, won, findings);
      case LotteryEvent.RaffleEnded ended -> Draw.judge(books, book, ended, findings);
    }
    book.piles().forEach(scales::weigh);
  }
}
