package dev.manna.log.redis;

import dev.manna.log.redis.RedisLog.Unfit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens a log that stands in Redis, or founds it. */
final class Founding {
  private Founding() {}

  /**
   * What stands there now.
   *
   * @param stock the stock view, as it is at the end
   */
  record Found(Meta meta, Map<String, Long> stock) {}

  static Found found(
      Link link, Script script, LogKeys keys, long known, boolean founds, String shown) {
    List<?> reply =
        link.run(
            script,
            keys.all(),
            Arguments.of(founds ? 0 : 1, Meta.FORMAT, LogMark.BEGINNING.chain()));
    return switch (Script.text(reply.getFirst())) {
      case "OPEN" ->
          new Found(
              atLeast(known, Meta.told((List<?>) reply.get(2)), shown),
              stock((List<?>) reply.get(3)));
      case "DENIED" -> throw new Unfit(shown + ": " + Script.text(reply.get(1)));
      case "GONE" ->
          throw new Unfit(
              ("%s is gone, and is known to have reached position %d; it must be recovered, and is"
                      + " not founded again")
                  .formatted(shown, known));
      default ->
          throw new Unfit(
              ("%s: %s or %s stands in Redis without %s; it must be recovered, or removed where it"
                      + " is of no use")
                  .formatted(shown, keys.log(), keys.stock(), keys.meta()));
    };
  }

  private static Map<String, Long> stock(List<?> flat) {
    Map<String, Long> stock = new HashMap<>();
    for (int i = 0; i < flat.size(); i += 2) {
      stock.put(Script.text(flat.get(i)), Long.parseLong(Script.text(flat.get(i + 1))));
    }
    return stock;
  }

  private static Meta atLeast(long known, Meta meta, String shown) {
    if (meta.end().position() < known) {
      throw new Unfit(
          "%s ends at position %d, and is known to have reached %d; it must be recovered"
              .formatted(shown, meta.end().position(), known));
    }
    return meta;
  }
}
