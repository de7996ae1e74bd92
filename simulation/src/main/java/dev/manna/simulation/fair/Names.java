package dev.manna.simulation.fair;

import java.util.Arrays;

/** The names that stand for users and keys in the published log of one campaign. */
public final class Names {
  private static final int BLOCK = 64;

  /** The salt, and zeros after it. */
  private final byte[] block;

  public Names(byte[] salt) {
    block = Arrays.copyOf(salt, BLOCK);
  }

  /** What a user finds the alias with. */
  public byte[] userSalt(String user) {
    return Hashes.sha256(block, Hashes.ascii(user));
  }

  /** The alias of the user to whom a salt belongs. */
  public static byte[] alias(byte[] userSalt, String user) {
    return Hashes.sha256(userSalt, Hashes.ascii(user));
  }

  /** What stands for a claim's key. */
  public static byte[] ticket(byte[] userSalt, String key) {
    return Hashes.sha256(userSalt, new byte[1], Hashes.ascii(key));
  }
}
