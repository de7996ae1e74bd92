package dev.manna.log.redis;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.wire.Decoder;
import dev.manna.core.wire.StockChangeCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch as it stands in the stream.
 *
 * @param id {@code <epoch>-<last position>}
 * @param digest of the batch
 * @param chain after it
 */
record Entry(String id, Batch batch, String digest, String chain) {

  /** As the client's own commands give it. */
  static Entry of(String id, Map<String, byte[]> fields) {
    try {
      Batch batch =
          new Batch(
              Long.parseLong(text(fields, "first")),
              Integer.parseInt(text(fields, "count")),
              Long.parseLong(text(fields, "time")),
              ByteBuffer.wrap(field(fields, "payload")),
              StockChangeCodec.read(text(fields, "stock")));
      return new Entry(id, batch, text(fields, "digest"), text(fields, "chain"));
    } catch (NumberFormatException | Decoder.Garbled e) {
      throw new Log.Failure("entry " + id + " of the log is no batch: " + e.getMessage(), e);
    }
  }

  /** As a script gives it: the id, and a list of fields and values. */
  static Entry of(Object told) {
    List<?> parts = (List<?>) told;
    List<?> flat = (List<?>) parts.get(1);
    Map<String, byte[]> fields = new HashMap<>();
    for (int i = 0; i < flat.size(); i += 2) {
      fields.put(Script.text(flat.get(i)), (byte[]) flat.get(i + 1));
    }
    return of(Script.text(parts.get(0)), fields);
  }

  private static String text(Map<String, byte[]> fields, String name) {
    return new String(field(fields, name), StandardCharsets.UTF_8);
  }

  private static byte[] field(Map<String, byte[]> fields, String name) {
    byte[] value = fields.get(name);
    if (value == null) {
      throw new NumberFormatException("it has no " + name);
    }
    return value;
  }

  LogMark mark() {
    return new LogMark(batch.last(), chain);
  }

  /**
   * Stops where a byte of it is not what was appended.
   *
   * @param before the chain before it, null where that is not known
   */
  void verify(@Nullable String before) {
    if (!Chain.digest(batch).equals(digest)
        || !id.endsWith("-" + batch.last())
        || (before != null && !follows(before))) {
      throw new Log.Failure(
          "entry %s of the log is not what was appended: its hash is another; the log must be"
                  .formatted(id)
              + " recovered from the nodes' copies");
    }
  }

  /** Whether it is the next of a log, and not of another. */
  boolean follows(String before) {
    return Chain.next(before, digest).equals(chain);
  }
}
