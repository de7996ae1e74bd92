package dev.manna.simulation.audit;

import static dev.manna.simulation.audit.Forecast.refused;

import dev.manna.core.Command.Line;
import dev.manna.core.Event;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.SaleCommand;
import dev.manna.core.SaleEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the law says of carts. */
final class Carts {
  private static final int MOST_LINES = 2_000;

  private Carts() {}

  static List<Line> lines(Book book, String user) {
    List<Line> lines = new ArrayList<>();
    book.cart(user).forEach((sku, units) -> lines.add(new Line(sku, units)));
    return lines;
  }

  static Reply answer(Books books, @Nullable Book book, String user) {
    if (book == null) {
      return Reply.Refused.of(Refusal.UNKNOWN_CAMPAIGN, "");
    }
    return book.definition() instanceof Sale
        ? new Reply.Cart(book.id, user, lines(book, user), books.position())
        : Reply.Refused.of(Refusal.MALFORMED, "");
  }

  static Forecast of(Books books, Book book, SaleCommand.SetCart set) {
    if (!(book.definition() instanceof Sale) || !new Goods(book).sells(set.sku())) {
      return refused(Refusal.MALFORMED);
    }
    Forecast unchangeable = Admission.unchangeable(book);
    if (unchangeable != null) {
      return unchangeable;
    }
    Map<String, Long> cart = book.cart(set.user());
    if (cart.getOrDefault(set.sku(), 0L) == set.units()) {
      return new Forecast.Answered(answer(books, book, set.user()));
    }
    return !cart.containsKey(set.sku()) && cart.size() >= MOST_LINES
        ? refused(Refusal.LIMIT_REACHED)
        : new Forecast.Happens();
  }

  static Forecast of(Books books, Book book, SaleCommand.EmptyCart empty) {
    return book.definition() instanceof Sale && !book.cart(empty.user()).isEmpty()
        ? new Forecast.Happens()
        : new Forecast.Answered(answer(books, book, empty.user()));
  }

  static void set(Book book, Sale sale, SaleEvent.CartSet set, Findings findings) {
    Map<String, Long> cart = book.cart(set.claimant().user());
    boolean sold = sale.skus().stream().anyMatch(sku -> sku.id().equals(set.sku()));
    findings.expect(
        sold && cart.getOrDefault(set.sku(), 0L) != set.units(),
        Promise.CARTS,
        set,
        " changes nothing, or names what is no SKU");
    if (set.units() == 0) {
      cart.remove(set.sku());
    } else {
      cart.put(set.sku(), set.units());
    }
    findings.expect(cart.size() <= MOST_LINES, Promise.CARTS, cart.size(), " lines in a cart");
  }

  /** An order out of a cart takes what lies there, no more and no less, and empties it. */
  static void order(Book book, Event.Deducted deducted, Findings findings) {
    String user = deducted.claimant().user();
    Map<String, Long> wanted = new TreeMap<>(new Goods(book).wanted(lines(book, user)));
    Map<String, Long> taken = new TreeMap<>();
    deducted.taken().forEach(each -> taken.merge(book.sku(each.item()), each.units(), Long::sum));
    findings.expect(
        wanted.equals(taken), Promise.CARTS, user, " orders ", wanted, " and gets ", taken);
    book.cart(user).clear();
  }
}
