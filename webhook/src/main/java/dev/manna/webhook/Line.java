package dev.manna.webhook;

import dev.manna.core.Check;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one target, in memory: in the order in which it is due, and then in that of the
 * log. Where the order of a campaign matters, only the first of each campaign may go, and the next
 * one when that is over.
 */
final class Line {
  private final boolean ordered;
  private final PriorityQueue<Notice> ready =
      new PriorityQueue<>(
          Comparator.comparingLong(Notice::dueMillis).thenComparingLong(Notice::number));

  /** Of each campaign those that wait, the first included; not used where no order matters. */
  private final Map<String, Queue<Notice>> campaigns = new HashMap<>();

  private int size;

  Line(boolean ordered) {
    this.ordered = ordered;
  }

  /** How many wait or are under way. */
  int size() {
    return size;
  }

  /** Takes one that comes after all that were taken before. */
  void add(Notice notice) {
    size++;
    if (!ordered) {
      ready.add(notice);
      return;
    }
    Queue<Notice> campaign =
        campaigns.computeIfAbsent(notice.campaign(), name -> new ArrayDeque<>());
    campaign.add(notice);
    if (campaign.size() == 1) {
      ready.add(notice);
    }
  }

  boolean isDue(long nowMillis) {
    Notice first = ready.peek();
    return first != null && first.dueMillis() <= nowMillis;
  }

  /** The next one, which is under way from now on, or null. */
  @Nullable Notice poll() {
    return ready.poll();
  }

  /** One that was under way waits again. */
  void again(Notice notice) {
    ready.add(notice);
  }

  /** One that was under way is over, one way or the other. */
  void over(Notice notice) {
    size--;
    if (!ordered) {
      return;
    }
    Queue<Notice> campaign = campaigns.get(notice.campaign());
    if (campaign == null) {
      throw Check.broken("what was under way was in line");
    }
    Notice first = campaign.remove();
    Check.that(first.number() == notice.number(), "the first was under way", notice.number());
    if (campaign.isEmpty()) {
      campaigns.remove(notice.campaign());
    } else {
      ready.add(campaign.element());
    }
  }
}
