package dev.manna.log.redis;

import dev.manna.core.Batch;
import dev.manna.core.QuarantineEvent.EpochOpened;
import dev.manna.core.QuarantineEvent.Hidden;
import dev.manna.core.StockChange;
import dev.manna.core.wire.QuarantineEventCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets units aside, so that they are given to nobody who does not show that they were his before
 * Redis failed: what nodes that are silent may have acknowledged.
 */
@FunctionalInterface
public interface SettingAside {
  /** Nothing is set aside: it is waited for silent nodes, or for an operator. */
  SettingAside NOTHING = (epoch, first, leastMillis, most, taken) -> null;

  /** What is set aside can be redeemed for so long. */
  long REDEEM_MILLIS = 48 * 3_600_000L;

  /**
   * The batch that does it. A recovery appends it, once it has waited long enough. What it says of
   * the stock takes no more than it is asked for; it may leave that to batches after it.
   *
   * @param epoch the one that begins with it
   * @param first the position of its first event
   * @param leastMillis its time is this or later: the time of the batch before it
   * @param most so many units of each item may have been given away, whatever there is of it
   * @param taken but of these as many fewer as {@link StockChange#taken} says: the log that was
   *     found gives them away
   * @return null where nothing is set aside
   */
  @Nullable Batch setAside(
      long epoch, long first, long leastMillis, long most, List<StockChange> taken);

  /**
   * As the law does it: the batch says how much may be hidden, and the law sets aside of it what is
   * free, before anything else is decided.
   *
   * @param clock milliseconds since 1970 UTC
   */
  static SettingAside byLaw(LongSupplier clock) {
    return (epoch, first, leastMillis, most, taken) -> {
      List<Hidden> less = new ArrayList<>();
      taken.stream()
          .filter(each -> each.taken() > 0)
          .sorted(Comparator.comparingLong(StockChange::taken).reversed())
          .limit(EpochOpened.MAX_HIDDEN)
          .map(each -> new Hidden(each.campaign(), each.item(), Math.max(0, most - each.taken())))
          .forEach(less::add);
      long now = Math.max(leastMillis, clock.getAsLong());
      EpochOpened opened = new EpochOpened(epoch, now + REDEEM_MILLIS, most, less);
      return QuarantineEventCodec.setAside(first, now, opened);
    };
  }
}
