package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Line;
import dev.manna.core.Command.Move;
import dev.manna.core.Enlist;
import dev.manna.core.Leeway;
import dev.manna.core.Limits;
import dev.manna.core.Limits.Dimension;
import dev.manna.core.Malformed;
import dev.manna.core.Period;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import dev.manna.core.Wait;
import dev.manna.core.Waitlist;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A campaign and a claim of which all of some {@link OrderTrouble}s hold at once. A user has
 * claimed one unit under the key {@code first}; what is looked at is that user's next claim, of two
 * units, or an order that may wait where nobody else may.
 */
final class OrderScene {
  private static final int STOCK = 9;
  private static final long SECOND = 1_000;

  private static final List<Dimension> COUNTED =
      List.of(
          new Dimension("device", Period.DAY, 9, 9, false),
          new Dimension("store", Period.TOTAL, 9, 9, false));

  private static final Map<String, String> FROM = Map.of("device", "phone-1", "store", "elsewhere");

  /** As long as somebody holds it the sale is not settled, and may be paused when it is over. */
  private static final Sku OTHER = new Sku("other", "", 1);

  private final Desk desk = new Desk();
  private final Set<? extends Trouble> troubles;

  /** Whether the order may wait, in a sale in which as many wait already as may. */
  private final boolean waits;

  OrderScene(Set<? extends Trouble> troubles, boolean waits) {
    this.troubles = troubles;
    this.waits = waits;
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

  private boolean in(OrderTrouble trouble) {
    return troubles.contains(trouble);
  }

  private Sale sale(Terms terms) {
    long enough = in(OrderTrouble.HAS_ENOUGH_OF_IT) ? 2 : 0;
    return sale(terms, enough);
  }

  private static Sale sale(Terms terms, long enough) {
    List<Sku> skus = List.of(new Sku("a", "", STOCK).limited(enough), new Sku("b", "", 0), OTHER);
    return new Sale(terms, skus, Leeway.PLAIN.withWaitlist(new Waitlist(1, 60 * SECOND)));
  }

  private void done(Reply reply) {
    assertThat(Desk.code(reply)).as("setting up").isNull();
  }

  private void open() {
    done(desk.define("c", sale(Terms.open("").with(new Limits(0, 0, 9, 9, 0, COUNTED)))));
    Map<String, String> from = Map.of("device", "phone-1", "store", "here");
    done(desk.ask(new Command.Deduct("c", "u", "first", List.of(new Line("a", 1)), 0).from(from)));
    done(desk.order("holder", "holder", 600 * SECOND, OTHER.id(), 1));
    done(desk.ask(new Wait("c", "third", "b", List.of(new Line("b", 1)), 0, 60 * SECOND)));
    desk.now += SECOND;
  }

  private void limit() {
    List<Dimension> dimensions = new ArrayList<>(COUNTED);
    if (in(OrderTrouble.DEVICE_USED_UP)) {
      dimensions.set(0, new Dimension("device", Period.DAY, 1, 9, false));
    }
    if (in(OrderTrouble.NO_ROOM_FOR_A_STORE)) {
      dimensions.set(1, new Dimension("store", Period.TOTAL, 9, 1, false));
    }
    if (in(OrderTrouble.NO_PHONE)) {
      dimensions.add(new Dimension("phone", Period.MONTH, 9, 9, true));
    }
    Limits limits =
        new Limits(
            in(OrderTrouble.NO_USE_LEFT) ? 1 : 0,
            in(OrderTrouble.NO_USE_LEFT_TODAY) ? 1 : 0,
            in(OrderTrouble.NO_USE_LEFT_THIS_WEEK) ? 1 : 9,
            in(OrderTrouble.NO_USE_LEFT_THIS_MONTH) ? 1 : 9,
            in(OrderTrouble.TOO_SOON) ? 2 * SECOND : 0,
            dimensions);
    long start = in(OrderTrouble.BEFORE_THE_START) ? desk.now + 1 : 0;
    long end = in(OrderTrouble.AFTER_THE_END) ? desk.now : Terms.FOREVER;
    boolean listed = in(OrderTrouble.NOT_LISTED);
    Terms terms = new Terms("edited", start, end, "UTC", limits, listed);
    if (in(OrderTrouble.BLOCKED)) {
      done(desk.ask(new Enlist("c", Enlist.Roll.BLOCK, true, List.of("u"))));
    }
    done(desk.ask(new Command.Define("c", sale(terms), 1)));
  }

  private void take() {
    int left = STOCK - 1;
    int taken =
        in(OrderTrouble.NOTHING_LEFT) || in(OrderTrouble.REST_IS_HELD)
            ? left
            : in(OrderTrouble.TOO_LITTLE_LEFT) ? left - 1 : 0;
    if (in(OrderTrouble.REST_IS_HELD)) {
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
    Sale free = sale(Terms.open("").with(open), 0);
    done(desk.ask(new Command.Define("c", free, now.version())));
    done(desk.order("other", "other", 60 * SECOND, "a", units));
    done(desk.ask(new Command.Define("c", now.definition(), now.version() + 1)));
  }

  private void stop() {
    if (in(OrderTrouble.PAUSED)) {
      done(desk.ask(new Command.Steer("c", Move.PAUSE)));
    }
    if (in(OrderTrouble.CLOSED)) {
      done(desk.ask(new Command.Steer("c", Move.CLOSE)));
    }
  }

  private Command claim() {
    String campaign = in(OrderTrouble.NO_CAMPAIGN) ? "nowhere" : "c";
    String key = in(OrderTrouble.OTHER_CONTENT) ? "first" : "second";
    if (in(OrderTrouble.WRONG_KIND)) {
      return new Command.Draw(campaign, "u", key, in(OrderTrouble.NO_QUANTITY) ? 0 : 1);
    }
    List<Line> lines = new ArrayList<>();
    if (in(OrderTrouble.NOTHING_IN_THE_CART)) {
      return new Command.Deduct(campaign, "u", key, lines, 0).from(FROM);
    }
    lines.add(new Line("a", in(OrderTrouble.NO_QUANTITY) ? 0 : 2));
    if (in(OrderTrouble.UNKNOWN_SKU)) {
      lines.add(new Line("nothing", 1));
    }
    return waits
        ? new Wait(campaign, "u", key, lines, 0, SECOND).from(FROM)
        : new Command.Deduct(campaign, "u", key, lines, 0).from(FROM);
  }
}
