package dev.manna.server.http;

import dev.manna.core.Command;
import dev.manna.core.Malformed;
import dev.manna.core.ProofQuery;
import dev.manna.core.Receipt;
import dev.manna.core.Redeem;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.law.Fingerprint;
import dev.manna.core.wire.ReceiptCodec;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs what claims got, and knows its own hand. A receipt is the bytes of {@link ReceiptCodec} and
 * their HMAC-SHA256 in URL-safe base64: only nodes of the log check it, and they share the key, so
 * a signature that others could check would cost a hundred times as much for nobody. Any thread.
 */
public final class Receipts {
  /** What a claim says that wants one. */
  static final String WANTED = "wanted";

  /** Of a server without a key. */
  public static final Receipts NONE = new Receipts(new byte[0], () -> 0, () -> 0);

  /** As long as what it makes: a shorter one could be guessed sooner than a signature. */
  public static final int LEAST_KEY_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SIGNATURE_BYTES = 32;

  private final byte[] key;
  private final LongSupplier epoch;
  private final LongSupplier clock;

  /**
   * @param key at least {@link #LEAST_KEY_BYTES}, the same on all nodes of a log
   * @param epoch in which this node appends
   * @param clock milliseconds since 1970 UTC
   */
  public Receipts(byte[] key, LongSupplier epoch, LongSupplier clock) {
    this.key = key.clone();
    this.epoch = epoch;
    this.clock = clock;
  }

  /**
   * What a claim asks for that came with a receipt, or with the wish for one.
   *
   * @param said what it says of a receipt, empty for nothing
   * @return null where it is none that was signed here
   * @throws Malformed if this server has no key
   */
  @Nullable Request request(Command.Claim claim, String said) {
    if (said.isEmpty()) {
      return claim;
    }
    if (key.length == 0) {
      throw new Malformed("receipt", "this server has no key to sign one with");
    }
    if (said.equals(WANTED)) {
      return claim;
    }
    Receipt receipt = read(said);
    return receipt == null ? null : new Redeem(claim, receipt);
  }

  /**
   * What the log is asked of a receipt.
   *
   * @return null where it is none that was signed here
   * @throws Malformed if this server has no key
   */
  @Nullable Request check(String text) {
    if (key.length == 0) {
      throw new Malformed("receipt", "this server has no key to check one with");
    }
    Receipt receipt = read(text);
    return receipt == null ? null : new ProofQuery.OfSigned(receipt);
  }

  /** The receipt of what was asked for and answered so, empty where nothing was won. */
  String of(@Nullable Request asked, Reply reply) {
    Command.Claim claim =
        asked instanceof Redeem redeem
            ? redeem.claim()
            : asked instanceof Command.Claim plain ? plain : null;
    if (claim == null || !(reply instanceof Reply.Claimed claimed) || claimed.grants().isEmpty()) {
      return "";
    }
    long now = clock.getAsLong();
    return sign(Receipt.of(claimed, Fingerprint.of(claim), epoch.getAsLong(), now));
  }

  public String sign(Receipt receipt) {
    byte[] bytes = ReceiptCodec.write(receipt);
    byte[] signed = Arrays.copyOf(bytes, bytes.length + SIGNATURE_BYTES);
    System.arraycopy(signature(bytes), 0, signed, bytes.length, SIGNATURE_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
  }

  /** What a receipt says, null where it was not signed with this key. */
  public @Nullable Receipt read(String text) {
    try {
      byte[] signed = Base64.getUrlDecoder().decode(text);
      int length = Math.max(0, signed.length - SIGNATURE_BYTES);
      byte[] bytes = Arrays.copyOf(signed, length);
      byte[] found = Arrays.copyOfRange(signed, length, signed.length);
      return MessageDigest.isEqual(signature(bytes), found) ? ReceiptCodec.read(bytes) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private byte[] signature(byte[] bytes) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
