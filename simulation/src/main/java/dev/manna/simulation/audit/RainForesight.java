package dev.manna.simulation.audit;

import static dev.manna.simulation.audit.Forecast.refused;

import dev.manna.core.Campaign;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Grant;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Refusal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what must come of a snatch that the terms admit, and of an edit of a rain. */
final class RainForesight {
  private static final long MOST_PACKETS = Integer.MAX_VALUE;

  private RainForesight() {}

  static Forecast of(Book book, RedPacket rain, long now) {
    int round = RainClock.roundAt(rain, now);
    if (book.rain.left(round) > 0) {
      return new Forecast.Happens();
    }
    boolean aside = book.rain.things().stream().anyMatch(book::someQuarantined);
    if (aside || Packets.mayComeBack(book, rain.plan(), round)) {
      return refused(Refusal.ALL_HELD);
    }
    List<RainPlan.Round> rounds = rain.plan().rounds();
    return round < rounds.size()
        ? refused(Refusal.SOLD_OUT, rounds.get(round).startMillis() - now)
        : refused(Refusal.SOLD_OUT);
  }

  /** Whether what is held of a red packet can end so. */
  static boolean ends(Settlement settlement) {
    return settlement == Settlement.OPEN;
  }

  /** What a rain is for its life. */
  static String nature(RedPacket rain) {
    RainPlan plan = rain.plan();
    return rain.currency()
        + ' '
        + rain.split().getClass().getSimpleName()
        + (plan.rounds().isEmpty()
            ? ""
            : plan.carryOver() ? " in rounds that carry" : " in rounds");
  }

  /** Whether a definition has fewer rounds than the one before; nobody may take one away. */
  static boolean dropsRounds(Campaign before, Campaign next) {
    return before instanceof RedPacket was
        && next instanceof RedPacket is
        && is.plan().rounds().size() < was.plan().rounds().size();
  }

  /** Whether a definition leaves what was: the rounds, and the time of those that have begun. */
  static boolean keepsRounds(Book book, RedPacket was, RedPacket next) {
    List<RainPlan.Round> before = was.plan().rounds();
    List<RainPlan.Round> after = next.plan().rounds();
    int latest = book.rain.latest();
    boolean keeps = after.size() >= before.size();
    for (int i = 0; keeps && i < latest; i++) {
      keeps =
          before.get(i).startMillis() == after.get(i).startMillis()
              && (i == latest - 1 || before.get(i).endMillis() == after.get(i).endMillis());
    }
    return keeps;
  }

  /** What becomes of a definition of which each item alone could be accepted. */
  static Forecast replaced(Book book, RedPacket next) {
    if (!keepsRounds(book, (RedPacket) book.definition(), next)) {
      return refused(Refusal.MALFORMED);
    }
    Forecast refused = edited(book, next, new Difference(book, next));
    return refused == null ? new Forecast.Happens() : refused;
  }

  private interface Free {
    /** How much more there would be. */
    long more(int round, String item);
  }

  private static @Nullable Pile pile(Book book, int round, String item) {
    return round > book.rain.rounds() || book.itemOf(item) < 0 ? null : book.rain.pile(round, item);
  }

  /** What would be free under another definition. */
  private record Difference(Book book, RedPacket next) implements Free {
    @Override
    public long more(int round, String item) {
      Map<String, Long> stocks = new HashMap<>();
      if (round == 0) {
        Book.stocks(next).forEach(stock -> stocks.put(stock.item(), stock.units()));
      } else {
        RainPlan.Round of = next.plan().rounds().get(round - 1);
        stocks.put(RainLedger.MONEY, of.budgetCents());
        stocks.put(Grant.PACKET, of.packets());
        of.goods().forEach(each -> stocks.put(each.id(), each.units()));
      }
      long stock = stocks.getOrDefault(item, 0L);
      Pile pile = pile(book, round, item);
      return pile == null ? stock : stock - pile.defined();
    }
  }

