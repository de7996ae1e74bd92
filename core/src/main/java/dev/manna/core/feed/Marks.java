package dev.manna.core.feed;

import dev.manna.core.Batch;
import dev.manna.core.Event;
import dev.manna.core.Log;
import dev.manna.core.Outline;
import dev.manna.core.wire.EventCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What tells one log from another, and one history of a log from another history of it. */
public final class Marks {
  private static final int LOG_BYTES = 16;

  private Marks() {}

  /**
   * The name of the log that begins with an event: 32 hexadecimal digits out of SHA-256. It tells
   * nothing of the key in that event, which stays in the log.
   */
  public static String log(Event.Founded founded) {
    MessageDigest digest = sha256();
    digest.update("manna log".getBytes(StandardCharsets.US_ASCII));
    digest.update(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(founded.seedHigh())
            .putLong(founded.seedLow())
            .flip());
    return HexFormat.of().formatHex(digest.digest(), 0, LOG_BYTES);
  }

  /** 64 bits out of SHA-256 over a batch and where it stands. */
  public static long batch(Batch batch) {
    MessageDigest digest = sha256();
    digest.update(
        ByteBuffer.allocate(3 * Long.BYTES)
            .putLong(batch.first())
            .putLong(batch.count())
            .putLong(batch.timeMillis())
            .flip());
    digest.update(batch.payload().duplicate());
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** The {@link #log(Event.Founded)} of a log, empty for one that has not begun. */
  public static String identity(Log of) {
    Outline outline = of.outline(Long.MAX_VALUE);
    Event.@Nullable Founded[] found = {outline == null ? null : outline.founded()};
    if (found[0] == null) {
      of.read(
          0,
          batch -> {
            EventCodec.read(
                batch,
                EventCodec.Claimants.NAMES_ONLY,
                (event, at) -> found[0] = event instanceof Event.Founded it ? it : found[0]);
            return false;
          });
    }
    return found[0] == null ? "" : log(found[0]);
  }
}
