package dev.manna.core.law;

import dev.manna.core.Command.Deduct;
import dev.manna.core.Command.Line;
import dev.manna.core.Event;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Reply.Shortfall;
import dev.manna.core.Sale;
import dev.manna.core.Wait;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One order: all of its lines are looked at before anything happens, and then all happen or none.
 */
final class SaleRules {
  private SaleRules() {}

  /** What nobody could order of this sale, or null. */
  static @Nullable Decision malformed(CampaignState state, Deduct deduct) {
    Decision refused = unknown(state, deduct.lines());
    if (refused != null) {
      return refused;
    }
    Assortment goods = state.sale().assortment();
    for (String location : deduct.locations()) {
      if (!goods.knowsLocation(location)) {
        return Decision.refuses(
            Refusal.MALFORMED, "locations: \"" + location + "\" is none of \"" + state.id + "\"");
      }
    }
    return null;
  }

  /** Which line names no SKU, or null. */
  static @Nullable Decision unknown(CampaignState state, List<Line> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String sku = lines.get(i).sku();
      if (!state.sale().assortment().knows(sku)) {
        return Decision.refuses(
            Refusal.MALFORMED,
            "lines[" + i + "].sku: \"" + sku + "\" is no SKU of \"" + state.id + "\"");
      }
    }
    return null;
  }

  private static List<Line> lines(CampaignState state, Deduct deduct, int user) {
    return deduct.fromCart() ? state.sale().carts.of(user) : deduct.lines();
  }

  static Decision decide(CampaignState state, Deduct deduct, Event.Use use, int user, long now) {
    List<Line> lines = lines(state, deduct, user);
    Decision refused = deduct.fromCart() ? unfitCart(state, lines) : null;
    if (refused != null) {
      return refused;
    }
    Picking picking = pick(state, lines, deduct.locations());
    if (!picking.shortfalls().isEmpty()) {
      return refusal(picking);
    }
    if (picking.taken().size() > Sale.MAX_LINES) {
      return Decision.refuses(
          Refusal.MALFORMED,
          "lines: with the parts of bundles, and taken from several locations, they are "
              + picking.taken().size()
              + " and "
              + Sale.MAX_LINES
              + " are allowed");
    }
    long expiresAtMillis = deduct.holdMillis() == 0 ? 0 : now + deduct.holdMillis();
    return Decision.happens(
        new Event.Deducted(state.number, use, picking.taken(), expiresAtMillis, deduct.fromCart()));
  }

  private static @Nullable Decision unfitCart(CampaignState state, List<Line> lines) {
    if (lines.isEmpty()) {
      return Decision.refuses(Refusal.EMPTY_CART, "put something in with PUT");
    }
    for (Line line : lines) {
      if (!state.sale().assortment().knows(line.sku())) {
        return Decision.refuses(
            Refusal.MALFORMED,
            "cart: \"" + line.sku() + "\" is no SKU of \"" + state.id + "\" any more");
      }
    }
    return null;
  }

  /**
   * From which items an order takes how much, and of which SKUs too little is free.
   *
   * @param preferred locations to take from first
   */
  static Picking pick(CampaignState state, List<Line> lines, List<String> preferred) {
    Picking picking = new Picking(state, preferred, false);
    Assortment goods = state.sale().assortment();
    if (lines.size() == 1 && goods.oneItemEach()) {
      Line line = lines.getFirst();
      picking.pick(line.sku(), state.catalog().number(line.sku()), line.quantity());
    } else {
      Picking.wanted(goods, lines).forEach((sku, units) -> picking.pick(goods.shelf(sku), units));
    }
    return picking;
  }

  /** Says of which SKU the user would have more than it allows; null where all is well. */
  static @Nullable Decision overQuota(CampaignState state, int user, Map<Integer, Long> wanted) {
    Quotas quotas = state.sale().quotas;
    int much = quotas.exceeded(user, wanted);
    return much < 0
        ? null
        : Decision.refuses(
            Refusal.LIMIT_REACHED,
            "of \""
                + Assortment.sku(state.catalog().id(much))
                + "\" the user has "
                + quotas.had(user, much)
                + " and asks for "
                + wanted.get(much)
                + ", more than each user may have");
  }

  /** The same of an order: what it takes is looked at where some SKU has a limit. */
  static @Nullable Decision overQuota(CampaignState state, Deduct deduct, int user) {
    Quotas quotas = state.sale().quotas;
    if (!quotas.exist()) {
      return null;
    }
    List<Line> lines = lines(state, deduct, user);
    return deduct.fromCart() && unfitCart(state, lines) != null
        ? null
        : overQuota(state, user, quotas.wanted(lines));
  }

  /** The same of an order that may wait: what it waits for counts as if the user had it. */
  static @Nullable Decision overQuota(CampaignState state, Wait wait, int user) {
    Quotas quotas = state.sale().quotas;
    return quotas.exist() ? overQuota(state, user, quotas.wanted(wait.lines())) : null;
  }

  static Decision refusal(Picking picking) {
    Refusal refusal =
        picking.someFree()
            ? Refusal.INSUFFICIENT
            : picking.someHeld() ? Refusal.ALL_HELD : Refusal.SOLD_OUT;
    List<Shortfall> shortfalls = picking.shortfalls();
    Shortfall first = shortfalls.getFirst();
    String detail =
        "of \""
            + first.sku()
            + "\" "
            + first.asked()
            + " were asked for and "
            + first.available()
            + " are free"
            + (shortfalls.size() == 1 ? "" : "; " + (shortfalls.size() - 1) + " more are short");
    return Decision.answers(new Reply.Refused(refusal, detail, 0, shortfalls));
  }
}