  /** The refusal of an edit by what it would leave, or null. */
  private static @Nullable Forecast edited(Book book, RedPacket next, Free free) {
    List<String> items = Book.stocks(next).stream().map(Book.Stock::item).toList();
    int rounds = next.plan().rounds().size();
    Map<String, Long> carried = new HashMap<>();
    for (int round = Math.min(rounds, 1); round <= rounds; round++) {
      boolean carries = next.plan().carryOver() && round <= book.rain.latest();
      boolean below = false;
      for (String item : items) {
        Pile pile = pile(book, round, item);
        long more = free.more(round, item);
        long left = (pile == null ? 0 : pile.free()) + more;
        left += carries ? carried.getOrDefault(item, 0L) : 0;
        carried.put(item, left);
        below |= left < 0 || (pile == null ? 0 : pile.total()) + more < 0;
      }
      if (below) {
        return refused(Refusal.BELOW_GIVEN);
      }
      boolean counts = !(next.split() instanceof Split.Fixed) && round >= book.rain.latest();
      if (counts
          && !Packets.possible(
              next.split(),
              carried.getOrDefault(RainLedger.MONEY, 0L),
              carried.getOrDefault(Grant.PACKET, 0L))) {
        return refused(Refusal.MALFORMED);
      }
    }
    return null;
  }

  /** Whether nobody could change this of such a rain, whatever there is of it. */
  static boolean impossible(Book book, RedPacket rain, Change change) {
    int round = change instanceof Change.InRound in ? in.round() : 0;
    int rounds = book.rain.rounds();
    if (rounds == 0 ? round > 0 : round < 1 || round > rounds) {
      return true;
    }
    boolean fixed = rain.split() instanceof Split.Fixed;
    return switch (change instanceof Change.InRound in ? in.change() : change) {
      case Change.Budget budget -> fixed;
      case Change.Stock(String item, long units) ->
          book.itemOf(item) < 0
              || !(RainLedger.isGood(item) || (fixed && Character.isDigit(item.charAt(0))));
      case Change.Target target -> true;
      case Change.InRound twice -> true;
    };
  }

  /** What becomes of a change that is possible. */
  static Forecast adjusted(Book book, RedPacket rain, Change change) {
    int round = change instanceof Change.InRound in ? in.round() : 0;
    Change inner = change instanceof Change.InRound in ? in.change() : change;
    Map<String, Long> by = new HashMap<>();
    if (inner instanceof Change.Budget(long cents, long packets)) {
      by.put(RainLedger.MONEY, cents);
      by.put(Grant.PACKET, packets);
      if (exceeds(total(book, RainLedger.MONEY, cents))
          || total(book, Grant.PACKET, packets).compareTo(BigInteger.valueOf(MOST_PACKETS)) > 0) {
        return refused(Refusal.MALFORMED);
      }
    } else if (inner instanceof Change.Stock(String item, long units)) {
      Forecast refused = cannotStock(book, item, units);
      if (refused != null) {
        return refused;
      }
      by.put(item, units);
    }
    Free free = (each, item) -> each == round ? by.getOrDefault(item, 0L) : 0;
    Forecast refused = edited(book, rain, free);
    return refused == null ? new Forecast.Happens() : refused;
  }

  private static @Nullable Forecast cannotStock(Book book, String item, long units) {
    boolean good = RainLedger.isGood(item);
    if (book.pile(book.itemOf(item)).free() + units < 0) {
      return refused(Refusal.BELOW_GIVEN);
    }
    BigInteger cents =
        good ? BigInteger.ZERO : BigInteger.valueOf(units).multiply(new BigInteger(item));
    BigInteger money = cents.add(BigInteger.valueOf(book.pile(0).total()));
    boolean many = total(book, item, units).compareTo(BigInteger.valueOf(MOST_PACKETS)) > 0;
    return (good ? many : exceeds(total(book, item, units)))
            || exceeds(cents.abs())
            || exceeds(money)
        ? refused(Refusal.MALFORMED)
        : null;
  }

  private static BigInteger total(Book book, String item, long more) {
    long total = book.pile(book.itemOf(item)).total();
    return BigInteger.valueOf(total).add(BigInteger.valueOf(more));
  }

  private static boolean exceeds(BigInteger sum) {
    return sum.compareTo(BigInteger.valueOf(Campaign.MAX_SIZE)) > 0;
  }
}
