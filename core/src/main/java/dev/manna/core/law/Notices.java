package dev.manna.core.law;

/** The SKUs of which a notice may be due, in the order in which events have touched them. */
final class Notices {
  private final Rows queue;

  /** One cell: the row of the first that was not taken out. */
  private final Rows head;

  Notices(Trail trail) {
    queue = new Rows(trail, 1);
    head = new Rows(trail, 1);
    head.append();
  }

  boolean isEmpty() {
    return queue.count() == 0;
  }

  int nextCampaign() {
    return (int) (next() >>> 32);
  }

  int nextItem() {
    return (int) next();
  }

  private long next() {
    return queue.get((int) head.get(0, 0), 0);
  }

  void add(int campaign, int item) {
    queue.set(queue.append(), 0, (long) campaign << 32 | item);
  }

  void removeNext() {
    int next = (int) head.get(0, 0) + 1;
    if (next < queue.count()) {
      head.set(0, 0, next);
      return;
    }
    head.set(0, 0, 0);
    while (queue.count() > 0) {
      queue.removeLast();
    }
  }
}
