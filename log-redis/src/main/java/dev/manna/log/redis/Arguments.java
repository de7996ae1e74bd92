package dev.manna.log.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Arguments of a script; numbers travel as decimal strings. */
final class Arguments {
  private final List<byte[]> values = new ArrayList<>();

  static byte[][] of(Object... values) {
    return new Arguments().add(values).array();
  }

  Arguments add(Object... more) {
    for (Object value : more) {
      values.add(
          value instanceof byte[] bytes
              ? bytes
              : value.toString().getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  Arguments addAll(Arguments more) {
    values.addAll(more.values);
    return this;
  }

  byte[][] array() {
    return values.toArray(byte[][]::new);
  }
}
