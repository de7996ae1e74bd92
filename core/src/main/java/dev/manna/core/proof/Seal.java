package dev.manna.core.proof;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A campaign's secret with all that is worked out of it once. Safe for any thread. */
public final class Seal {
  private static final byte[] ZERO = {0};

  private final Secret secret;
  private final Sha256.Mac keyed;
  private final Sha256.Mac salted;
  private final byte[] campaign;

  public Seal(String campaign, Secret secret) {
    this.secret = secret;
    this.campaign = ascii(campaign);
    keyed = new Sha256.Mac(secret.key());
    salted = new Sha256.Mac(secret.salt());
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
    MessageDigest message = salted.begin();
    message.update(userBytes);
    byte[] userSalt = salted.end(message);
    return new Names(
        Bits.of(userSalt), Sha256.of(userSalt, userBytes), Sha256.of(userSalt, ZERO, ascii(key)));
  }

  /**
   * The numbers that decide a claim.
   *
   * @param expected how many will be asked for, at a guess: they are made here
   */
  public Numbers numbers(String user, String key, int expected) {
    Names names = names(user, key);
    MessageDigest message = keyed.begin();
    message.update(names.alias().bytes());
    message.update(names.ticket().bytes());
    return new Numbers(this, message, expected);
  }

  /**
   * The numbers of a draw that belongs to no claim: it has neither alias nor ticket, and its number
   * stands in place of both.
   */
  public Numbers numbers(long draw) {
    MessageDigest message = keyed.begin();
    message.update(Bits.of(0).bytes());
    message.update(Bits.of(draw).bytes());
    return new Numbers(this, message, 1);
  }

  /** Block {@code n} of the numbers that begin with the names absorbed by {@code named}. */
  byte[] block(MessageDigest named, long n) {
    MessageDigest message = Sha256.after(named);
    message.update(Bits.bytes(n));
    message.update(campaign);
    return keyed.end(message);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
