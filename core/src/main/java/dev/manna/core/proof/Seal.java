package dev.manna.core.proof;

import java.nio.charset.StandardCharsets;

/** A campaign's secret with all that is worked out of it once. Safe for any thread. */
public final class Seal {
  private static final byte[] ZERO = {0};

  private final Secret secret;

  /** What the numbers are made with. */
  final Sha256.Mac keyed;

  final byte[] salt;

  public Seal(String campaign, Secret secret) {
    this.secret = secret;
    Sha256.Mac ofKey = new Sha256.Mac(secret.key());
    keyed = new Sha256.Mac(Bits.of(ofKey.of(ascii(campaign))));
    salt = secret.salt().bytes();
  }

  public Secret secret() {
    return secret;
  }

  /**
   * What stands in the published log for a user and a claim's key.
   *
   * @param userSalt what the user needs to find the alias again, and others to guess it
   */
  public record Names(Bits userSalt, Bits alias, Bits ticket) {}

  /** The names of a user's claim under a key. */
  public Names names(String user, String key) {
    byte[] userBytes = ascii(user);
    byte[] userSalt = Sha256.of(salt, userBytes);
    return new Names(
        Bits.of(userSalt),
        Bits.of(Sha256.of(userSalt, userBytes)),
        Bits.of(Sha256.of(userSalt, ZERO, ascii(key))));
  }

  /**
   * The numbers that decide a claim.
   *
   * @param expected how many will be asked for, at a guess: they are made here
   */
  public Numbers numbers(String user, String key, int expected) {
    return Numbers.ofClaim(this, user, key, expected);
  }

  /**
   * The numbers of a draw that belongs to no claim: it has neither alias nor ticket, and its number
   * stands in place of both.
   */
  public Numbers numbers(long draw) {
    return Numbers.ofDraw(this, draw);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
