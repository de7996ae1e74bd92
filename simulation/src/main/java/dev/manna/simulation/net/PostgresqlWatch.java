package dev.manna.simulation.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * PostgreSQL's COMMIT. A driver sends the word once for a connection, with the name of a statement
 * (Parse), and from then on the name alone (Bind), so that whoever looks for the word sees the
 * first COMMIT only. It happens when the bound statement is executed. A first message has no type.
 */
final class PostgresqlWatch implements CommitWatch {
  /** Names and short statements; of a COPY or of long statements the rest is of no interest. */
  private static final int KEPT = 256;

  private static final int LENGTH_BYTES = 4;

  /** The codes of questions for encryption, after which another message without a type follows. */
  private static final int ASKS_FOR_TLS = 80_877_103;

  private static final int ASKS_FOR_GSS = 80_877_104;

  private final Set<String> committing = new HashSet<>();
  private final byte[] kept = new byte[KEPT];
  private boolean started;
  private boolean bound;

  private char type;
  private int header;
  private int length;
  private int seen;

  @Override
  public boolean commitsWith(byte passing) {
    if (started && header == 0) {
      type = (char) passing;
      header = 1;
      return false;
    }
    int typed = started ? 1 : 0;
    if (header < typed + LENGTH_BYTES) {
      length = (length << Byte.SIZE) | (passing & 0xff);
      header++;
    } else {
      if (seen < KEPT) {
        kept[seen] = passing;
      }
      seen++;
    }
    boolean whole = header == typed + LENGTH_BYTES && seen == length - LENGTH_BYTES;
    return whole && ended();
  }

  private boolean ended() {
    boolean commits = false;
    if (!started) {
      started = code() != ASKS_FOR_TLS && code() != ASKS_FOR_GSS;
    } else {
      commits = heard();
    }
    header = 0;
    length = 0;
    seen = 0;
    return commits;
  }

  private int code() {
    return ByteBuffer.wrap(kept).getInt();
  }

  private boolean heard() {
    switch (type) {
      case 'P' -> {
        String name = text(0);
        if (isCommit(text(name.length() + 1))) {
          committing.add(name);
        } else {
          committing.remove(name);
        }
      }
      case 'B' -> bound = committing.contains(text(text(0).length() + 1));
      case 'E' -> {
        boolean commits = bound;
        bound = false;
        return commits;
      }
      case 'Q' -> {
        return isCommit(text(0));
      }
      default -> {
        return false;
      }
    }
    return false;
  }

  private static boolean isCommit(String statement) {
    return statement.strip().equalsIgnoreCase("COMMIT");
  }

  /** A text of the message from a place on, which ends with a zero. */
  private String text(int from) {
    int to = from;
    while (to < Math.min(seen, KEPT) && kept[to] != 0) {
      to++;
    }
    return from >= to ? "" : new String(kept, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
