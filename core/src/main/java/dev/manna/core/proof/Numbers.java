package dev.manna.core.proof;

import java.security.MessageDigest;

/** An endless row of 64-bit numbers that follows from a claim; safe for any thread. */
public final class Numbers {
  /** How many numbers a block of the row holds. */
  public static final int A_BLOCK = 4;

  private final Seal seal;
  private final MessageDigest named;
  private final long[] ready;

  Numbers(Seal seal, MessageDigest named, int expected) {
    this.seal = seal;
    this.named = named;
    int blocks = (expected + A_BLOCK - 1) / A_BLOCK;
    ready = new long[blocks * A_BLOCK];
    for (int n = 0; n < blocks; n++) {
      read(n, ready, n * A_BLOCK);
    }
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
  public long ready(int index) {
    return ready[index];
  }

  /** Puts block {@code n} into {@code into}, from {@code at} on. */
  public void read(long n, long[] into, int at) {
    byte[] block = seal.block(named, n);
    for (int i = 0; i < A_BLOCK; i++) {
      into[at + i] = Bits.at(block, i);
    }
  }
}
