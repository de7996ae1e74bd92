package dev.manna.core.law;

import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Line;
import dev.manna.core.Leeway;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.SaleCommand;
import dev.manna.core.Terms;
import dev.manna.core.Wait;
import dev.manna.core.Waiting;
import dev.manna.core.Waitlist;
import java.util.ArrayList;
import java.util.List;

/** A desk at which orders wait. */
final class WaitDesk {
  static final long MINUTE = 60_000;
  static final Leeway WAITS = new Leeway(10 * MINUTE, Leeway.ANY, new Waitlist(3, 60 * MINUTE));

  final Desk desk = new Desk();

  void open(Sku... skus) {
    desk.define("c", new Sale(Terms.open(""), List.of(skus), WAITS));
  }

  Reply redefine(Terms terms, Sku... skus) {
    return desk.ask(new Command.Define("c", new Sale(terms, List.of(skus), WAITS), 1));
  }

  Reply await(String user, long holdMillis, Object... skuThenQuantity) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < skuThenQuantity.length; i += 2) {
      lines.add(new Line((String) skuThenQuantity[i], (Integer) skuThenQuantity[i + 1]));
    }
    return desk.ask(new Wait("c", user, "w", lines, holdMillis, 30 * MINUTE));
  }

  Reply.Standing standing(String user) {
    return (Reply.Standing) desk.ask(new Query.OfClaim("c", user, "w"));
  }

  Waiting waiting(String user) {
    Waiting waiting = standing(user).waiting();
    if (waiting == null) {
      throw new AssertionError(user + " did not wait");
    }
    return waiting;
  }

  Waiting.State state(String user) {
    return waiting(user).state();
  }

  void restock(String item, long units) {
    desk.ask(new Command.Adjust("c", null, new Change.Stock(item, units)));
  }

  Reply leave(String user) {
    return desk.ask(new SaleCommand.Leave("c", user, "w"));
  }
}
