package dev.manna.simulation.net;

import dev.manna.simulation.Chance;
import java.util.List;

/**
 * Something that happens to connections, to be drawn from a seed. What ends by itself ends before
 * anybody's patience does; what does not, lasts until {@link FaultProxy#heal}.
 */
public enum Mishap {
  /** Nobody listens. */
  REFUSED,
  /** Reset, somewhere in what the client says. */
  CUT,
  /** Reset, somewhere in what the server answers. */
  CUT_ANSWER,
  /** Reset at a COMMIT, which does not arrive. */
  CUT_BEFORE_COMMIT,
  /** Reset at a COMMIT, which arrives and takes place. */
  CUT_AFTER_COMMIT,
  /** Each piece takes some milliseconds. */
  DELAYED,
  /** So many bytes a second. */
  THROTTLED,
  /** Nothing passes, and nobody is told. */
  HANGING,
  /** The client is gone, and the server has not heard of it. */
  CLIENT_VANISHED;

  /** Those after which a client knows at once that it must connect again. */
  public static final List<Mishap> CUTS =
      List.of(CUT, CUT_ANSWER, CUT_BEFORE_COMMIT, CUT_AFTER_COMMIT);

  private static final long MOST_BYTES = 30_000;
  private static final long MOST_MILLIS = 5;
  private static final long LEAST_RATE = 200_000;
  private static final long MOST_RATE = 5_000_000;

  /** Lets it happen from now on, or at the next occasion. */
  public void happenTo(FaultProxy proxy, Chance chance) {
    switch (this) {
      case REFUSED -> proxy.refuse(true);
      case CUT -> proxy.cutAfter(chance.between(1, MOST_BYTES));
      case CUT_ANSWER ->
          proxy.cutAnswer((int) chance.between(1, 20), chance.below(MOST_BYTES / 100));
      case CUT_BEFORE_COMMIT -> proxy.cutBeforeCommit();
      case CUT_AFTER_COMMIT -> proxy.cutAfterCommit();
      case DELAYED -> proxy.delay(chance.between(1, MOST_MILLIS));
      case THROTTLED -> proxy.throttle(chance.between(LEAST_RATE, MOST_RATE));
      case HANGING -> proxy.hang(true);
      case CLIENT_VANISHED -> proxy.loseClients();
    }
  }
}
