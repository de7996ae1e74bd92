package dev.manna.simulation.fair;

import dev.manna.core.Pacing;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What one snatch gets, worked out from the money, the packets and the goods that are left. */
public final class PacketRecount {
  private static final long MILLION = 1_000_000;
  private static final long LARGEST_BLOCK = 64;

  private final RedPacket rain;
  private final RainShelf shelf;
  private final Oracle.Stream stream;
  private final List<String> goods;
  private final List<String> packets;

  private PacketRecount(RedPacket rain, RainShelf shelf, Oracle.Stream stream) {
    this.rain = rain;
    this.shelf = shelf;
    this.stream = stream;
    goods = rain.plan().goods().stream().map(RainPlan.Good::id).toList();
    packets = shelf.things().stream().filter(item -> !goods.contains(item)).toList();
  }

  /**
   * What came of a snatch.
   *
   * @param item what was taken, empty for a miss
   * @param cents the amount, 0 for a miss and a good
   * @param block the amounts that the snatch draws for those behind it, its own first
   */
  public record Outcome(String item, long cents, List<Long> block) {}

  /** What a snatch gets; there must be something left. */
  public static Outcome of(RedPacket rain, RainShelf shelf, Oracle.Stream stream) {
    return new PacketRecount(rain, shelf, stream).outcome();
  }

  private Outcome outcome() {
    if (!hits()) {
      return new Outcome("", 0, List.of());
    }
    boolean both = left(goods) > 0 && left(packets) > 0;
    boolean good = both ? stream.below(MILLION) < rain.plan().goodsPerMillion() : left(goods) > 0;
    return good ? new Outcome(pick(goods), 0, List.of()) : money();
  }

  private long left(List<String> items) {
    return items.stream().mapToLong(shelf::free).sum();
  }

  /** One unit among all that are left of some items. */
  private String pick(List<String> items) {
    long point = stream.below(left(items));
    int at = 0;
    for (long upTo = shelf.free(items.getFirst());
        point >= upTo;
        upTo += shelf.free(items.get(at))) {
      at++;
    }
    return items.get(at);
  }

  private boolean hits() {
    if (rain.plan().pacing() instanceof Pacing.None) {
      return stream.below(MILLION) < rain.hitPerMillion();
    }
    long start = rain.terms().startMillis();
    long end = rain.terms().endMillis();
    for (RainPlan.Round round : rain.plan().rounds()) {
      if (round.startMillis() <= shelf.now() && shelf.now() < round.endMillis()) {
        start = round.startMillis();
        end = round.endMillis();
      }
    }
    long time = (shelf.now() - start) * MILLION / (end - start);
    if (time >= MILLION * 98 / 100) {
      return true;
    }
    long quota = left(goods) + left(packets) + shelf.out();
    long behind = quota * height(time * 50 / 49) / MILLION - shelf.out();
    long sure = Math.max(1, quota / 100);
    return behind >= sure || (behind > 0 && stream.below(sure) < behind);
  }

  private long height(long time) {
    List<Pacing.Knot> knots = rain.plan().pacing().knots();
    int behind = 0;
    while (behind < knots.size() && knots.get(behind).timePermille() * 1_000L <= time) {
      behind++;
    }
    long x0 = behind == 0 ? 0 : knots.get(behind - 1).timePermille() * 1_000L;
    long y0 = behind == 0 ? 0 : knots.get(behind - 1).quotaPermille() * 1_000L;
    boolean last = behind == knots.size();
    long x1 = last ? MILLION : knots.get(behind).timePermille() * 1_000L;
    long y1 = last ? MILLION : knots.get(behind).quotaPermille() * 1_000L;
    return y0 + (y1 - y0) * (time - x0) / (x1 - x0);
  }

  private Outcome money() {
    long money = shelf.free("budget");
    long count = left(packets);
    return switch (rain.split()) {
      case Split.Even even -> new Outcome("packet", money / count, List.of());
      case Split.Fixed fixed -> {
        String amount = pick(packets);
        yield new Outcome(amount, Long.parseLong(amount), List.of());
      }
      case Split.DoubleMean(long min, long max) -> {
        Bounds bounds = Bounds.of(min, max, money, count);
        yield new Outcome("packet", doubleMean(bounds, money, count), List.of());
      }
      case Split.PositionFair(long min, long max) -> {
        if (shelf.next() > 0) {
          yield new Outcome("packet", shelf.next(), List.of());
        }
        List<Long> block = block(Bounds.of(min, max, money, count), money, count);
        yield new Outcome("packet", block.getFirst(), block);
      }
    };
  }

  /** With big integers: packets times maximum is more than 63 bits where both are large. */
  private record Bounds(BigInteger min, BigInteger max) {
    /** Where what is left cannot be given within the bounds, the one in the way is the mean. */
    static Bounds of(long min, long max, long money, long packets) {
      long down = money / packets;
      long up = down + (money % packets == 0 ? 0 : 1);
      return new Bounds(
          BigInteger.valueOf(Math.min(min, down)), BigInteger.valueOf(Math.max(max, up)));
    }

    BigInteger least(long packets, BigInteger money, BigInteger others) {
      return min.multiply(BigInteger.valueOf(packets)).max(money.subtract(others.multiply(max)));
    }

    BigInteger most(long packets, BigInteger money, BigInteger others) {
      return max.multiply(BigInteger.valueOf(packets)).min(money.subtract(others.multiply(min)));
    }
  }

  private long doubleMean(Bounds bounds, long cents, long packets) {
    BigInteger money = BigInteger.valueOf(cents);
    BigInteger others = BigInteger.valueOf(packets - 1);
    BigInteger least = bounds.least(1, money, others);
    BigInteger most = bounds.most(1, money, others);
    BigInteger up = BigInteger.valueOf(stream.below(packets));
    BigInteger twiceTheMean = money.shiftLeft(1).add(up).divide(BigInteger.valueOf(packets));
    BigInteger fair = least.max(twiceTheMean.subtract(bounds.min));
    BigInteger width = most.min(fair).subtract(least).add(BigInteger.ONE);
    return least.longValueExact() + stream.below(width.longValueExact());
  }

  private List<Long> block(Bounds bounds, long cents, long packets) {
    long blocks = packets / LARGEST_BLOCK + (packets % LARGEST_BLOCK == 0 ? 0 : 1);
    int size = (int) (packets / blocks + (packets % blocks == 0 ? 0 : 1));
    BigInteger money = BigInteger.valueOf(cents);
    BigInteger others = BigInteger.valueOf(packets - size);
    BigInteger up = BigInteger.valueOf(stream.below(packets));
    BigInteger fair =
        money.multiply(BigInteger.valueOf(size)).add(up).divide(BigInteger.valueOf(packets));
    BigInteger share =
        bounds.least(size, money, others).max(fair.min(bounds.most(size, money, others)));
    long left = share.longValueExact();
    List<Long> amounts = new ArrayList<>();
    for (int rest = size; rest > 0; rest--) {
      long amount = doubleMean(bounds, left, rest);
      amounts.add(amount);
      left -= amount;
    }
    for (int last = size - 1; last > 0; last--) {
      Collections.swap(amounts, last, (int) stream.below(last + 1));
    }
    return amounts;
  }
}
