package dev.manna.simulation.audit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads the numbers and texts of the event format, as its page describes them. */
final class WireBytes {
  private final ByteBuffer from;

  WireBytes(ByteBuffer payload) {
    from = payload.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  boolean hasMore() {
    return from.hasRemaining();
  }

  int oneByte() {
    return Byte.toUnsignedInt(from.get());
  }

  /** Groups of seven bits, the lowest first; a set high bit says that another follows. */
  long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int group = oneByte();
      value += (long) (group & 127) << shift;
      if (group < 128) {
        return value;
      }
      if (shift > 56) {
        throw new IllegalArgumentException("a number of more than nine groups");
      }
    }
  }

  int count() {
    return Math.toIntExact(number());
  }

  /** Even numbers are twice the value, odd ones stand for -1, -2, ... */
  long signed() {
    long folded = number();
    return folded % 2 == 0 ? folded / 2 : -(folded / 2) - 1;
  }

  int fixed32() {
    return from.getInt();
  }

  long fixed64() {
    return from.getLong();
  }

  <T> List<T> list(int count, Supplier<T> one) {
    List<T> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(one.get());
    }
    return all;
  }

  String text() {
    byte[] bytes = new byte[count()];
    from.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static IllegalArgumentException unknown(String what, int found) {
    return new IllegalArgumentException(found + " is no " + what);
  }
}
