package dev.manna.bench.engine;

import dev.manna.core.Command;
import dev.manna.core.Request;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes claims of random users under random keys, before the clock runs. Keys have 63 random bits,
 * so that none comes twice.
 */
final class Claims {
  private final SplittableRandom random;
  private final int users;

  Claims(long seed, int users) {
    random = new SplittableRandom(seed);
    this.users = users;
  }

  private String user() {
    return "user-" + random.nextInt(users);
  }

  private String key() {
    return Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
  }

  /** One unit each of SKUs chosen alike; goods are given at once. */
  Request[] deducts(String campaign, List<String> skus, int count) {
    List<List<Command.Line>> orders =
        skus.stream().map(sku -> List.of(new Command.Line(sku, 1))).toList();
    Request[] requests = new Request[count];
    for (int i = 0; i < count; i++) {
      List<Command.Line> order = orders.get(random.nextInt(orders.size()));
      requests[i] = new Command.Deduct(campaign, user(), key(), order, 0);
    }
    return requests;
  }

  Request[] draws(String campaign, int draws, int count) {
    Request[] requests = new Request[count];
    for (int i = 0; i < count; i++) {
      requests[i] = new Command.Draw(campaign, user(), key(), draws);
    }
    return requests;
  }

  Request[] snatches(String campaign, int count) {
    Request[] requests = new Request[count];
    for (int i = 0; i < count; i++) {
      requests[i] = new Command.Snatch(campaign, user(), key());
    }
    return requests;
  }

  /** A first claim of each user of a range, so that all of them are known. */
  static Request[] introductions(String campaign, int from, int to) {
    Request[] requests = new Request[to - from];
    for (int i = 0; i < requests.length; i++) {
      requests[i] = new Command.Draw(campaign, "user-" + (from + i), "first", 1);
    }
    return requests;
  }
}
