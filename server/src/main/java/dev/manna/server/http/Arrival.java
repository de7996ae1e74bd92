package dev.manna.server.http;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A request's body while it arrives. What is small is taken as it comes; what is large must first
 * find room in an allowance that all requests share, so that no crowd of large bodies can fill the
 * memory.
 */
final class Arrival {
  /** Bodies up to here need no allowance: the cap of connections bounds them. */
  static final int SMALL = 16 * 1024;

  /** What became of a chunk. */
  enum Taken {
    YES,
    /** The body is larger than it may be. */
    TOO_LARGE,
    /** The allowance is used up by others. */
    NO_ROOM
  }

  /** The body of a request that has none. */
  static final Arrival NONE = new Arrival(0, new AtomicLong());

  private static final byte[] NOTHING = {};

  private final int most;
  private final AtomicLong allowance;
  private byte[] bytes = NOTHING;
  private int length;
  private long reserved;

  /**
   * @param most the largest body allowed here
   * @param allowance how many bytes of large bodies may still be taken in
   */
  Arrival(int most, AtomicLong allowance) {
    this.most = most;
    this.allowance = allowance;
  }

  Taken take(Buffer chunk) {
    int more = chunk.length();
    if (more > most - length) {
      return Taken.TOO_LARGE;
    }
    if (length == 0 && more <= SMALL) {
      bytes = chunk.getBytes();
      length = more;
      return Taken.YES;
    }
    if (length + more > bytes.length) {
      int size = Math.min(most, Math.max(length + more, bytes.length * 2));
      if (size > SMALL && !reserve(size - Math.max(bytes.length, SMALL))) {
        return Taken.NO_ROOM;
      }
      bytes = Arrays.copyOf(bytes, size);
    }
    chunk.getBytes(bytes, length);
    length += more;
    return Taken.YES;
  }

  private boolean reserve(long more) {
    if (allowance.addAndGet(-more) < 0) {
      allowance.addAndGet(more);
      return false;
    }
    reserved += more;
    return true;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Lets go of the bytes and gives the allowance back. */
  void release() {
    bytes = NOTHING;
    length = 0;
    allowance.addAndGet(reserved);
    reserved = 0;
  }
}
