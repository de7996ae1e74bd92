package dev.manna.simulation.net;

import java.nio.charset.StandardCharsets;

/** MariaDB's COMMIT: a packet that begins a command, which is a query, which is that word. */
final class MariaDbWatch implements CommitWatch {
  private static final String COMMIT = "COMMIT";
  private static final int HEADER_BYTES = 4;
  private static final byte QUERY = 3;

  private final byte[] kept = new byte[1 + COMMIT.length()];
  private int header;
  private int length;
  private int number;
  private int seen;

  @Override
  public boolean commitsWith(byte passing) {
    if (header < HEADER_BYTES - 1) {
      length |= (passing & 0xff) << (Byte.SIZE * header);
      header++;
      return false;
    }
    if (header < HEADER_BYTES) {
      number = passing;
      header++;
    } else {
      if (seen < kept.length) {
        kept[seen] = passing;
      }
      seen++;
    }
    if (seen < length) {
      return false;
    }
    boolean commits = number == 0 && length == kept.length && kept[0] == QUERY && isCommit();
    header = 0;
    length = 0;
    seen = 0;
    return commits;
  }

  private boolean isCommit() {
    String text = new String(kept, 1, COMMIT.length(), StandardCharsets.ISO_8859_1);
    return text.equalsIgnoreCase(COMMIT);
  }
}
