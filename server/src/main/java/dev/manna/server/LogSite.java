package dev.manna.server;

import dev.manna.core.Log;
import dev.manna.core.feed.Feed;
import dev.manna.core.feed.FeedClock;
import dev.manna.engine.LiveEngine;
import dev.manna.ledger.Ledger;
import dev.manna.server.http.Gate;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where a server's log lies, and what a server does there beside deciding. */
sealed interface LogSite permits JournalSite, SharedSite {
  /**
   * Recovers, or joins the others; called once, before anything else here.
   *
   * @param books where the books stand; null where none are kept
   * @throws Complaint if that cannot be; nothing is left open
   */
  LiveEngine open(WallClock clock, @Nullable FeedClock books);

  /** The log, for whoever follows it. */
  Log log();

  /** What keeps whoever was left behind from writing the books. */
  Ledger.Fence fence();

  /** Shows how the log stands in figures and at the gate. */
  void show(MeterRegistry metrics, Gate gate, List<Feed> feeds);

  /** Whether the log takes nothing at the moment. */
  boolean full();

  /** The duty of the writer's thread. */
  Worker.Duty writing();

  /**
   * The duty of a thread that moves a follower, here or wherever it is moved.
   *
   * @param isAwaited whether anybody waits for it
   */
  Mover moving(Feed feed, BooleanSupplier isAwaited);

  /** Whether this process is the one that does what is done once among those that share the log. */
  boolean isFirst();

  /**
   * Further threads, started, for what the log needs.
   *
   * @param feeds what follows it
   * @param naming those of them that must know what came before, to name it
   */
  List<Worker> workers(List<Feed> feeds, List<Feed> naming, Consumer<Throwable> fatal);

  /** The process was told to stop: lets clients go elsewhere where there is an elsewhere. */
  void leave(Gate gate);

  /** Ends what takes long beside the writer. */
  void hurry();

  /** All threads have ended: writes down what the next start needs; a line for an operator. */
  String leftBehind();
}
