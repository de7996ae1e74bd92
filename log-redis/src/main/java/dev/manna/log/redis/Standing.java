package dev.manna.log.redis;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Redis holds of a log.
 *
 * @param epoch 0 where it holds nothing
 * @param end where the log ends
 * @param running whether it is still the server process that the epoch began on, so that appends
 *     are taken
 * @param server names that process: it is called otherwise after a restart or a promotion
 * @param drained up to where the books are known to hold it
 * @param trimmed up to where its beginning was removed
 */
public record Standing(
    long epoch, LogMark end, boolean running, String server, long drained, long trimmed) {
  private static final Pattern LINEAGE = Pattern.compile("master_replid:([0-9a-f]+)");

  /** What it holds now. */
  static Standing now(Link link, LogKeys keys) {
    Map<String, byte[]> fields = link.hash(keys.meta());
    Matcher lineage = LINEAGE.matcher(link.ask(redis -> redis.info("replication")));
    String server = lineage.find() ? lineage.group(1) : "";
    if (fields.isEmpty()) {
      return new Standing(0, LogMark.BEGINNING, false, server, 0, 0);
    }
    Meta meta = Meta.of(fields);
    boolean running = !server.isEmpty() && server.equals(meta.lineage());
    return new Standing(meta.epoch(), meta.end(), running, server, meta.drained(), meta.trimmed());
  }
}
