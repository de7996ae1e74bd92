package dev.manna.server;

import dev.manna.server.http.Receipts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The key with which receipts are signed: a file of the data directory, alike on all nodes. */
public final class ReceiptKey {
  public static final String FILE = "receipt.key";

  private static final int MOST_BYTES = 4_096;

  private ReceiptKey() {}

  /**
   * Reads it.
   *
   * @return null where there is none
   * @throws Complaint that says what is wrong and what is allowed, but shows nothing of the key
   */
  public static byte @Nullable [] read(Path data) {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new Complaint(file + ": is larger than " + MOST_BYTES + " bytes");
      }
      byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
      if (key.length < Receipts.LEAST_KEY_BYTES) {
        throw new Complaint(
            file
                + ": holds a key of "
                + key.length
                + " bytes; "
                + Receipts.LEAST_KEY_BYTES
                + " or more are allowed, in base64: head -c 32 /dev/urandom | base64");
      }
      return key;
    } catch (IOException e) {
      throw new Complaint(file + " cannot be read: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new Complaint(file + ": is not base64: head -c 32 /dev/urandom | base64 makes a key");
    }
  }
}
