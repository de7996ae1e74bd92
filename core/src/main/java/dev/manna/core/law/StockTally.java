package dev.manna.core.law;

import dev.manna.core.Check;
import dev.manna.core.RedPacket;
import dev.manna.core.StockChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the batch in flight changes of what is free, for a log that keeps a stock beside it. An item
 * is noted when it is first touched, with what was free of it then; what is free when the batch is
 * told may have changed for whatever reason. Where nobody asks, nothing is noted: an item pays a
 * look at a boolean.
 *
 * <p>Which row is an item's stands with the item ({@link Items}), and counts only if the row names
 * the item: so nothing is cleared between batches, or when one is undone.
 */
final class StockTally {
  /** A batch that has touched more is appended before anything else is decided. */
  static final int MANY_ITEMS = 4_096;

  /** Of items that nobody is told of. */
  static final StockTally NONE = new StockTally();

  private static final int FIRST_ROWS = 16;

  private boolean kept;
  private boolean noting;
  private int count;

  /** A batch that has taken as many units of an item is appended: the next claim may take more. */
  private long manyUnits = Long.MAX_VALUE;

  private long mostUnits;
  private CampaignState[] campaigns = {};
  private int[] items = {};
  private long[] before = {};
  private long[] taken = {};

  /**
   * From the next batch on it is noted.
   *
   * @param window so many units of an item a batch is to take at most
   */
  void keep(long window) {
    Check.that(!equals(NONE), "nobody is told of these items");
    kept = true;
    manyUnits = Math.max(1, window / 2);
  }

  void begin() {
    count = 0;
    mostUnits = 0;
    noting = kept;
  }

  void end() {
    noting = false;
  }

  /** Whether whoever changes an item says so before. */
  boolean noting() {
    return noting;
  }

  /** Whether so many items were touched, or units taken, that the batch should be appended. */
  boolean full() {
    return count >= MANY_ITEMS || mostUnits >= manyUnits;
  }

  /** Whether a row is an item's. */
  boolean has(int row, CampaignState campaign, int item) {
    return row < count && items[row] == item && campaigns[row].equals(campaign);
  }

  /**
   * A new row for an item.
   *
   * @param free so much may be taken of it before anything changes
   */
  int add(CampaignState campaign, int item, long free) {
    if (count == items.length) {
      int length = Math.max(FIRST_ROWS, count * 2);
      campaigns = Arrays.copyOf(campaigns, length);
      items = Arrays.copyOf(items, length);
      before = Arrays.copyOf(before, length);
      taken = Arrays.copyOf(taken, length);
    }
    campaigns[count] = campaign;
    items[count] = item;
    before[count] = free;
    taken[count] = 0;
    return count++;
  }

  void take(int row, long units) {
    if (counts(campaigns[row], items[row])) {
      taken[row] = Math.addExact(taken[row], units);
      mostUnits = Math.max(mostUnits, taken[row]);
    }
  }

  /** What has changed so far, in the order in which it was touched first. */
  List<StockChange> changes(State state) {
    if (count == 0) {
      return List.of();
    }
    // A draft that was replaced and its successor name the same items.
    Map<String, StockChange> changes = new LinkedHashMap<>();
    for (int row = 0; row < count; row++) {
      StockChange change = change(state, row);
      changes.merge(change.name(), change, StockChange::plus);
    }
    List<StockChange> told = new ArrayList<>(changes.size());
    for (StockChange each : changes.values()) {
      if (each.change() != 0 || each.taken() != 0) {
        told.add(each);
      }
    }
    return told;
  }

  private StockChange change(State state, int row) {
    CampaignState campaign = campaigns[row];
    int item = items[row];
    boolean replaced = !state.campaigns.get(campaign.number).equals(campaign);
    long free = replaced ? 0 : campaign.available(item);
    String name = StockChange.name(campaign.id, campaign.catalog().id(item));
    return new StockChange(campaign.number, item, name, free - before[row], taken[row]);
  }

  /** Whether what is taken of an item may be hidden one day. */
  private static boolean counts(CampaignState campaign, int item) {
    boolean money = campaign.definition() instanceof RedPacket && item == Catalog.MONEY;
    return !money && campaign.raffle() == null;
  }
}
