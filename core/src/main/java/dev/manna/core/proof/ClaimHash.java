package dev.manna.core.proof;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What a thread works out the numbers of claims with: one state of SHA-256 and one array, used
 * again for each. Every claim comes this way, and what it left to the garbage collector would lie
 * between what is kept of it and of the next.
 */
final class ClaimHash {
  private static final ThreadLocal<ClaimHash> OWN = ThreadLocal.withInitial(ClaimHash::new);

  /** So many bytes of the alias, and of the ticket, name a claim to chance: all fits one block. */
  private static final int HALF = 20;

  /** The inner hash of HMAC: its pad, alias, ticket and the number of a block. */
  private static final int INNER = 0;

  private static final int ALIAS = INNER + Sha256.BLOCK;
  private static final int TICKET = ALIAS + HALF;
  private static final int NUMBER = TICKET + HALF;
  private static final int INNER_BYTES = NUMBER + Long.BYTES;

  /** The outer hash: its pad, and the inner hash. A ticket is written whole before the number. */
  private static final int OUTER = 2 * Sha256.BLOCK;

  private static final int OUTER_BYTES = Sha256.BLOCK + Bits.BYTES;

  /** A salt, and what stands behind it: a user, or a zero and a key. */
  private static final int SALT = 2 * OUTER;

  private static final int NAME = SALT + Bits.BYTES;

  private final MessageDigest state = Sha256.empty();
  private byte[] bytes = new byte[2 * SALT];

  private ClaimHash() {}

  /** The calling thread's. */
  static ClaimHash own() {
    return OWN.get();
  }

  /** From here on the numbers are those of a claim. */
  void claim(byte[] salt, String user, String key) {
    room(NAME + 1 + Math.max(user.length(), key.length()));
    System.arraycopy(salt, 0, bytes, SALT, Bits.BYTES);
    put(user, NAME);
    int ofUser = Bits.BYTES + user.length();
    hash(SALT, ofUser, SALT);
    hash(SALT, ofUser, ALIAS);
    bytes[NAME] = 0;
    put(key, NAME + 1);
    hash(SALT, Bits.BYTES + 1 + key.length(), TICKET);
  }

  /** From here on the numbers are those of a draw that belongs to no claim. */
  void draw(long number) {
    Arrays.fill(bytes, ALIAS, NUMBER, (byte) 0);
    Bits.put(bytes, NUMBER - Long.BYTES, number);
  }

  /** Puts block {@code n} of the numbers under a key into {@code into}, from {@code at} on. */
  void block(Sha256.Mac key, long n, int[] into, int at) {
    System.arraycopy(key.inner, 0, bytes, INNER, Sha256.BLOCK);
    System.arraycopy(key.outer, 0, bytes, OUTER, Sha256.BLOCK);
    Bits.put(bytes, NUMBER, n);
    hash(INNER, INNER_BYTES, OUTER + Sha256.BLOCK);
    hash(OUTER, OUTER_BYTES, SALT);
    for (int i = 0; i < Numbers.A_BLOCK; i++) {
      into[at + i] = Bits.four(bytes, SALT + i * Integer.BYTES);
    }
  }

  /** Names are short; one that is not is no error here. */
  private void room(int needed) {
    if (bytes.length < needed) {
      bytes = Arrays.copyOf(bytes, needed);
    }
  }

  /** A byte a character: ids are ASCII. */
  @SuppressWarnings("deprecation")
  private void put(String text, int at) {
    text.getBytes(0, text.length(), bytes, at);
  }

  private void hash(int from, int count, int to) {
    state.update(bytes, from, count);
    try {
      state.digest(bytes, to, Bits.BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("there is room for a hash", e);
    }
  }
}
