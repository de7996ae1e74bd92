package dev.manna.stream.rocketmq;

import dev.manna.core.feed.Bookmark;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream stands.
 *
 * @param at the last chunk that was acknowledged whole
 * @param acknowledged so far each message is, which may be in the middle of the next chunk
 * @param turn rises with each node that goes on with the stream; 0 where only one can
 */
public record Standing(Bookmark at, long acknowledged, long turn) {
  /** Where a new stream stands. */
  static final Standing START = of(Bookmark.START, 0);

  private static final Pattern FORMAT =
      Pattern.compile(
          """
          manna stream 1
          log ([0-9a-f]{0,64})
          position ([0-9]{1,18})
          mark ([0-9a-f]{16})
          acknowledged ([0-9]{1,18})
          """);

  private static final String CHECK = "check ";

  static Standing of(Bookmark at, long turn) {
    return new Standing(at, at.position(), turn);
  }

  /** The content of a file; its last line checks those before it. */
  byte[] encoded() {
    String lines =
        """
        manna stream 1
        log %s
        position %d
        mark %016x
        acknowledged %d
        """
            .formatted(at.log(), at.position(), at.mark(), acknowledged);
    return (lines + CHECK + checksum(lines) + '\n').getBytes(StandardCharsets.US_ASCII);
  }

  /** The standing that a file tells, null where the file is not what was written. */
  static @Nullable Standing decode(byte[] content) {
    String text = new String(content, StandardCharsets.US_ASCII);
    int check = text.indexOf(CHECK);
    String lines = text.substring(0, Math.max(0, check));
    Matcher found = FORMAT.matcher(lines);
    if (!found.matches() || !text.equals(lines + CHECK + checksum(lines) + '\n')) {
      return null;
    }
    Bookmark at =
        new Bookmark(
            found.group(1),
            Long.parseLong(found.group(2)),
            Long.parseUnsignedLong(found.group(3), 16));
    return new Standing(at, Long.parseLong(found.group(4)), 0);
  }

  private static String checksum(String lines) {
    CRC32C checksum = new CRC32C();
    checksum.update(lines.getBytes(StandardCharsets.US_ASCII));
    return String.format(Locale.ROOT, "%08x", checksum.getValue());
  }
}
