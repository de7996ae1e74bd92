package dev.manna.core.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Reads what an {@link Encoder} wrote. Bytes that nobody can have written are {@link Garbled}. */
public final class Decoder {
  /** The bytes are not what the format says; the log or snapshot must not be used. */
  public static final class Garbled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Garbled(String message) {
      super(message);
    }
  }

  private final ByteBuffer bytes;

  public Decoder(ByteBuffer bytes) {
    this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  public boolean hasMore() {
    return bytes.hasRemaining();
  }

  public int get() {
    need(1);
    return bytes.get() & 0xff;
  }

  public long number() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = get();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new Garbled("a number is longer than ten bytes");
  }

  /** A number that stands for a count or an index. */
  public int count() {
    long value = number();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new Garbled(value + " is no count");
    }
    return (int) value;
  }

  public long signed() {
    long value = number();
    return (value >>> 1) ^ -(value & 1);
  }

  public long fixed64() {
    need(8);
    return bytes.getLong();
  }

  public int fixed32() {
    need(4);
    return bytes.getInt();
  }

  public String ascii() {
    return string(StandardCharsets.ISO_8859_1);
  }

  public String text() {
    return string(StandardCharsets.UTF_8);
  }

  private String string(Charset charset) {
    int length = count();
    need(length);
    String text;
    if (bytes.hasArray()) {
      text = new String(bytes.array(), bytes.arrayOffset() + bytes.position(), length, charset);
      bytes.position(bytes.position() + length);
    } else {
      byte[] copy = new byte[length];
      bytes.get(copy);
      text = new String(copy, charset);
    }
    return text;
  }

  private void need(int count) {
    if (bytes.remaining() < count) {
      throw new Garbled(count + " bytes are needed and " + bytes.remaining() + " are left");
    }
  }
}
