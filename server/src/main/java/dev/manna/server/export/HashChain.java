package dev.manna.server.export;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Adds to each line, a JSON object, the hash of the line before and of its own bytes, so that
 * nothing in the middle can be changed, added or taken out unnoticed.
 */
public final class HashChain extends Writer {
  private final Writer out;
  private final StringBuilder line = new StringBuilder();
  private final MessageDigest digest;
  private byte[] last = new byte[32];

  /** Writes to {@code out}, which stays open. */
  public HashChain(Writer out) {
    this.out = out;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    for (int i = from; i < from + length; i++) {
      if (text[i] == '\n') {
        end();
      } else {
        line.append(text[i]);
      }
    }
  }

  private void end() throws IOException {
    digest.update(last);
    last = digest.digest(line.toString().getBytes(StandardCharsets.UTF_8));
    line.setLength(line.length() - 1);
    out.append(line).append(",\"hash\":\"").append(head()).append("\"}\n");
    line.setLength(0);
  }

  /** The hash of the last line. */
  public String head() {
    return HexFormat.of().formatHex(last);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() {}
}
