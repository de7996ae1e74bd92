package dev.manna.log.redis;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Batches of tests; their payload is words, and may say what they change of a stock. */
final class Batches {
  private Batches() {}

  static Batch batch(long first, int count, String payload) {
    return new Batch(
        first, count, 1_000 + first, ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)));
  }

  static String words(Batch batch) {
    return StandardCharsets.UTF_8.decode(batch.payload().duplicate()).toString();
  }

  /** What a payload such as {@code pens=-3 caps=+5} changes. */
  static Map<String, Long> changes(Batch batch) {
    Map<String, Long> changes = new TreeMap<>();
    for (String each : words(batch).split(" ", -1)) {
      String[] parts = each.split("=", -1);
      if (parts.length == 2) {
        changes.put(parts[0], Long.parseLong(parts[1]));
      }
    }
    return changes;
  }

  /** Sets aside by words, too: the last epoch's number, and what is taken. */
  static final class SettingAside implements StockChanges {
    @Override
    public Map<String, Long> of(Batch batch) {
      return changes(batch);
    }

    @Override
    public Batch setAside(long epoch, long first, long leastMillis, Map<String, Long> units) {
      StringBuilder words = new StringBuilder("aside in " + epoch);
      new TreeMap<>(units)
          .forEach((item, most) -> words.append(' ').append(item).append("=-").append(most));
      return batch(first, 1, words.toString());
    }
  }

  /** The words of what stands in a log after a position. */
  static List<String> wordsAfter(Log log, long position) {
    List<String> found = new ArrayList<>();
    log.read(position, batch -> found.add(words(batch)));
    return found;
  }
}
