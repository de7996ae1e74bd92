package dev.manna.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Everything that happened in a run, line by line: two runs are the same if their hashes are. */
final class Story {
  private static final int SHOWN_BYTES = 8;

  private final MessageDigest digest;
  private final Consumer<String> listener;

  Story(Consumer<String> listener) {
    this.listener = listener;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  void tell(String what, Object about) {
    String line = what + ' ' + about;
    listener.accept(line);
    digest.update(line.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
  }

  /** The hash of everything told; nothing can be told afterwards. */
  String hash() {
    return HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES);
  }
}
