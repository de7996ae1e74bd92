package dev.manna.server.verify;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A file of published lines. */
public final class PublishedLog {
  private static final int BUFFER = 1 << 16;

  private final Path file;

  public PublishedLog(Path file) {
    this.file = file;
  }

  /** Checks the whole file. */
  public Verification verify() throws IOException {
    Verification verification = new Verification();
    read(verification::learn);
    if (!read(verification::check)) {
      verification.cutShort();
    }
    return verification;
  }

  /** Hands over each line; false where the last is not ended. */
  private boolean read(Consumer<byte[]> taker) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(BUFFER);
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        int from = 0;
        for (int i = 0; i < read; i++) {
          if (buffer[i] == '\n') {
            line.write(buffer, from, i - from);
            taker.accept(line.toByteArray());
            line.reset();
            from = i + 1;
          }
        }
        line.write(buffer, from, read - from);
      }
    }
    if (line.size() > 0) {
      taker.accept(line.toByteArray());
      return false;
    }
    return true;
  }
}
