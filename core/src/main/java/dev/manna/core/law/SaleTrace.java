package dev.manna.core.law;

import dev.manna.core.Command.Line;
import dev.manna.core.Event.Taken;
import dev.manna.core.Explanation.Looked;
import dev.manna.core.Explanation.Step;
import dev.manna.core.Refusal;
import dev.manna.core.Sale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rules of a {@link Trace} that only orders meet. Of an order of the log it is known what it
 * took of which items; of another, what it asks for.
 */
final class SaleTrace {
  private SaleTrace() {}

  private static List<Line> lines(CampaignState campaign, Asked asked, int user) {
    if (asked.order() == null) {
      return List.of();
    }
    return asked.order().fromCart() ? campaign.sale().carts.of(user) : asked.order().lines();
  }

  private static boolean isCart(Asked asked) {
    return asked.order() != null && asked.order().fromCart();
  }

  private static boolean fits(CampaignState campaign, Asked asked, int user) {
    List<Line> lines = lines(campaign, asked, user);
    return !isCart(asked)
        || (!lines.isEmpty()
            && lines.stream().allMatch(line -> campaign.sale().assortment().knows(line.sku())));
  }

  private static Map<Integer, Long> wanted(CampaignState campaign, Asked asked, int user) {
    Quotas quotas = campaign.sale().quotas;
    return asked.order() == null
        ? quotas.wantedOf(asked.taken())
        : quotas.wanted(lines(campaign, asked, user));
  }

  /** What the limits of SKUs look at, empty where no SKU of the order has one. */
  static List<Looked> quotas(CampaignState campaign, Asked asked, int user) {
    List<Looked> looked = new ArrayList<>();
    if (campaign.definition() instanceof Sale sale
        && campaign.sale().quotas.exist()
        && fits(campaign, asked, user)) {
      wanted(campaign, asked, user)
          .forEach(
              (item, units) -> {
                String sku = Assortment.sku(campaign.catalog().id(item));
                long had = campaign.sale().quotas.had(user, item);
                looked.add(
                    new Looked(
                        "had of " + sku, Long.toString(had), Long.toString(most(sale, sku))));
                looked.add(new Looked("asked for of " + sku, Long.toString(units), ""));
              });
    }
    return looked;
  }

  private static long most(Sale sale, String sku) {
    return sale.skus().stream()
        .filter(each -> each.id().equals(sku) && each.perUser() > 0)
        .mapToLong(Sale.Sku::perUser)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  static boolean overQuota(CampaignState campaign, Asked asked, int user) {
    Sale sale = (Sale) campaign.definition();
    for (Map.Entry<Integer, Long> each : wanted(campaign, asked, user).entrySet()) {
      String sku = Assortment.sku(campaign.catalog().id(each.getKey()));
      if (campaign.sale().quotas.had(user, each.getKey()) + each.getValue() > most(sale, sku)) {
        return true;
      }
    }
    return false;
  }

  /** From the cart to what is free. */
  static List<Step> of(CampaignState campaign, Asked asked, int user) {
    List<Step> steps = new ArrayList<>();
    if (isCart(asked)) {
      List<Line> lines = lines(campaign, asked, user);
      List<Looked> looked = List.of(new Looked("lines in the cart", "" + lines.size(), ""));
      steps.add(new Step(Refusal.EMPTY_CART, lines.isEmpty(), looked));
      if (lines.isEmpty()) {
        return steps;
      }
      if (!fits(campaign, asked, user)) {
        steps.add(new Step(Refusal.MALFORMED, true, looked));
        return steps;
      }
    }
    Free free = new Free(campaign);
    Assortment goods = campaign.sale().assortment();
    if (asked.waited()) {
      for (Taken each : asked.taken()) {
        String sku = Assortment.sku(campaign.catalog().id(each.item()));
        free.take(sku, goods.shelf(sku).items, each.units());
      }
    } else if (asked.order() == null) {
      asked.taken().forEach(free::take);
    } else {
      Picking.wanted(goods, lines(campaign, asked, user))
          .forEach((sku, units) -> free.take(sku, goods.shelf(sku).items, units));
    }
    boolean waits = asked.mayWait() && free.isShort && hasRoom(campaign, free);
    steps.addAll(free.steps(waits));
    if (!free.isShort && asked.order() != null && asked.patient() == null) {
      int items =
          SaleRules.pick(campaign, lines(campaign, asked, user), asked.order().locations())
              .taken()
              .size();
      if (items > Sale.MAX_LINES) {
        steps.add(new Step(Refusal.MALFORMED, true, List.of()));
      }
    }
    return steps;
  }

  private static boolean hasRoom(CampaignState campaign, Free free) {
    long waiting = campaign.sale().waits.count();
    int most = ((Sale) campaign.definition()).leeway().waitlist().entries();
    free.looked.add(new Looked("orders that wait", Long.toString(waiting), Integer.toString(most)));
    return waiting < most;
  }

  /** What is free of what is asked for. */
  private static final class Free {
    private final CampaignState campaign;
    private final List<Looked> looked = new ArrayList<>();
    private boolean someFree;
    private boolean someHeld;
    private boolean isShort;

    Free(CampaignState campaign) {
      this.campaign = campaign;
    }

    void take(Taken taken) {
      take(campaign.catalog().id(taken.item()), new int[] {taken.item()}, taken.units());
    }

    void take(String what, int[] items, long units) {
      long free = 0;
      long held = 0;
      for (int item : items) {
        long available = campaign.sale().available(item);
        // What somebody waits for is held for those who do.
        free += campaign.sale().waits.waitedFor(item) ? 0 : available;
        held += campaign.items.mayReturn(item) + available;
      }
      someFree |= free > 0;
      someHeld |= held > 0;
      isShort |= units > free;
      looked.add(new Looked("asked for of " + what, Long.toString(units), Long.toString(free)));
    }

    /** Whoever waits is refused by none of them. */
    List<Step> steps(boolean waits) {
      boolean lacks = isShort && !waits;
      return List.of(
          new Step(Refusal.SOLD_OUT, lacks && !someFree && !someHeld, looked),
          new Step(Refusal.ALL_HELD, lacks && !someFree && someHeld, List.of()),
          new Step(Refusal.INSUFFICIENT, lacks && someFree, List.of()));
    }
  }
}
