package dev.manna.server;

import dev.manna.core.Luck;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Numbers that nobody can predict: the key stream of AES in counter mode under a key that the
 * operating system drew. One costs a few nanoseconds, where asking the system for each takes longer
 * than deciding a claim. Any thread may ask.
 */
final class SecureLuck implements Luck {
  private static final int KEY_BYTES = 32;
  private static final int BLOCK_BYTES = 16;
  private static final byte[] ZEROS = new byte[8 * 1024];

  private final Cipher cipher;
  private final byte[] drawn = new byte[ZEROS.length];
  private final ByteBuffer left = ByteBuffer.wrap(drawn).limit(0);

  SecureLuck() {
    byte[] key = new byte[KEY_BYTES];
    byte[] counter = new byte[BLOCK_BYTES];
    SecureRandom system = new SecureRandom();
    system.nextBytes(key);
    system.nextBytes(counter);
    try {
      cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(counter));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES", e);
    }
  }

  @Override
  public synchronized long next() {
    if (!left.hasRemaining()) {
      draw();
    }
    return left.getLong();
  }

  private void draw() {
    try {
      cipher.update(ZEROS, 0, ZEROS.length, drawn);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key stream does not end", e);
    }
    left.clear();
  }
}
