package dev.manna.simulation.audit;

import dev.manna.core.Lottery;
import dev.manna.core.LotteryQuery;
import dev.manna.core.LotteryQuery.OfOdds;
import dev.manna.core.LotteryReply;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers about lotteries out of the books. */
final class LotteryDesk {
  private LotteryDesk() {}

  static Reply answer(Books books, LotteryQuery query) {
    Book book = books.find(query.campaign());
    if (book == null) {
      return Reply.Refused.of(Refusal.UNKNOWN_CAMPAIGN, "");
    }
    if (!(book.definition() instanceof Lottery lottery)) {
      return Reply.Refused.of(Refusal.MALFORMED, "");
    }
    return switch (query) {
      case OfOdds of ->
          lottery.raffle()
              ? Draw.odds(book, lottery, of, books.position())
              : odds(book, lottery, of, books.position());
    };
  }

  private static Reply odds(Book book, Lottery lottery, OfOdds of, long position) {
    // Nobody has an empty name, so nobody has drawn under it.
    String user = of.user() == null ? "" : of.user();
    int due = book.allotments.due(user);
    Lots.Odds odds =
        due < 0
            ? new Lots(book, lottery, user).odds()
            : new Lots.Odds(Map.of(book.pile(due).item, 1L), 0, 1);
    List<LotteryReply.Chance> all = new ArrayList<>();
    for (Pile pile : book.piles()) {
      long numerator = odds.prizes().getOrDefault(pile.item, 0L);
      all.add(new LotteryReply.Chance(pile.item, numerator, pile.reserved()));
    }
    int from = Math.min(of.after(), all.size());
    int to = (int) Math.min(all.size(), (long) from + of.limit());
    return new LotteryReply.Odds(
        book.id,
        of.user(),
        book.tally(user).uses() + 1,
        all.subList(from, to),
        odds.miss(),
        odds.sum(),
        to < all.size() ? to : 0,
        position);
  }
}
