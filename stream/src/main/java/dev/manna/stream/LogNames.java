package dev.manna.stream;

import dev.manna.core.Campaign;
import dev.manna.core.Event;
import dev.manna.core.Lottery;
import dev.manna.core.Outline;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of the campaigns and items that the events of a log mean by number. */
public final class LogNames {
  /** The item of a red packet rain's money. */
  public static final String BUDGET = "budget";

  /** The item of a rain's packets, where their amounts are not fixed. */
  public static final String PACKETS = "packet";

  private final List<Named> campaigns = new ArrayList<>();
  private final Map<String, Named> byId = new HashMap<>();

  /** A campaign and its items, in the order in which definitions first named them. */
  private static final class Named {
    final String id;
    final List<String> items = new ArrayList<>();
    final Set<String> known = new HashSet<>();
    String currency = "";

    Named(String id) {
      this.id = id;
    }
  }

  /** Takes the names that there are at some position, before any event behind it. */
  public void begin(Outline outline) {
    for (Outline.CampaignOutline each : outline.campaigns()) {
      Named named = new Named(each.id());
      named.items.addAll(each.items());
      named.known.addAll(each.items());
      named.currency = each.definition() instanceof RedPacket rain ? rain.currency() : "";
      campaigns.add(named);
      byId.put(named.id, named);
    }
  }

  /** Takes the names that a definition brings; those of a draft that it replaces are gone. */
  public void accept(Event.Defined defined) {
    Named named = byId.get(defined.campaign());
    if (named == null) {
      named = new Named(defined.campaign());
      campaigns.add(named);
      byId.put(named.id, named);
    } else if (defined.draft()) {
      named.items.clear();
      named.known.clear();
      named.currency = "";
    }
    if (defined.definition() instanceof RedPacket rain) {
      named.currency = rain.currency();
    }
    for (String item : items(defined.definition())) {
      if (named.known.add(item)) {
        named.items.add(item);
      }
    }
  }

  private static List<String> items(Campaign definition) {
    return switch (definition) {
      case Lottery lottery -> lottery.prizes().stream().map(Lottery.Prize::id).toList();
      case Sale sale ->
          sale.skus().stream().flatMap(sku -> sku.items().stream()).map(Sale.Item::id).toList();
      case RedPacket rain -> {
        List<String> items = new ArrayList<>();
        items.add(BUDGET);
        switch (rain.split()) {
          case RedPacket.Split.DoubleMean doubleMean -> items.add(PACKETS);
          case RedPacket.Split.PositionFair fair -> items.add(PACKETS);
          case RedPacket.Split.Even even -> items.add(PACKETS);
          case RedPacket.Split.Fixed fixed ->
              fixed.denominations().forEach(each -> items.add(each.id()));
        }
        rain.plan().goods().forEach(good -> items.add(good.id()));
        yield items;
      }
    };
  }

  /** The id of a campaign. */
  public String campaign(int number) {
    return campaigns.get(number).id;
  }

  /** The id of an item. */
  public String item(int campaign, int number) {
    return campaigns.get(campaign).items.get(number);
  }

  /** The currency of a red packet rain, empty for other campaigns. */
  public String currency(int campaign) {
    return campaigns.get(campaign).currency;
  }
}
