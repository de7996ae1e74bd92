package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.Event;
import dev.manna.core.Explanation.Account;
import dev.manna.core.Explanation.Balance;
import dev.manna.core.Lottery;
import dev.manna.core.Sale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The accounts that a claim touches, as they stand at a moment. */
final class Balances {
  private final CampaignState campaign;
  private final Map<Account, Long> amounts = new LinkedHashMap<>();

  private Balances(CampaignState campaign) {
    this.campaign = campaign;
  }

  /** Those of the items that a claim takes, and of its user. */
  static Balances of(CampaignState campaign, Event.Claimed claimed, long now) {
    Balances balances = new Balances(campaign);
    int round = claimed instanceof Event.Snatched snatched ? snatched.round() : 0;
    for (int item : items(claimed)) {
      balances.item(item);
      if (round > 0) {
        String id = campaign.catalog().id(item);
        balances.put(id, "free in round " + round, campaign.rain().free(round, item));
      }
    }
    if (claimed instanceof Event.Entered) {
      balances.put("raffle", "entries", campaign.lottery().anyRaffle().entries());
    }
    balances.user(claimed, now);
    return balances;
  }

  private static Set<Integer> items(Event.Claimed claimed) {
    Set<Integer> items = new TreeSet<>();
    switch (claimed) {
      case Event.Drawn drawn -> items.addAll(drawn.prizes());
      case Event.Entered entered -> {}
      case Event.Snatched snatched -> {
        if (snatched.hit()) {
          items.add(snatched.item());
        }
        if (snatched.cents() > 0) {
          items.add(Catalog.MONEY);
        }
      }
      case Event.Deducted deducted -> deducted.taken().forEach(each -> items.add(each.item()));
      case Event.Waited waited -> waited.wanted().forEach(each -> items.add(each.item()));
    }
    return items;
  }

  private void put(String of, String what, long amount) {
    amounts.put(new Account(of, what), amount);
  }

  private void item(int item) {
    String id = campaign.catalog().id(item);
    long free = campaign.available(item);
    if (free != Items.ENDLESS) {
      put(id, "free", free);
    }
    put(id, "held", campaign.items.held(item));
    put(id, "given", campaign.items.given(item));
    if (campaign.items.quarantined(item) > 0) {
      put(id, "quarantined", campaign.items.quarantined(item));
    }
    if (campaign.definition() instanceof Lottery) {
      put(id, "reserved", campaign.items.reserved(item));
    }
  }

  private void user(Event.Claimed claimed, long now) {
    Claimant claimant = claimed.claimant();
    int user = campaign.users.find(claimant);
    long last = user < 0 ? -1 : campaign.users.lastOffset(user);
    boolean today = last >= 0 && campaign.baseMillis + last >= campaign.startOfDay(now);
    put("user", "uses", user < 0 ? 0 : campaign.users.total(user));
    put("user", "uses of the day", today ? campaign.users.onDay(user) : 0);
    for (Event.Count count : claimed.use().counts()) {
      count(count, claimant, now);
    }
    if (campaign.definition() instanceof Lottery lottery) {
      gambler(lottery, user, claimed);
    } else if (campaign.definition() instanceof Sale) {
      Quotas quotas = campaign.sale().quotas;
      quotas
          .wantedOf(Asked.of(campaign, claimed).taken())
          .keySet()
          .forEach(
              item ->
                  put(
                      "user",
                      "units of " + Assortment.sku(campaign.catalog().id(item)),
                      quotas.had(user, item)));
    }
  }

  private void count(Event.Count count, Claimant claimant, long now) {
    Counters.Kind kind = campaign.counters.kind(count.counter());
    Counter counter = campaign.counters.get(count.counter());
    boolean begins = counter.wouldBegin(campaign.periods().startOf(kind.per(), now));
    long high = kind.ofUser() ? claimant.userHigh() : count.high();
    int low = kind.ofUser() ? claimant.userLow() : count.low();
    String what = kind.ofUser() ? "uses of the " : kind.name() + " per ";
    put("user", what + kind.per().word(), begins ? 0 : counter.uses(high, low));
  }

  private void gambler(Lottery lottery, int user, Event.Claimed claimed) {
    if (lottery.chances()) {
      put("user", "chances", Admission.chances(campaign, user));
    }
    if (lottery.raffle()) {
      return;
    }
    Lines lines = campaign.odds().lines();
    if (!lines.guarantees.isEmpty()) {
      put("user", "misses in a row", tally(Tallies.Kind.MISSES, user, 0));
    }
    for (int item : items(claimed)) {
      if (lines.rules(item).perUser() > 0) {
        String id = campaign.catalog().id(item);
        put("user", "wins of " + id, tally(Tallies.Kind.ITEM, user, item));
      }
    }
  }

  private long tally(Tallies.Kind kind, int user, int item) {
    return user < 0 ? 0 : campaign.tallies.count(kind, user, item);
  }

  /** Each account, with what it became. */
  List<Balance> until(Balances after) {
    List<Balance> all = new ArrayList<>();
    amounts.forEach(
        (account, before) ->
            all.add(new Balance(account, before, after.amounts.getOrDefault(account, before))));
    return all;
  }
}
