package dev.manna.log.redis;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.StockChange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Batches of tests; their payload is words, and may say what they change of a stock. */
final class Batches {
  private static final List<String> ITEMS = List.of("caps", "pens");

  private Batches() {}

  static Batch batch(long first, int count, String payload) {
    return new Batch(
        first,
        count,
        1_000 + first,
        ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)),
        changes(payload));
  }

  static String words(Batch batch) {
    return StandardCharsets.UTF_8.decode(batch.payload().duplicate()).toString();
  }

  /** What a payload such as {@code pens=-3 caps=+5} changes. */
  private static List<StockChange> changes(String payload) {
    List<StockChange> changes = new ArrayList<>();
    for (String each : payload.split(" ", -1)) {
      String[] parts = each.split("=", -1);
      if (parts.length == 2) {
        long change = Long.parseLong(parts[1]);
        long taken = change < 0 ? -Math.max(change, -Long.MAX_VALUE) : 0;
        int item = Math.max(0, ITEMS.indexOf(parts[0]));
        changes.add(new StockChange(0, item, parts[0], change, taken));
      }
    }
    return changes;
  }

  /** Sets aside by words, too: the last epoch's number, and what is taken of each item. */
  static final SettingAside BY_WORDS =
      (epoch, first, leastMillis, most, taken) -> {
        StringBuilder words = new StringBuilder("aside in " + epoch);
        for (String item : ITEMS) {
          long known =
              taken.stream()
                  .filter(each -> each.name().equals(item))
                  .mapToLong(StockChange::taken)
                  .sum();
          words.append(' ').append(item).append("=-").append(most - known);
        }
        return batch(first, 1, words.toString());
      };

  /** The words of what stands in a log after a position. */
  static List<String> wordsAfter(Log log, long position) {
    List<String> found = new ArrayList<>();
    log.read(position, batch -> found.add(words(batch)));
    return found;
  }
}
