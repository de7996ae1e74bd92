package dev.manna.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;

/** The names that an object of the API may hold; a field is known by its place in the list. */
final class Fields {
  /** One bit of a long remembers which fields were seen. */
  private static final int MAX = 64;

  private final List<String> names;
  private final byte[][] bytes;

  Fields(String... names) {
    if (names.length > MAX) {
      throw new IllegalArgumentException("more than " + MAX + " fields");
    }
    this.names = List.of(names);
    this.bytes = this.names.stream().map(name -> name.getBytes(UTF_8)).toArray(byte[][]::new);
  }

  /** The place of the name that stands in {@code source}, or -1. */
  int find(byte[] source, int from, int to) {
    for (int i = 0; i < bytes.length; i++) {
      if (Arrays.equals(bytes[i], 0, bytes[i].length, source, from, to)) {
        return i;
      }
    }
    return -1;
  }

  int find(String name) {
    return names.indexOf(name);
  }

  int count() {
    return names.size();
  }

  String name(int field) {
    return names.get(field);
  }

  @Override
  public String toString() {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
