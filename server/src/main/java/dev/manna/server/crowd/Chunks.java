package dev.manna.server.crowd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Many small byte strings behind one another, each known by the place that {@link #add} gave. */
final class Chunks {
  private static final int CHUNK_BITS = 20;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int LENGTH_BYTES = 4;

  private final List<byte[]> chunks = new ArrayList<>();
  private int used = CHUNK;

  /** Keeps a copy of the bytes. */
  long add(byte[] bytes, int offset, int length) {
    int room = LENGTH_BYTES + length;
    if (used + room > CHUNK) {
      chunks.add(new byte[Math.max(CHUNK, room)]);
      used = 0;
    }
    byte[] chunk = chunks.getLast();
    for (int i = 0; i < LENGTH_BYTES; i++) {
      chunk[used + i] = (byte) (length >>> (8 * i));
    }
    System.arraycopy(bytes, offset, chunk, used + LENGTH_BYTES, length);
    long place = (long) (chunks.size() - 1) << CHUNK_BITS | used;
    used += room;
    return place;
  }

  /** The bytes at a place, to keep. */
  byte[] get(long place) {
    byte[] chunk = chunks.get((int) (place >> CHUNK_BITS));
    int at = (int) (place & (CHUNK - 1));
    return Arrays.copyOfRange(chunk, at + LENGTH_BYTES, at + LENGTH_BYTES + length(chunk, at));
  }

  /** Whether the bytes at a place are these. */
  boolean holds(long place, byte[] bytes, int offset, int length) {
    byte[] chunk = chunks.get((int) (place >> CHUNK_BITS));
    int at = (int) (place & (CHUNK - 1));
    int from = at + LENGTH_BYTES;
    return Arrays.equals(chunk, from, from + length(chunk, at), bytes, offset, offset + length);
  }

  private static int length(byte[] chunk, int at) {
    int length = 0;
    for (int i = 0; i < LENGTH_BYTES; i++) {
      length |= (chunk[at + i] & 0xff) << (8 * i);
    }
    return length;
  }
}
