package dev.manna.simulation.fair;

import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import java.math.BigInteger;

/** What one snatch gets, worked out from the money and the packets that are left. */
public final class PacketRecount {
  private static final int MONEY = 0;

  private PacketRecount() {}

  /**
   * What came of a snatch.
   *
   * @param cents the amount, 0 for a miss
   * @param denomination the item of a fixed split, else 0
   */
  public record Outcome(long cents, int denomination) {}

  /** What a snatch gets; there must be a packet left. */
  public static Outcome of(RedPacket rain, Shelf shelf, Oracle.Stream stream) {
    if (stream.below(RedPacket.ALWAYS) >= rain.hitPerMillion()) {
      return new Outcome(0, 0);
    }
    return switch (rain.split()) {
      case Split.DoubleMean split -> new Outcome(doubleMean(split, shelf, stream), 0);
      case Split.Even even -> new Outcome(shelf.free(MONEY) / packets(shelf), 0);
      case Split.Fixed fixed -> fixed(shelf, stream);
    };
  }

  private static long packets(Shelf shelf) {
    return shelf.free(shelf.itemOf("packet"));
  }

  private static Outcome fixed(Shelf shelf, Oracle.Stream stream) {
    long left = 0;
    for (int item = 1; item < shelf.items(); item++) {
      left += shelf.free(item);
    }
    long point = stream.below(left);
    int item = 0;
    long upTo = 0;
    while (point >= upTo) {
      item++;
      upTo += shelf.free(item);
    }
    return new Outcome(Long.parseLong(shelf.item(item)), item);
  }

  /** With big integers: packets times maximum is more than 63 bits where both are large. */
  private static long doubleMean(Split.DoubleMean split, Shelf shelf, Oracle.Stream stream) {
    BigInteger money = BigInteger.valueOf(shelf.free(MONEY));
    BigInteger packets = BigInteger.valueOf(packets(shelf));
    BigInteger others = packets.subtract(BigInteger.ONE);
    BigInteger min = BigInteger.valueOf(split.minCents());
    BigInteger max = BigInteger.valueOf(split.maxCents());
    BigInteger least = min.max(money.subtract(others.multiply(max)));
    BigInteger most = max.min(money.subtract(others.multiply(min)));
    BigInteger up = BigInteger.valueOf(stream.below(packets.longValueExact()));
    BigInteger twiceTheMean = money.shiftLeft(1).add(up).divide(packets);
    BigInteger fair = least.max(twiceTheMean.subtract(min));
    BigInteger width = most.min(fair).subtract(least).add(BigInteger.ONE);
    return least.longValueExact() + stream.below(width.longValueExact());
  }
}
