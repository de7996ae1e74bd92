package dev.manna.log.redis;

import dev.manna.core.Check;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A script that Redis runs as a whole, by its digest once it knows it.
 *
 * @param digest SHA-1 of the text, in hexadecimal
 */
record Script(String name, String text, String digest) {
  static Script of(String name, String text) {
    try {
      byte[] sha = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return new Script(name, text, HexFormat.of().formatHex(sha));
    } catch (NoSuchAlgorithmException e) {
      throw Check.broken("every Java platform has SHA-1: " + e);
    }
  }

  static Script load(String name) {
    try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
      if (in == null) {
        throw Check.broken("the script " + name + " is missing in the jar");
      }
      return of(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A string in a reply. */
  static String text(Object told) {
    return new String((byte[]) told, StandardCharsets.UTF_8);
  }
}
