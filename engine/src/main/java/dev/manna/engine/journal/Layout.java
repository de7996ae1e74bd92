package dev.manna.engine.journal;

import dev.manna.core.Check;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where things stand in a journal's directory and in its files. */
final class Layout {
  /**
   * Frames begin at multiples of this. A torn write then never touches a sector that holds
   * something acknowledged, whether the disk's sectors are 512 bytes or 4 KiB.
   */
  static final int BLOCK = 4096;

  /** The first frame of a segment stands behind the segment's header. */
  static final int FIRST_FRAME = BLOCK;

  /** A batch leaves room behind it for a mark and the seal, then comes the header's copy. */
  static final int RESERVED = 3 * BLOCK;

  /** The largest payload: definitions of campaigns are long, and reading needs a bound. */
  static final int MAX_PAYLOAD = 32 << 20;

  static final String LOCK = "manna.lock";
  static final String TEMPORARY = ".tmp";

  private static final String SEGMENT = "segment-";
  private static final String SNAPSHOT = "snapshot-";

  private static final Pattern SEGMENT_NAME = Pattern.compile(SEGMENT + "\\d{10}");
  private static final Pattern SNAPSHOT_NAME = Pattern.compile(SNAPSHOT + "\\d{19}");

  private Layout() {}

  static long roundUp(long bytes) {
    return (bytes + BLOCK - 1) / BLOCK * BLOCK;
  }

  static String segmentName(int number) {
    return String.format(Locale.ROOT, "%s%010d", SEGMENT, number);
  }

  static boolean isSegment(String name) {
    return SEGMENT_NAME.matcher(name).matches();
  }

  static int segmentNumber(String name) {
    Check.that(isSegment(name), "a segment's name ends in ten digits");
    return Math.toIntExact(Long.parseLong(name.substring(SEGMENT.length())));
  }

  static String snapshotName(long position) {
    return String.format(Locale.ROOT, "%s%019d", SNAPSHOT, position);
  }

  static boolean isSnapshot(String name) {
    return SNAPSHOT_NAME.matcher(name).matches();
  }

  static long snapshotPosition(String name) {
    Check.that(isSnapshot(name), "a snapshot's name ends in nineteen digits");
    return Long.parseLong(name.substring(SNAPSHOT.length()));
  }

  static String evidenceName(int segment, long offset, long epoch) {
    return String.format(Locale.ROOT, "torn-%010d-%d-before-epoch-%d", segment, offset, epoch);
  }
}
