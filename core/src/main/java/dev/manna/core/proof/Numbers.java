package dev.manna.core.proof;

import java.security.MessageDigest;

/** An endless row of 32-bit numbers that follows from a claim; safe for any thread. */
public final class Numbers {
  /** How many numbers a block of the row holds. */
  public static final int A_BLOCK = Bits.BYTES / Integer.BYTES;

  /** So many numbers lie on a cache line. */
  private static final int A_CACHE_LINE = 16;

  private final Seal seal;
  private final byte[] name;
  private final int[] ready;

  private Numbers(Seal seal, byte[] name, int[] ready) {
    this.seal = seal;
    this.name = name;
    this.ready = ready;
  }

  /**
   * What is kept is made behind all that is not, so that it lies together in memory when another
   * thread asks for it.
   *
   * @param state an empty one
   * @param name by which the claim, or the draw that is no claim's, is told from others
   */
  static Numbers of(Seal seal, MessageDigest state, byte[] name, int expected) {
    byte[][] blocks = new byte[(expected + A_BLOCK - 1) / A_BLOCK][];
    for (int n = 0; n < blocks.length; n++) {
      blocks[n] = seal.block(state, name, n);
    }
    int[] ready = new int[blocks.length * A_BLOCK];
    for (int n = 0; n < blocks.length; n++) {
      put(blocks[n], ready, n * A_BLOCK);
    }
    return new Numbers(seal, name, ready);
  }

  /** The secret that the numbers follow from. */
  public Seal seal() {
    return seal;
  }

  /** How many of the numbers are there without any work. */
  public int ready() {
    return ready.length;
  }

  /** One of those that are ready. */
  public int ready(int index) {
    return ready[index];
  }

  /**
   * Fetches what is ready, for whoever will need it soon.
   *
   * @return a number without meaning
   */
  public long touch() {
    long touched = 0;
    for (int i = 0; i < ready.length; i += A_CACHE_LINE) {
      touched += ready[i];
    }
    return touched;
  }

  /** Puts block {@code n} into {@code into}, from {@code at} on. */
  public void read(long n, int[] into, int at) {
    put(seal.block(Sha256.empty(), name, n), into, at);
  }

  private static void put(byte[] block, int[] into, int at) {
    for (int i = 0; i < A_BLOCK; i++) {
      into[at + i] = Bits.four(block, i);
    }
  }
}
