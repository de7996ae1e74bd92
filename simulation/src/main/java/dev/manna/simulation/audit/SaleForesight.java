package dev.manna.simulation.audit;

import dev.manna.core.Command;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Event;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what must come of an order that the terms admit. */
final class SaleForesight {
  private SaleForesight() {}

  static boolean fits(Book book, Command.Deduct deduct) {
    Goods goods = new Goods(book);
    return deduct.lines().stream().allMatch(line -> goods.sells(line.sku()))
        && deduct.locations().stream().allMatch(goods::lieAt);
  }

  /** Whether what is held of a sale can end so. */
  static boolean ends(Settlement settlement) {
    return settlement != Settlement.OPEN;
  }

  /** What an order takes, if there is enough of everything. */
  static List<Event.Taken> taken(Book book, Command.Deduct deduct) {
    Goods goods = new Goods(book);
    List<Event.Taken> taken = new ArrayList<>();
    goods
        .wanted(lines(book, deduct))
        .forEach((sku, units) -> taken.addAll(goods.taken(sku, units, deduct.locations())));
    return taken;
  }

  static Forecast of(Book book, Command.Deduct deduct) {
    Goods goods = new Goods(book);
    if (deduct.fromCart() && book.cart(deduct.user()).isEmpty()) {
      return Forecast.refused(Refusal.EMPTY_CART);
    }
    if (!book.cart(deduct.user()).keySet().stream().allMatch(goods::sells) && deduct.fromCart()) {
      return Forecast.refused(Refusal.MALFORMED);
    }
    List<Reply.Shortfall> missing = new ArrayList<>();
    boolean someFree = false;
    boolean someHeld = false;
    for (Map.Entry<String, Long> wanted : goods.wanted(lines(book, deduct)).entrySet()) {
      long left = goods.piles(wanted.getKey()).stream().mapToLong(Pile::free).sum();
      boolean keeps = book.line.waitedFor(wanted.getKey());
      long free = keeps ? 0 : left;
      someFree |= free > 0;
      someHeld |= keeps && left > 0;
      someHeld |= goods.piles(wanted.getKey()).stream().anyMatch(Pile::mayReturn);
      if (free < wanted.getValue()) {
        missing.add(new Reply.Shortfall(wanted.getKey(), wanted.getValue(), free));
      }
    }
    if (missing.isEmpty()) {
      return taken(book, deduct).size() > Sale.MAX_LINES
          ? Forecast.refused(Refusal.MALFORMED)
          : new Forecast.Happens();
    }
    return missing(someFree, someHeld, missing);
  }

  private static List<Command.Line> lines(Book book, Command.Deduct deduct) {
    return deduct.fromCart() ? Carts.lines(book, deduct.user()) : deduct.lines();
  }

  /** Whether an order takes more of a SKU than its user may have. */
  static boolean tooMuch(Book book, Command.Deduct deduct) {
    Goods goods = new Goods(book);
    List<Command.Line> lines = lines(book, deduct);
    return lines.stream().allMatch(line -> goods.sells(line.sku()))
        && tooMuch(book, deduct.user(), goods.wanted(lines));
  }

  /** Whether a user may not have so many units of these SKUs more. */
  private static boolean tooMuch(Book book, String user, Map<String, Long> wanted) {
    return wanted.entrySet().stream()
        .anyMatch(
            each -> {
              long limit = book.limit(each.getKey());
              return limit > 0 && book.kept(user, each.getKey()) + each.getValue() > limit;
            });
  }

  /** What must come of taking again what lay in these items. */
  static Forecast again(Book book, String user, List<Entry.Part> parts) {
    Map<String, Long> wanted = new LinkedHashMap<>();
    parts.forEach(part -> wanted.merge(book.sku(part.item()), part.units(), Long::sum));
    if (tooMuch(book, user, wanted)) {
      return Forecast.refused(Refusal.LIMIT_REACHED);
    }
    List<Reply.Shortfall> missing = new ArrayList<>();
    boolean someFree = false;
    boolean someHeld = false;
    for (Entry.Part part : parts) {
      Pile pile = book.pile(part.item());
      boolean keeps = book.line.waitedFor(book.sku(part.item()));
      long free = keeps ? 0 : pile.free();
      if (free < part.units()) {
        missing.add(new Reply.Shortfall(book.sku(part.item()), part.units(), free));
      }
      someFree |= free > 0;
      someHeld |= pile.held() > 0 || (keeps && pile.free() > 0);
    }
    return missing.isEmpty() ? new Forecast.Happens() : missing(someFree, someHeld, missing);
  }

  private static Forecast missing(
      boolean someFree, boolean someHeld, List<Reply.Shortfall> missing) {
    Refusal refusal =
        someFree ? Refusal.INSUFFICIENT : someHeld ? Refusal.ALL_HELD : Refusal.SOLD_OUT;
    return new Forecast.Answered(new Reply.Refused(refusal, "", 0, missing));
  }
}
