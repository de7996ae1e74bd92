package dev.manna.server.crowd;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sends accepted claims again, when all is quiet: every claim that once had no answer, and a sample
 * of the others. Each must be answered as it was, to the byte.
 */
public final class Replay implements Script {
  /** Enough to meet every kind of reply many times. */
  private static final long SAMPLE = 2_000;

  private final History history;
  private final IntFunction<byte[]> requests;
  private final long step;
  private int next;
  private long sent;
  private long accepted;
  private long answered;

  /**
   * A replay of a history.
   *
   * @param requests the bytes of the claim with a number
   */
  public Replay(History history, IntFunction<byte[]> requests) {
    this.history = history;
    this.requests = requests;
    step = Math.max(1, history.accepted() / SAMPLE);
  }

  @Override
  public @Nullable Ask next() {
    while (next < history.claims()) {
      int claim = next++;
      if (history.outcome(claim) == History.Outcome.ACCEPTED
          && (accepted++ % step == 0 || history.repeated(claim))) {
        sent++;
        return new Ask(claim, requests.apply(claim));
      }
    }
    return null;
  }

  @Override
  public void answered(Ask ask, Answer answer) {
    history.mustBeAsBefore(ask.number(), answer);
    answered++;
  }

  @Override
  public boolean over() {
    return next == history.claims() && answered == sent;
  }

  /** How many claims were sent again. */
  public long sent() {
    return sent;
  }
}
