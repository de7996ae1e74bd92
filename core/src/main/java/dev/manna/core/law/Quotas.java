package dev.manna.core.law;

import dev.manna.core.Command.Line;
import dev.manna.core.Event.Taken;
import dev.manna.core.Grant;
import dev.manna.core.Sale;
import dev.manna.core.law.Tallies.Kind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many units of a SKU a user may have, at all its locations together, counted under the first
 * of its items. Counted is what a user holds and has; what came back is not. Nothing is counted of
 * a SKU without a limit, so one that gets a limit is counted anew.
 */
final class Quotas {
  private static final int[] NONE = {};

  private final CampaignState campaign;
  private CampaignState.@Nullable Rules madeFor;

  /** By item, the first item of its SKU where that has a limit, else -1; empty without limits. */
  private int[] counted = NONE;

  /** By first item, the limit. */
  private Map<Integer, Long> limits = Map.of();

  Quotas(CampaignState campaign) {
    this.campaign = campaign;
  }

  /** Follows the rules in force, which a batch that is undone puts back as they were. */
  @SuppressWarnings("ReferenceEquality")
  private void follow() {
    CampaignState.Rules rules = campaign.rules();
    if (madeFor != rules) {
      limits = limits((Sale) rules.definition());
      counted = counted((Sale) rules.definition());
      madeFor = rules;
    }
  }

  private Map<Integer, Long> limits(Sale sale) {
    Map<Integer, Long> byItem = new LinkedHashMap<>();
    for (Sale.Sku sku : sale.skus()) {
      if (sku.perUser() > 0) {
        byItem.put(first(sku), sku.perUser());
      }
    }
    return byItem;
  }

  /** Of its items the first that the campaign came to have, which stays whatever is added. */
  private int first(Sale.Sku sku) {
    return sku.items().stream()
        .mapToInt(item -> campaign.catalog().number(item.id()))
        .min()
        .orElseThrow();
  }

  private int[] counted(Sale sale) {
    if (sale.skus().stream().allMatch(sku -> sku.perUser() == 0)) {
      return NONE;
    }
    int[] firsts = new int[campaign.catalog().size()];
    Arrays.fill(firsts, -1);
    for (Sale.Sku sku : sale.skus()) {
      if (sku.perUser() > 0) {
        for (Sale.Item item : sku.items()) {
          firsts[campaign.catalog().number(item.id())] = first(sku);
        }
      }
    }
    return firsts;
  }

  /** Whether some SKU has a limit. */
  boolean exist() {
    follow();
    return !limits.isEmpty();
  }

  private int countedUnder(int item) {
    follow();
    return item < counted.length ? counted[item] : -1;
  }

  /** The limit of a SKU by its first item, 0 where it has none. */
  long limit(int first) {
    follow();
    return limits.getOrDefault(first, 0L);
  }

  /** What lines want of SKUs with a limit, by first item. */
  Map<Integer, Long> wanted(List<Line> lines) {
    follow();
    if (limits.isEmpty()) {
      return Map.of();
    }
    Assortment goods = campaign.sale().assortment();
    Map<Integer, Long> wanted = new LinkedHashMap<>();
    Picking.wanted(goods, lines)
        .forEach((sku, units) -> add(wanted, goods.shelf(sku).items[0], units));
    return wanted;
  }

  /** The same of what is taken of items. */
  Map<Integer, Long> wantedOf(List<Taken> taken) {
    Map<Integer, Long> wanted = new LinkedHashMap<>();
    taken.forEach(each -> add(wanted, each.item(), each.units()));
    return wanted;
  }

  private void add(Map<Integer, Long> wanted, int item, long units) {
    int first = countedUnder(item);
    if (first >= 0) {
      wanted.merge(first, units, Long::sum);
    }
  }

  /** The first item of which the user would have too much, or -1. */
  int exceeded(int user, Map<Integer, Long> wanted) {
    for (Map.Entry<Integer, Long> each : wanted.entrySet()) {
      long limit = limits.getOrDefault(each.getKey(), Long.MAX_VALUE);
      if (had(user, each.getKey()) + each.getValue() > limit) {
        return each.getKey();
      }
    }
    return -1;
  }

  /** How many units the user has, counted under a first item. */
  long had(int user, int first) {
    return user < 0 ? 0 : campaign.tallies.count(Kind.ITEM, user, first);
  }

  void count(int user, int item, long units) {
    int first = countedUnder(item);
    if (first >= 0) {
      campaign.tallies.add(Kind.ITEM, user, first, units);
    }
  }

  /**
   * After a replacement: everything with a limit is counted from the grants, where some limit is
   * new, or counts what it did not count before.
   */
  void recount(Sale before) {
    follow();
    forgetUncounted();
    int[] now = counted;
    if (now.length == 0 || Arrays.equals(now, counted(before))) {
      return;
    }
    for (int grant = 0; grant < campaign.grants.count(); grant++) {
      int first = now[campaign.grants.item(grant)];
      if (first >= 0) {
        campaign.tallies.set(Kind.ITEM, user(grant), first, 0);
      }
    }
    for (int claim : campaign.sale().waits.all()) {
      for (Taken each : campaign.sale().waits.wanted(claim)) {
        if (countedUnder(each.item()) >= 0) {
          campaign.tallies.set(Kind.ITEM, campaign.claims.user(claim), each.item(), 0);
        }
      }
    }
    for (int grant = 0; grant < campaign.grants.count(); grant++) {
      count(user(grant), campaign.grants.item(grant), kept(grant));
    }
    for (int claim : campaign.sale().waits.all()) {
      for (Taken each : campaign.sale().waits.wanted(claim)) {
        count(campaign.claims.user(claim), each.item(), each.units());
      }
    }
  }

  /** What is waited for leaves no grant by which it would be found when it is counted again. */
  private void forgetUncounted() {
    for (int claim : campaign.sale().waits.all()) {
      for (Taken each : campaign.sale().waits.wanted(claim)) {
        if (countedUnder(each.item()) < 0) {
          campaign.tallies.set(Kind.ITEM, campaign.claims.user(claim), each.item(), 0);
        }
      }
    }
  }

  private int user(int grant) {
    return campaign.claims.user(campaign.grants.claim(grant));
  }

  private long kept(int grant) {
    return campaign.grants.state(grant) == Grant.State.RETURNED
        ? 0
        : campaign.grants.size(grant) - campaign.sale().returned(grant);
  }
}
