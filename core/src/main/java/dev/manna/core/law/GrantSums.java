package dev.manna.core.law;

import dev.manna.core.Grant;
import dev.manna.core.RedPacket;

/**
 * What the first grants of a campaign come to, by round and item: a sum that grows along the grants
 * and stays true while those below it change, so that it can be made in pieces between batches.
 */
final class GrantSums {
  private final CampaignState campaign;
  private final Trail trail;
  private final int items;
  private final int rounds;
  private final boolean rain;
  private final boolean sale;

  /** Of a rain: which items are neither money nor packets. */
  private final boolean[] goods;

  /** By round and item; the first round is that of a campaign without rounds. */
  private final long[] held;

  private final long[] given;
  private long allHeld;

  /** How many grants came back whole. */
  private long returned;

  /** How many grants are in the sums; all there will be, once the last was reached. */
  private int rows;

  GrantSums(CampaignState campaign, Trail trail) {
    this.campaign = campaign;
    this.trail = trail;
    items = campaign.items.count();
    rain = campaign.pools instanceof RainPools;
    sale = campaign.pools instanceof SalePools;
    rounds = roundsNow();
    goods = new boolean[items];
    for (int item = 0; rain && item < items; item++) {
      goods[item] = campaign.rain().good(item);
    }
    held = new long[(rounds + 1) * items];
    given = new long[(rounds + 1) * items];
  }

  /** Whether the campaign still has the items and the rounds that these sums are of. */
  boolean current() {
    return items == campaign.items.count() && rounds == roundsNow();
  }

  private int roundsNow() {
    return campaign.definition() instanceof RedPacket of ? of.plan().rounds().size() : 0;
  }

  /** Whether a grant is in the sums. */
  boolean counts(int row) {
    return row < rows;
  }

  /** Takes the next grant, which names an item and a round that there are. */
  void takeNext() {
    rows++;
    enter(rows - 1);
  }

  /** Passes over the next grant, which is none that could be summed. */
  void passNext() {
    rows++;
  }

  /** All grants are in; so will be those to come. */
  void follow() {
    rows = Integer.MAX_VALUE;
  }

  /** A grant that changes, as it stands before. */
  void leave(int row) {
    count(row, -1);
  }

  /** A grant as it stands now. */
  void enter(int row) {
    count(row, 1);
  }

  private void count(int row, int sign) {
    Grant.State state = campaign.grants.state(row);
    int item = campaign.grants.item(row);
    int round = campaign.grants.round(row);
    if (item < 0 || item >= items || round > rounds) {
      return;
    }
    if (state == Grant.State.RETURNED) {
      comeBack(sign);
      return;
    }
    boolean holds = state == Grant.State.HELD;
    long size = campaign.grants.size(row);
    if (rain) {
      add(holds, round * items + item, sign);
      if (!goods[item]) {
        add(holds, round * items + Catalog.MONEY, sign * size);
      }
    } else {
      long back = sale && !holds ? campaign.sale().returned(row) : 0;
      add(holds, round * items + item, sign * (size - back));
    }
  }

  private void comeBack(int sign) {
    returned += sign;
    if (trail.recording()) {
      trail.onUndo(() -> returned -= sign);
    }
  }

  private void add(boolean holds, int at, long difference) {
    change(holds, at, difference);
    if (trail.recording()) {
      trail.onUndo(() -> change(holds, at, -difference));
    }
  }

  private void change(boolean holds, int at, long difference) {
    if (holds) {
      held[at] += difference;
      allHeld += difference;
    } else {
      given[at] += difference;
    }
  }

  /** Whether a grant has come back whole. */
  boolean anyReturned() {
    return returned > 0;
  }

  /** Held of all items together. */
  long allHeld() {
    return allHeld;
  }

  long held(int round, int item) {
    return held[round * items + item];
  }

  long given(int round, int item) {
    return given[round * items + item];
  }

  /** Over all rounds. */
  long held(int item) {
    return over(held, item);
  }

  /** Over all rounds. */
  long given(int item) {
    return over(given, item);
  }

  private long over(long[] sums, int item) {
    long sum = 0;
    for (int round = 0; round <= rounds; round++) {
      sum += sums[round * items + item];
    }
    return sum;
  }

  int rounds() {
    return rounds;
  }
}
