package dev.manna.core.law;

import dev.manna.core.Command.Deduct;
import dev.manna.core.Command.Line;
import dev.manna.core.Event;
import dev.manna.core.Event.Taken;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Reply.Shortfall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One order: all of its lines are looked at before anything happens, and then all happen or none.
 */
final class SaleRules {
  private SaleRules() {}

  /** The first line that names no SKU of the campaign, or -1. */
  static int unknownLine(CampaignState state, Deduct deduct) {
    for (int i = 0; i < deduct.lines().size(); i++) {
      if (state.catalog().number(deduct.lines().get(i).sku()) < 0) {
        return i;
      }
    }
    return -1;
  }

  static Decision decide(CampaignState state, Deduct deduct, Event.Use use, long now) {
    List<Taken> wanted = wanted(state, deduct.lines());
    List<Shortfall> shortfalls = shortfalls(state, wanted);
    if (!shortfalls.isEmpty()) {
      return refusal(state, wanted, shortfalls);
    }
    long expiresAtMillis = deduct.holdMillis() == 0 ? 0 : now + deduct.holdMillis();
    return Decision.happens(new Event.Deducted(state.number, use, wanted, expiresAtMillis));
  }

  /** The lines with those of one SKU added up, in the order in which the SKUs are first named. */
  private static List<Taken> wanted(CampaignState state, List<Line> lines) {
    if (lines.size() == 1) {
      Line line = lines.getFirst();
      return List.of(new Taken(state.catalog().number(line.sku()), line.quantity()));
    }
    Map<Integer, Long> units = new LinkedHashMap<>();
    for (Line line : lines) {
      units.merge(state.catalog().number(line.sku()), line.quantity(), Long::sum);
    }
    List<Taken> wanted = new ArrayList<>(units.size());
    units.forEach((item, quantity) -> wanted.add(new Taken(item, quantity)));
    return wanted;
  }

  private static List<Shortfall> shortfalls(CampaignState state, List<Taken> wanted) {
    List<Shortfall> shortfalls = List.of();
    for (Taken each : wanted) {
      long available = state.items.available(each.item());
      if (available < each.units()) {
        if (shortfalls.isEmpty()) {
          shortfalls = new ArrayList<>();
        }
        shortfalls.add(new Shortfall(state.catalog().id(each.item()), each.units(), available));
      }
    }
    return shortfalls;
  }

  private static Decision refusal(
      CampaignState state, List<Taken> wanted, List<Shortfall> shortfalls) {
    boolean nothingFree = true;
    boolean nothingHeld = true;
    for (Taken each : wanted) {
      nothingFree &= state.items.available(each.item()) == 0;
      nothingHeld &= state.items.held(each.item()) == 0;
    }
    Refusal refusal =
        !nothingFree ? Refusal.INSUFFICIENT : nothingHeld ? Refusal.SOLD_OUT : Refusal.ALL_HELD;
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
