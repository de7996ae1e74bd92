package dev.manna.stream.rocketmq;

import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.stream.Message;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a process that is killed does of the work of a sink: so many steps, each of which sends a
 * message or moves the position. Of the last step nobody hears whether it was done.
 */
final class Brittle implements Outlet, Positions {
  private final Outlet outlet;
  private final Positions positions;
  private final boolean lastIsDone;
  private int left;

  /**
   * @param lastIsDone whether what the last step does takes place
   */
  Brittle(Outlet outlet, Positions positions, int steps, boolean lastIsDone) {
    this.outlet = outlet;
    this.positions = positions;
    this.lastIsDone = lastIsDone;
    left = steps;
  }

  @Override
  public CompletionStage<?> send(Message message) {
    left--;
    if (left >= 0) {
      return outlet.send(message);
    }
    CompletableFuture<Void> unheard = new CompletableFuture<>();
    IllegalStateException killed = new IllegalStateException("killed");
    if (left == -1 && lastIsDone) {
      outlet.send(message).whenComplete((done, error) -> unheard.completeExceptionally(killed));
    } else {
      unheard.completeExceptionally(killed);
    }
    return unheard;
  }

  @Override
  public Standing read() throws Trouble {
    return positions.read();
  }

  @Override
  public Standing claim() throws Trouble {
    return positions.claim();
  }

  @Override
  public void set(Standing to) throws Trouble {
    positions.set(to);
  }

  @Override
  public boolean move(Standing from, Standing to) throws Trouble {
    left--;
    if (left >= 0 || (left == -1 && lastIsDone)) {
      boolean moved = positions.move(from, to);
      if (left >= 0) {
        return moved;
      }
    }
    throw Trouble.passing("killed", new IllegalStateException("killed"));
  }

  @Override
  public void close() {
    outlet.close();
    positions.close();
  }
}
