package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Move;
import dev.manna.core.Command.Settlement;
import dev.manna.core.GrantId;
import dev.manna.core.Leeway;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.SaleCommand.Extend;
import dev.manna.core.SaleCommand.Return;
import dev.manna.core.Terms;
import dev.manna.core.law.Trouble.Row;
import dev.manna.core.law.Trouble.Scene;
import java.util.List;
import java.util.Set;

/** What can stand in the way of who pays late, asks for more time, or gives something back. */
final class GrantScenes {
  private static final long DAY = 86_400_000;

  /** As long as somebody holds it the sale is not settled, and may be paused when it is over. */
  private static final Sku OTHER = new Sku("other", "", 1);

  private final Desk desk = new Desk();
  private final Set<String> in;

  private GrantScenes(Set<String> in) {
    this.in = in;
  }

  static List<Scene> all() {
    return List.of(
        Scene.of(
            "confirm late",
            in -> new GrantScenes(in).confirmLate(),
            row("opened like a packet", Refusal.MALFORMED),
            neverGranted(),
            // What was cancelled stays so, whatever else there is.
            row("was cancelled", Refusal.ALREADY_RETURNED).bars("late"),
            row("before the start", Refusal.NOT_STARTED, "late", "by time").bars("by time"),
            row("paused", Refusal.PAUSED, "late"),
            row("after the end", Refusal.ENDED, "late", "by time"),
            row("has enough of it", Refusal.LIMIT_REACHED, "late"),
            row("nothing left", Refusal.SOLD_OUT, "late", "by stock").bars("by stock"),
            row("rest is held", Refusal.ALL_HELD, "late", "by stock").bars("by stock"),
            row("too little left", Refusal.INSUFFICIENT, "late", "by stock").bars("by stock")),
        Scene.of(
            "extend",
            in -> new GrantScenes(in).extend(),
            Row.senseless("no time"),
            neverGranted(),
            row("given", Refusal.ALREADY_GIVEN, "over").bars("over", "held"),
            row("cancelled", Refusal.ALREADY_RETURNED, "over").bars("over", "held"),
            row("extended often enough", Refusal.LIMIT_REACHED, "held")),
        Scene.of(
            "return",
            in -> new GrantScenes(in).giveBack(),
            Row.senseless("no units"),
            neverGranted(),
            row("other content", Refusal.KEY_REUSED, "given"),
            row("more than is left", Refusal.ALREADY_RETURNED, "given"),
            row("too late", Refusal.NOT_RETURNABLE, "given"),
            row("only held", Refusal.NOT_RETURNABLE, "not given").bars("given", "not given"),
            row("cancelled", Refusal.ALREADY_RETURNED, "not given").bars("given", "not given")));
  }

  /** A trouble of a grant that is there. */
  private static Row row(String name, Refusal refusal, String... is) {
    String[] all = java.util.Arrays.copyOf(is, is.length + 1);
    all[is.length] = "grant";
    return Row.of(name, refusal, all);
  }

  private static Row neverGranted() {
    return Row.of("never granted", Refusal.UNKNOWN_GRANT).bars("grant");
  }

  private void done(Reply reply) {
    assertThat(Desk.code(reply)).as("setting up").isNull();
  }

  private GrantId grant() {
    return new GrantId("c", in.contains("never granted") ? 99 : 1);
  }

  private Sale sale(Terms terms, long perUser) {
    Leeway leeway = Leeway.PLAIN.withReturns(DAY).withExtensions(1);
    return new Sale(terms, List.of(new Sku("a", "", 9).limited(perUser), OTHER), leeway);
  }

  private String confirmLate() {
    done(desk.define("c", sale(Terms.open(""), 0)));
    done(desk.order("u", "first", 1_000, "a", 2));
    if (in.contains("was cancelled")) {
      done(desk.settle(1, Settlement.CANCEL));
    }
    done(desk.order("holder", "1", DAY, OTHER.id(), 1));
    desk.tick(desk.now + 2_000);
    done(desk.order("u", "second", 0, "a", 2));
    if (in.contains("nothing left")) {
      done(desk.order("v", "1", 0, "a", 7));
    } else if (in.contains("rest is held")) {
      done(desk.order("v", "1", 9_000, "a", 7));
    } else if (in.contains("too little left")) {
      done(desk.order("v", "1", 0, "a", 6));
    }
    long start = in.contains("before the start") ? desk.now + 1 : 0;
    long end = in.contains("after the end") ? desk.now : Terms.FOREVER;
    Terms terms = Terms.open("edited").within(start, end);
    done(
        desk.ask(new Command.Define("c", sale(terms, in.contains("has enough of it") ? 3 : 0), 1)));
    if (in.contains("paused")) {
      done(desk.ask(new Command.Steer("c", Move.PAUSE)));
    }
    Settlement as = in.contains("opened like a packet") ? Settlement.OPEN : Settlement.CONFIRM;
    return Scene.ask(desk, () -> new Command.Settle(grant(), as));
  }

  private String extend() {
    done(desk.define("c", sale(Terms.open(""), 0)));
    done(desk.order("u", "first", 5_000, "a", 2));
    if (in.contains("extended often enough")) {
      done(desk.ask(new Extend(new GrantId("c", 1), 6_000)));
    }
    if (in.contains("given")) {
      done(desk.settle(1, Settlement.CONFIRM));
    }
    if (in.contains("cancelled")) {
      done(desk.settle(1, Settlement.CANCEL));
    }
    return Scene.ask(desk, () -> new Extend(grant(), in.contains("no time") ? 0 : 7_000));
  }

  private String giveBack() {
    done(desk.define("c", sale(Terms.open(""), 0)));
    done(desk.order("u", "first", 5_000, "a", 3));
    if (!in.contains("only held")) {
      boolean cancelled = in.contains("cancelled");
      done(desk.settle(1, cancelled ? Settlement.CANCEL : Settlement.CONFIRM));
    }
    if (in.contains("other content")) {
      done(desk.ask(new Return(new GrantId("c", 1), "r", 1)));
    }
    desk.now += in.contains("too late") ? DAY : 0;
    int units = in.contains("no units") ? 0 : in.contains("more than is left") ? 4 : 2;
    return Scene.ask(desk, () -> new Return(grant(), "r", units));
  }
}
