package dev.manna.core.proof;

import org.jspecify.annotations.Nullable;

/** An endless row of 32-bit numbers that follows from a claim; safe for any thread. */
public final class Numbers {
  /** How many numbers a block of the row holds. */
  public static final int A_BLOCK = Bits.BYTES / Integer.BYTES;

  /** So many numbers lie on a cache line. */
  private static final int A_CACHE_LINE = 16;

  private final Seal seal;
  private final @Nullable String user;
  private final @Nullable String key;
  private final long draw;
  private final int[] ready;

  private Numbers(Seal seal, @Nullable String user, @Nullable String key, long draw, int expected) {
    this.seal = seal;
    this.user = user;
    this.key = key;
    this.draw = draw;
    ready = new int[(expected + A_BLOCK - 1) / A_BLOCK * A_BLOCK];
    if (ready.length > 0) {
      ClaimHash hash = hash();
      for (int at = 0; at < ready.length; at += A_BLOCK) {
        hash.block(seal.keyed, at / A_BLOCK, ready, at);
      }
    }
  }

  /** Those of a claim, of which so many at least are made at once. */
  static Numbers ofClaim(Seal seal, String user, String key, int expected) {
    return new Numbers(seal, user, key, 0, expected);
  }

  /** Those of a draw that is no claim's. */
  static Numbers ofDraw(Seal seal, long draw) {
    return new Numbers(seal, null, null, draw, 1);
  }

  private ClaimHash hash() {
    ClaimHash hash = ClaimHash.own();
    if (user == null || key == null) {
      hash.draw(draw);
    } else {
      hash.claim(seal.salt, user, key);
    }
    return hash;
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
    hash().block(seal.keyed, n, into, at);
  }
}
