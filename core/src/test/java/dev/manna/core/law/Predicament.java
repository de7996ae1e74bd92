package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Line;
import dev.manna.core.Command.Move;
import dev.manna.core.Limits;
import dev.manna.core.Limits.Dimension;
import dev.manna.core.Malformed;
import dev.manna.core.Period;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A campaign and a claim of which all of some {@link Trouble}s hold at once. A user has claimed one
 * unit under the key {@code first}; what is looked at is that user's next claim, of two units.
 */
final class Predicament {
  private static final int STOCK = 9;
  private static final long SECOND = 1_000;

  private static final List<Dimension> COUNTED =
      List.of(
          new Dimension("device", Period.DAY, 9, 9, false),
          new Dimension("store", Period.TOTAL, 9, 9, false));

  private final Desk desk = new Desk();
  private final Set<Trouble> troubles;

  Predicament(Set<Trouble> troubles) {
    this.troubles = troubles;
  }

  /** The refusal's code, or {@code granted}. */
  String answer() {
    open();
    limit();
    take();
    stop();
    try {
      String code = Desk.code(desk.ask(claim()));
      return code == null ? "granted" : code;
    } catch (Malformed e) {
      return "malformed";
    }
  }

  private boolean in(Trouble trouble) {
    return troubles.contains(trouble);
  }

  private static Sale sale(Terms terms) {
    return new Sale(terms, List.of(new Sku("a", "", STOCK)));
  }

  private void done(Reply reply) {
    assertThat(Desk.code(reply)).as("setting up").isNull();
  }

  private void open() {
    done(desk.define("c", sale(Terms.open("").with(new Limits(0, 0, 9, 9, 0, COUNTED)))));
    Map<String, String> from = Map.of("device", "phone-1", "store", "here");
    done(desk.ask(new Command.Deduct("c", "u", "first", List.of(new Line("a", 1)), 0).from(from)));
    desk.now += SECOND;
  }

  private void limit() {
    List<Dimension> dimensions = new ArrayList<>(COUNTED);
    if (in(Trouble.DEVICE_USED_UP)) {
      dimensions.set(0, new Dimension("device", Period.DAY, 1, 9, false));
    }
    if (in(Trouble.NO_ROOM_FOR_A_STORE)) {
      dimensions.set(1, new Dimension("store", Period.TOTAL, 9, 1, false));
    }
    if (in(Trouble.NO_PHONE)) {
      dimensions.add(new Dimension("phone", Period.MONTH, 9, 9, true));
    }
    Limits limits =
        new Limits(
            in(Trouble.NO_USE_LEFT) ? 1 : 0,
            in(Trouble.NO_USE_LEFT_TODAY) ? 1 : 0,
            in(Trouble.NO_USE_LEFT_THIS_WEEK) ? 1 : 9,
            in(Trouble.NO_USE_LEFT_THIS_MONTH) ? 1 : 9,
            in(Trouble.TOO_SOON) ? 2 * SECOND : 0,
            dimensions);
    long start = in(Trouble.BEFORE_THE_START) ? desk.now + 1 : 0;
    long end = in(Trouble.AFTER_THE_END) ? desk.now : Terms.FOREVER;
    Terms terms = Terms.open("edited").with(limits).within(start, end);
    done(desk.ask(new Command.Define("c", sale(terms), 1)));
  }

  private void take() {
    int left = STOCK - 1;
    int taken =
        in(Trouble.NOTHING_LEFT) || in(Trouble.REST_IS_HELD)
            ? left
            : in(Trouble.TOO_LITTLE_LEFT) ? left - 1 : 0;
    if (in(Trouble.REST_IS_HELD)) {
      hold(taken);
    } else if (taken > 0) {
      done(desk.ask(new Command.Adjust("c", null, new Change.Stock("a", -taken))));
    }
  }

  /** Another user holds units; the window is opened for that and put back. */
  private void hold(int units) {
    Reply.Defined now = (Reply.Defined) desk.ask(new Query.OfCampaign("c"));
    Limits counted = now.definition().terms().limits();
    Limits open = new Limits(0, 0, counted.perWeek(), counted.perMonth(), 0, COUNTED);
    done(desk.ask(new Command.Define("c", sale(Terms.open("").with(open)), now.version())));
    done(desk.order("other", "other", 60 * SECOND, "a", units));
    done(desk.ask(new Command.Define("c", now.definition(), now.version() + 1)));
  }

  private void stop() {
    if (in(Trouble.PAUSED)) {
      done(desk.ask(new Command.Steer("c", Move.PAUSE)));
    }
    if (in(Trouble.CLOSED)) {
      done(desk.ask(new Command.Steer("c", Move.CLOSE)));
    }
  }

  private Command claim() {
    String campaign = in(Trouble.NO_CAMPAIGN) ? "nowhere" : "c";
    String key = in(Trouble.OTHER_CONTENT) ? "first" : "second";
    if (in(Trouble.WRONG_KIND)) {
      return new Command.Draw(campaign, "u", key, in(Trouble.NO_QUANTITY) ? 0 : 1);
    }
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("a", in(Trouble.NO_QUANTITY) ? 0 : 2));
    if (in(Trouble.UNKNOWN_SKU)) {
      lines.add(new Line("nothing", 1));
    }
    Map<String, String> from = Map.of("device", "phone-1", "store", "elsewhere");
    return new Command.Deduct(campaign, "u", key, lines, 0).from(from);
  }
}
