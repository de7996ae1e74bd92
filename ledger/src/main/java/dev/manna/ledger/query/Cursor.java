package dev.manna.ledger.query;

import dev.manna.core.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * Behind which row a page begins: the key of that row. As text it is 48 characters that say nothing
 * to a caller, and it goes on with the question that it came with, and with no other.
 *
 * @param campaign the row's campaign, by number
 * @param sub its item where rows come item by item, else 0
 * @param a the first part of its key within them
 * @param b the second
 */
record Cursor(int campaign, int sub, long a, long b) {
  private static final int VERSION = 1;
  private static final int BYTES = 36;

  /** Before all rows of a campaign, or of an item of it. */
  static Cursor before(int campaign, int sub) {
    return new Cursor(campaign, sub, Long.MIN_VALUE, Long.MIN_VALUE);
  }

  /** Whether it lies behind a row of a campaign, and item. */
  boolean isIn(int otherCampaign, int otherSub) {
    return campaign == otherCampaign && sub == otherSub && a != Long.MIN_VALUE;
  }

  /** The text that a caller sends back. */
  String text(Listing listing, Filter filter) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).putInt(VERSION);
    bytes.putInt(question(listing, filter)).putInt(campaign).putInt(sub);
    bytes.putLong(a).putLong(b);
    int sum = sum(bytes.array(), BYTES - Integer.BYTES);
    bytes.putInt(sum);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Reads what {@link #text} wrote for the same question. */
  static Cursor parse(String text, Listing listing, Filter filter) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      bytes = new byte[0];
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    boolean whole =
        bytes.length == BYTES
            && in.getInt(0) == VERSION
            && in.getInt(BYTES - Integer.BYTES) == sum(bytes, BYTES - Integer.BYTES);
    if (!whole) {
      throw new Malformed("cursor", "is none; send one back as \"next\" gave it, or none");
    }
    if (in.getInt(4) != question(listing, filter)) {
      throw new Malformed(
          "cursor", "belongs to another question; only limit may change from page to page");
    }
    return new Cursor(in.getInt(8), in.getInt(12), in.getLong(16), in.getLong(24));
  }

  private static int question(Listing listing, Filter filter) {
    byte[] bytes = (listing.name() + filter).getBytes(StandardCharsets.UTF_8);
    return sum(bytes, bytes.length);
  }

  private static int sum(byte[] bytes, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, length);
    return (int) sum.getValue();
  }
}
