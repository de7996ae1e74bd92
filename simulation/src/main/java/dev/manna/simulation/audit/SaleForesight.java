package dev.manna.simulation.audit;

import dev.manna.core.Command;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what must come of an order that the terms admit. */
final class SaleForesight {
  private SaleForesight() {}

  static boolean fits(Book book, Command.Deduct deduct) {
    return deduct.lines().stream().allMatch(line -> book.itemOf(line.sku()) >= 0);
  }

  /** Whether what is held of a sale can end so. */
  static boolean ends(Settlement settlement) {
    return settlement != Settlement.OPEN;
  }

  /** The lines with those of one SKU added up, in the order of first naming. */
  static Map<Integer, Long> wanted(Book book, List<Command.Line> lines) {
    Map<Integer, Long> wanted = new LinkedHashMap<>();
    for (Command.Line line : lines) {
      wanted.merge(book.itemOf(line.sku()), line.quantity(), Long::sum);
    }
    return wanted;
  }

  static Forecast of(Book book, Command.Deduct deduct) {
    Map<Integer, Long> wanted = wanted(book, deduct.lines());
    List<Reply.Shortfall> missing =
        wanted.entrySet().stream()
            .filter(each -> !book.pile(each.getKey()).has(each.getValue()))
            .map(each -> shortfall(book.pile(each.getKey()), each.getValue()))
            .toList();
    if (missing.isEmpty()) {
      return new Forecast.Happens();
    }
    boolean someFree = wanted.keySet().stream().anyMatch(item -> book.pile(item).free() > 0);
    boolean someHeld = wanted.keySet().stream().anyMatch(item -> book.pile(item).held() > 0);
    Refusal refusal =
        someFree ? Refusal.INSUFFICIENT : someHeld ? Refusal.ALL_HELD : Refusal.SOLD_OUT;
    return new Forecast.Answered(new Reply.Refused(refusal, "", 0, missing));
  }

  private static Reply.Shortfall shortfall(Pile pile, long asked) {
    return new Reply.Shortfall(pile.item, asked, pile.free());
  }
}
