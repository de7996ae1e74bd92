package dev.manna.simulation.fair;

/** The names that stand for users and keys in the published log of one campaign. */
public final class Names {
  private final byte[] salt;

  public Names(byte[] salt) {
    this.salt = salt.clone();
  }

  /** What a user finds the alias with. */
  public byte[] userSalt(String user) {
    return Hashes.sha256(salt, Hashes.ascii(user));
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
