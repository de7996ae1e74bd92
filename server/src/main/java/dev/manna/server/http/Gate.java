package dev.manna.server.http;

import dev.manna.core.Command;
import dev.manna.core.Engine;
import dev.manna.core.Query;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.feed.Feed;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the engine while there is none yet, and while the process stops: who comes then is
 * told so instead of waiting.
 */
public final class Gate implements Engine, Explainers {
  private static final long RETRY_MILLIS = 1_000;

  private volatile @Nullable Engine engine;
  private volatile BooleanSupplier full = () -> false;
  private volatile boolean stopping;
  private volatile List<Feed> feeds = List.of();
  private volatile @Nullable Explainers explainers;

  /**
   * The engine has recovered; from now on it is asked.
   *
   * @param diskFull whether it has no room for what it decides
   */
  public void open(Engine recovered, BooleanSupplier diskFull) {
    full = diskFull;
    engine = recovered;
  }

  /** These follow the log, whether they keep up or not. */
  public void follow(List<Feed> followers) {
    feeds = List.copyOf(followers);
  }

  /** Whoever explains claims of the log. */
  public void explainBy(Explainers others) {
    explainers = others;
  }

  @Override
  public boolean explain(Query.OfClaim claim, Consumer<Explained> then) {
    Explainers current = explainers;
    if (current == null || stopping) {
      String why = stopping ? "The server is stopping." : "The server is recovering.";
      then.accept(new Explained.Refused(unavailable(why)));
      return true;
    }
    return current.explain(claim, then);
  }

  /** What follows the log. */
  List<Feed> feeds() {
    return feeds;
  }

  /** The process stops: nothing new is accepted. */
  public void stop() {
    stopping = true;
  }

  /** Why nothing can be claimed at the moment, or null where something can. */
  public @Nullable String closedBecause() {
    if (stopping) {
      return "stopping";
    }
    if (engine == null) {
      return "recovering";
    }
    return full.getAsBoolean() ? "disk-full" : null;
  }

  @Override
  public void submit(Request request, Receiver receiver) {
    Engine current = engine;
    if (current == null) {
      receiver.receive(unavailable("The server is recovering."));
    } else if (stopping && request instanceof Command) {
      receiver.receive(unavailable("The server is stopping."));
    } else {
      current.submit(request, receiver);
    }
  }

  private static Reply.Refused unavailable(String detail) {
    return new Reply.Refused(Refusal.UNAVAILABLE, detail, RETRY_MILLIS, List.of());
  }
}
