package dev.manna.core.law;

import dev.manna.core.Event;
import dev.manna.core.Outcomes;
import dev.manna.core.PrizeRules;
import java.util.List;

/**
 * A user at a lottery. The state stays as it is while the draws of a claim are decided, so what
 * earlier draws of the claim have won is kept here: a prize whose last unit one of them took is
 * gone for the next.
 */
final class Player {
  private final CampaignState state;
  private final Lines lines;

  /** The user's row; -1 for one that is not known, or where no rule asks who it is. */
  private final int user;

  private final long drawsBefore;

  private final int[] outcomes;
  private int made;
  private int wins;

  /** The first so many outcomes won what was set aside. */
  private int allocated;

  private long misses;

  Player(CampaignState state, Lines lines, int user, int draws) {
    this.state = state;
    this.lines = lines;
    this.user = user;
    outcomes = new int[draws];
    drawsBefore = user < 0 ? 0 : state.users.total(user);
    misses = user < 0 ? 0 : state.tallies.count(Tallies.Kind.MISSES, user, 0);
  }

  /** How many draws the user has made. */
  long draws() {
    return drawsBefore + made;
  }

  /** How many of them belong to the claim. */
  int made() {
    return made;
  }

  /** What they came to. */
  Outcomes outcomes() {
    return Outcomes.of(outcomes, made);
  }

  /** How many of them missed since the last that won. */
  long misses() {
    return misses;
  }

  long available(int item) {
    long available = state.items.available(item);
    return available == Items.ENDLESS ? available : available - wonNow(item, allocated);
  }

  /** Whether the claim has taken the last unit. */
  boolean exhausted(int item) {
    return state.items.available(item) <= made && available(item) == 0;
  }

  private int wonNow(int item, int from) {
    if (wins == 0) {
      return 0;
    }
    int won = 0;
    for (int draw = from; draw < made; draw++) {
      won += outcomes[draw] == item ? 1 : 0;
    }
    return won;
  }

  /** Whether the user has won as many of it as one may. */
  boolean atLimit(int item) {
    int limit = lines.rules(item).perUser();
    if (limit == 0) {
      return false;
    }
    long before = user < 0 ? 0 : state.tallies.count(Tallies.Kind.ITEM, user, item);
    return before + wonNow(item, 0) >= limit;
  }

  /** Whether the next draw may win it. */
  boolean mayWin(int item) {
    PrizeRules rules = lines.rules(item);
    return rules.enabled()
        && rules.unlockAfter() <= draws()
        && available(item) > 0
        && !atLimit(item);
  }

  /** The prize that a draw wins instead of missing, or {@link Event.Drawn#MISS}. */
  int guaranteed() {
    if (lines.guarantees.isEmpty()) {
      return Event.Drawn.MISS;
    }
    for (int item : lines.guarantees) {
      if (lines.rules(item).guaranteedByMiss() > misses + 1) {
        break;
      }
      if (mayWin(item)) {
        return item;
      }
    }
    return Event.Drawn.MISS;
  }

  /** The next draws win what was set aside for the user. */
  void takeAllocated(List<Integer> items) {
    items.forEach(this::take);
    allocated = made;
  }

  int allocated() {
    return allocated;
  }

  void take(int outcome) {
    outcomes[made++] = outcome;
    if (outcome == Event.Drawn.MISS) {
      misses++;
    } else {
      misses = 0;
      wins++;
    }
  }
}
