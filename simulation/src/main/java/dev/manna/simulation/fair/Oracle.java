package dev.manna.simulation.fair;

import java.nio.ByteBuffer;
import javax.crypto.Mac;

/** The numbers of one campaign, whose key is known. Belongs to one thread. */
public final class Oracle {
  private final Mac mac;
  private final byte[] campaign;

  public Oracle(byte[] key, String campaign) {
    mac = Hashes.mac(key);
    this.campaign = Hashes.ascii(campaign);
  }

  /** The numbers that decide the claim of a user under a key, from the first on. */
  public Stream stream(byte[] alias, byte[] ticket) {
    return new Stream(alias, ticket);
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
        mac.update(Hashes.eight(blocks++));
        block = ByteBuffer.wrap(mac.doFinal(campaign));
      }
      return block.getLong();
    }

    /** A number from 0 to {@code bound - 1}. */
    public long below(long bound) {
      long refused = Long.remainderUnsigned(-bound, bound);
      long low;
      long high;
      do {
        long number = next();
        low = number * bound;
        high = Math.unsignedMultiplyHigh(number, bound);
      } while (Long.compareUnsigned(low, refused) < 0);
      return high;
    }
  }
}
