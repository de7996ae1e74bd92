package dev.manna.core.proof;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** 256 bits, a key or a hash, as four numbers of which the first holds the first eight bytes. */
public record Bits(long first, long second, long third, long fourth) {
  /** How many bytes 256 bits are. */
  public static final int BYTES = 32;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** The bits in an array of {@link #BYTES}. */
  public static Bits of(byte[] bytes) {
    return new Bits(at(bytes, 0), at(bytes, 1), at(bytes, 2), at(bytes, 3));
  }

  /** A number as the last eight bytes, and zeros before them. */
  public static Bits of(long number) {
    return new Bits(0, 0, 0, number);
  }

  /** The eight bytes of a word of an array, the first the highest. */
  private static long at(byte[] bytes, int word) {
    return (long) LONGS.get(bytes, word * Long.BYTES);
  }

  /** Four bytes of an array, the first the highest. */
  static int four(byte[] bytes, int from) {
    return (int) INTS.get(bytes, from);
  }

  /** Puts eight bytes into an array, the first the highest. */
  static void put(byte[] bytes, int at, long number) {
    LONGS.set(bytes, at, number);
  }

  static byte[] bytes(long number) {
    byte[] bytes = new byte[Long.BYTES];
    put(bytes, 0, number);
    return bytes;
  }

  /** An array of its own. */
  public byte[] bytes() {
    byte[] bytes = new byte[BYTES];
    LONGS.set(bytes, 0, first);
    LONGS.set(bytes, 8, second);
    LONGS.set(bytes, 16, third);
    LONGS.set(bytes, 24, fourth);
    return bytes;
  }

  /** 64 digits of hexadecimal, in lower case. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }
}
