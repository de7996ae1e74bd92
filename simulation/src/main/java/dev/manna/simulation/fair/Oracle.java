package dev.manna.simulation.fair;

import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.Mac;

/** The numbers of one campaign, whose key is known. Belongs to one thread. */
public final class Oracle {
  private static final int BITS = 32;

  /** So many bytes of a name count. */
  private static final int HALF = 20;

  private final Mac mac;

  public Oracle(byte[] key, String campaign) {
    mac = Hashes.mac(Hashes.mac(key).doFinal(Hashes.ascii(campaign)));
  }

  /** The numbers that decide the claim of a user under a key, from the first on. */
  public Stream stream(byte[] alias, byte[] ticket) {
    return new Stream(half(alias), half(ticket));
  }

  /** The numbers of a unit of a raffle, counted from 0. */
  Stream stream(long unit) {
    byte[] number = ByteBuffer.allocate(HALF).putLong(HALF - Long.BYTES, unit).array();
    return new Stream(new byte[HALF], number);
  }

  private static byte[] half(byte[] name) {
    return Arrays.copyOf(name, HALF);
  }

  /** The numbers that decide one claim. */
  public final class Stream {
    private final byte[] alias;
    private final byte[] ticket;
    private long blocks;
    private ByteBuffer block = ByteBuffer.allocate(0);

    private Stream(byte[] alias, byte[] ticket) {
      this.alias = alias;
      this.ticket = ticket;
    }

    private long next() {
      if (!block.hasRemaining()) {
        mac.update(alias);
        mac.update(ticket);
        block = ByteBuffer.wrap(mac.doFinal(Hashes.eight(blocks++)));
      }
      return Integer.toUnsignedLong(block.getInt());
    }

    /** A number from 0 to {@code bound - 1}. */
    public long below(long bound) {
      return bound < 1L << BITS ? belowOfOne(bound) : belowOfTwo(bound);
    }

    private long belowOfOne(long bound) {
      long range = 1L << BITS;
      long product;
      do {
        product = next() * bound;
      } while (Long.remainderUnsigned(product, range) < range % bound);
      return Long.divideUnsigned(product, range);
    }

    private long belowOfTwo(long bound) {
      long refused = Long.remainderUnsigned(-bound, bound);
      long low;
      long high;
      do {
        long number = (next() << BITS) + next();
        low = number * bound;
        high = Math.unsignedMultiplyHigh(number, bound);
      } while (Long.compareUnsigned(low, refused) < 0);
      return high;
    }
  }
}
