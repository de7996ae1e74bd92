package dev.manna.core.proof;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** A campaign's secret with all that is worked out of it once. Safe for any thread. */
public final class Seal {
  private static final byte[] ZERO = {0};

  /** So many bytes of the alias, and of the ticket, name a claim to chance: all fits one block. */
  private static final int HALF = 20;

  private final Secret secret;
  private final Sha256.Mac keyed;
  private final MessageDigest salted;

  public Seal(String campaign, Secret secret) {
    this.secret = secret;
    Sha256.Mac ofKey = new Sha256.Mac(secret.key());
    keyed = new Sha256.Mac(Bits.of(ofKey.of(Sha256.empty(), ascii(campaign))));
    salted = Sha256.after(Sha256.block(secret.salt()));
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
    byte[] userSalt = Sha256.end(Sha256.after(salted), userBytes);
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
    // One state for all: where it has ended, it begins anew.
    MessageDigest state = Sha256.after(salted);
    byte[] userBytes = ascii(user);
    byte[] userSalt = Sha256.end(state, userBytes);
    byte[] alias = Sha256.end(state, userSalt, userBytes);
    byte[] ticket = Sha256.end(state, userSalt, ZERO, ascii(key));
    byte[] name = Arrays.copyOf(alias, 2 * HALF);
    System.arraycopy(ticket, 0, name, HALF, HALF);
    return Numbers.of(this, state, name, expected);
  }

  /**
   * The numbers of a draw that belongs to no claim: it has neither alias nor ticket, and its number
   * stands in place of both.
   */
  public Numbers numbers(long draw) {
    byte[] name = new byte[2 * HALF];
    System.arraycopy(Bits.bytes(draw), 0, name, 2 * HALF - Long.BYTES, Long.BYTES);
    return Numbers.of(this, Sha256.empty(), name, 1);
  }

  /**
   * Block {@code n} of the numbers of a name.
   *
   * @param state an empty one, and empty again behind this
   */
  byte[] block(MessageDigest state, byte[] name, long n) {
    return keyed.of(state, name, Bits.bytes(n));
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
