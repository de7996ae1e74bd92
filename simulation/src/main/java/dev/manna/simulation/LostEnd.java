package dev.manna.simulation;

import dev.manna.core.Batch;
import dev.manna.core.Command;
import dev.manna.core.QuarantineEvent.EpochOpened;
import dev.manna.core.QuarantineEvent.Hidden;
import dev.manna.core.Receipt;
import dev.manna.core.Redeem;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.StockChange;
import dev.manna.core.law.Machine;
import dev.manna.core.wire.QuarantineEventCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * An end of a log that nobody but its customers knows of: claims are decided and told behind what
 * the log holds, and forgotten. What whoever recovers the log says of it covers what they got.
 */
final class LostEnd {
  /** Of the times at which it could happen, one in so many. */
  private static final int SELDOM = 60;

  private static final int MOST_CLAIMS = 12;
  private static final long DAY = 24 * 3_600_000L;

  /** What is set aside is released so long after receipts are good for the last time. */
  private static final long GRACE = 3_600_000L;

  private final Chance chance;
  private final Workload crowd;
  private final boolean happens;
  private long epoch = 1;
  private long releasedMillis;

  /** Of its own chance: a run without one is as it was. */
  LostEnd(long seed) {
    chance = new Chance(~seed);
    happens = chance.oneIn(3);
    crowd = new Workload(chance.fork(), 1 + chance.below(4), 1 + chance.below(20));
  }

  /** Whether it is time for one. */
  boolean isTime() {
    return happens && chance.oneIn(SELDOM);
  }

  /** Now and then nothing happens until what was set aside is released. */
  void mayWait(Clock clock) {
    if (happens && chance.oneIn(SELDOM)) {
      clock.pass(Math.max(0, releasedMillis - clock.millis()));
    }
  }

  /**
   * Goes on behind the log, and forgets it.
   *
   * @param known stands where the log does, and does so again afterwards
   * @param clients are given a receipt for each claim that has got something
   * @return what is appended first in the next epoch
   */
  Batch lose(Machine known, long now, Clients clients) {
    List<Redeem> told = new ArrayList<>();
    known.tellStock(Long.MAX_VALUE);
    known.begin(now);
    for (int i = 1 + chance.below(MOST_CLAIMS); i > 0 && !known.full(); i--) {
      Request request = crowd.next(now);
      if (request instanceof Command.Claim claim) {
        int fingerprint = known.prepare(claim).fingerprint();
        Reply reply = known.handle(known.prepare(claim), chance::bits);
        if (reply instanceof Reply.Claimed claimed && !claimed.grants().isEmpty()) {
          Receipt receipt = Receipt.of(claimed, fingerprint, epoch, Math.max(1, now));
          told.add(new Redeem(claim, receipt));
        }
      }
    }
    Batch lost = known.batch();
    List<StockChange> stock = lost == null ? List.of() : lost.stock();
    known.undo();
    clients.give(told);
    long time = Math.max(now, known.lastMillis());
    long until = time + chance.between(1, 2 * DAY);
    releasedMillis = Math.max(releasedMillis, until + GRACE);
    epoch += 1 + chance.below(2);
    return QuarantineEventCodec.setAside(known.position() + 1, time, opening(until, stock));
  }

  /** One bound for all that was taken, or one for each. */
  private EpochOpened opening(long until, List<StockChange> stock) {
    long most = stock.stream().mapToLong(StockChange::taken).max().orElse(0);
    if (chance.oneIn(2)) {
      return new EpochOpened(epoch, until, most + chance.below(3), List.of());
    }
    List<Hidden> hidden = new ArrayList<>();
    for (StockChange each : stock) {
      hidden.add(new Hidden(each.campaign(), each.item(), each.taken() + chance.below(3)));
    }
    return new EpochOpened(epoch, until, chance.below(3), hidden);
  }
}
