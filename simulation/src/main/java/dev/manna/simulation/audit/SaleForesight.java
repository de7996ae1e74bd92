package dev.manna.simulation.audit;

import dev.manna.core.Command;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Event;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import java.util.ArrayList;
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
        .wanted(deduct.lines())
        .forEach((sku, units) -> taken.addAll(goods.taken(sku, units, deduct.locations())));
    return taken;
  }

  static Forecast of(Book book, Command.Deduct deduct) {
    Goods goods = new Goods(book);
    List<Reply.Shortfall> missing = new ArrayList<>();
    boolean someFree = false;
    boolean someHeld = false;
    for (Map.Entry<String, Long> wanted : goods.wanted(deduct.lines()).entrySet()) {
      long free = goods.piles(wanted.getKey()).stream().mapToLong(Pile::free).sum();
      someFree |= free > 0;
      someHeld |= goods.piles(wanted.getKey()).stream().anyMatch(pile -> pile.held() > 0);
      if (free < wanted.getValue()) {
        missing.add(new Reply.Shortfall(wanted.getKey(), wanted.getValue(), free));
      }
    }
    if (missing.isEmpty()) {
      return taken(book, deduct).size() > Sale.MAX_LINES
          ? Forecast.refused(Refusal.MALFORMED)
          : new Forecast.Happens();
    }
    Refusal refusal =
        someFree ? Refusal.INSUFFICIENT : someHeld ? Refusal.ALL_HELD : Refusal.SOLD_OUT;
    return new Forecast.Answered(new Reply.Refused(refusal, "", 0, missing));
  }
}
