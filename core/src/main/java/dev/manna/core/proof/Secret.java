package dev.manna.core.proof;

import dev.manna.core.Luck;

/**
 * What is drawn for a campaign when it is defined first, and stands in its log from then on.
 *
 * @param key what all outcomes follow from; shown when the campaign is over
 * @param salt what keeps users from being guessed by their alias; never shown
 */
public record Secret(Bits key, Bits salt) {
  /** Draws a secret: eight numbers. */
  public static Secret of(Luck luck) {
    return new Secret(bits(luck), bits(luck));
  }

  private static Bits bits(Luck luck) {
    return new Bits(luck.next(), luck.next(), luck.next(), luck.next());
  }

  /** What is shown of the salt together with the key. */
  public Bits saltHash() {
    return Bits.of(Sha256.of(salt.bytes()));
  }

  /** What is shown from the beginning: it binds key and salt, and tells neither. */
  public Bits keyHash() {
    return Bits.of(Sha256.of(key.bytes(), saltHash().bytes()));
  }

  /** What binds the secret together with a version of the campaign's rules. */
  public static Bits commitment(Bits keyHash, Bits rulesHash, int version, String campaign) {
    return Bits.of(
        Sha256.of(keyHash.bytes(), rulesHash.bytes(), Bits.bytes(version), Seal.ascii(campaign)));
  }

  /** The hash of a definition's canonical JSON. */
  public static Bits rulesHash(byte[] definition) {
    return Bits.of(Sha256.of(definition));
  }
}
