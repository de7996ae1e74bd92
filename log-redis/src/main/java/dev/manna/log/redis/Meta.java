package dev.manna.log.redis;

import dev.manna.core.Log;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What stands in the meta hash of a log.
 *
 * @param starts after which position each epoch begins
 * @param begin up to where the beginning was removed
 */
record Meta(
    long epoch,
    LogMark end,
    String lineage,
    long drained,
    LogMark begin,
    NavigableMap<Long, Long> starts) {
  /**
   * The only format that is read: in the first, entries did not say what they change of a stock.
   */
  static final String FORMAT = "2";

  private static final String START = "start:";

  /** Reads a script's reply of field, value, field, value, ... */
  static Meta told(List<?> flat) {
    Map<String, byte[]> fields = new HashMap<>();
    for (int i = 0; i < flat.size(); i += 2) {
      fields.put(Script.text(flat.get(i)), (byte[]) flat.get(i + 1));
    }
    return of(fields);
  }

  static Meta of(Map<String, byte[]> fields) {
    Map<String, String> texts = new HashMap<>();
    fields.forEach((name, value) -> texts.put(name, new String(value, StandardCharsets.UTF_8)));
    String format = texts.getOrDefault("format", "none");
    if (!format.equals(FORMAT)) {
      throw new Log.Failure(
          "the log has format " + format + "; this program knows " + FORMAT + " only");
    }
    TreeMap<Long, Long> starts = new TreeMap<>();
    try {
      texts.forEach(
          (name, value) -> {
            if (name.startsWith(START)) {
              starts.put(Long.parseLong(name.substring(START.length())), Long.parseLong(value));
            }
          });
      return new Meta(
          number(texts, "epoch"),
          new LogMark(number(texts, "position"), texts.getOrDefault("chain", "")),
          texts.getOrDefault("lineage", ""),
          number(texts, "drained"),
          new LogMark(number(texts, "trimmed"), texts.getOrDefault("trimmedChain", "")),
          starts);
    } catch (NumberFormatException e) {
      throw new Log.Failure("the log's meta is damaged: " + e.getMessage(), e);
    }
  }

  /** Up to where the beginning was removed. */
  long trimmed() {
    return begin.position();
  }

  private static long number(Map<String, String> texts, String name) {
    return Long.parseLong(texts.getOrDefault(name, "no " + name));
  }

  /** The least id that an entry which ends after {@code position} may have. */
  String idAfter(long position) {
    return epochAfter(position) + "-" + Math.addExact(position, 1);
  }

  /** The id of a batch that follows {@code position} and ends at {@code last}, if it is there. */
  String idOf(long position, long last) {
    return epochAfter(position) + "-" + last;
  }

  /** The greatest id that an entry which ends at {@code position} may have. */
  String idAt(long position) {
    return epochAfter(position) + "-" + position;
  }

  /** Up to where all that was appended in an epoch, and before, was kept by those after it. */
  long keptOf(long of) {
    return starts.tailMap(of, false).values().stream()
        .mapToLong(start -> start)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** The last epoch that begins at {@code position} or before: what follows it is of that one. */
  private long epochAfter(long position) {
    for (Map.Entry<Long, Long> start : starts.descendingMap().entrySet()) {
      if (start.getValue() <= position) {
        return start.getKey();
      }
    }
    return starts.isEmpty() ? epoch : starts.firstKey();
  }
}
