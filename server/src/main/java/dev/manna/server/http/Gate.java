package dev.manna.server.http;

import dev.manna.core.Command;
import dev.manna.core.Engine;
import dev.manna.core.Query;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.feed.Feed;
import dev.manna.core.feed.FeedClock;
import dev.manna.server.books.BooksPool;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the engine while there is none yet, and while the process stops: who comes then is
 * told so instead of waiting.
 */
public final class Gate implements Engine, Explainers, Bookshelf {
  private static final long RETRY_MILLIS = 1_000;

  private volatile @Nullable Engine engine;
  private volatile BooleanSupplier full = () -> false;
  private volatile boolean stopping;
  private volatile List<Feed> feeds = List.of();
  private volatile Told told = Told.NOBODY;
  private volatile @Nullable Explainers explainers;
  private volatile @Nullable Books shelf;
  private volatile @Nullable BooksPool pool;
  private volatile PositionWait positions = (position, then) -> then.run();
  private volatile Supplier<Set<String>> alarmed = Set::of;
  private volatile Runnable beforeFigures = () -> {};
  private volatile @Nullable Node node;
  private volatile @Nullable FeedClock state;
  private volatile boolean leaving;
  private volatile Receipts receipts = Receipts.NONE;

  /**
   * This process as one of several that share a log.
   *
   * @param name what it is called
   * @param epoch of the log, in which it appends
   * @param position the last event that its state knows
   * @param waitsFor what the log waits for, in an operator's words; empty where it does not
   */
  public record Node(
      String name, LongSupplier epoch, LongSupplier position, Supplier<String> waitsFor) {}

  /**
   * The engine has recovered; from now on it is asked.
   *
   * @param diskFull whether it has no room for what it decides
   */
  public void open(Engine recovered, BooleanSupplier diskFull) {
    full = diskFull;
    engine = recovered;
  }

  /**
   * The log is shared with other nodes: this one may be behind what a reader has seen elsewhere.
   *
   * @param known where the state of this node stands, and who waits to read it
   */
  public void share(Node self, FeedClock known) {
    node = self;
    state = known;
  }

  /** This process among others, null where its log is its own. */
  @Nullable Node node() {
    return node;
  }

  /** What claims got is signed by these from now on, for those who ask for it. */
  public void sign(Receipts signing) {
    receipts = signing;
  }

  Receipts receipts() {
    return receipts;
  }

  /** Clients are to go to other nodes from now on; who comes all the same is served. */
  public void leave() {
    leaving = true;
  }

  /** Before an answer: where clients are to go elsewhere, they find no open connection here. */
  void farewell(HttpServerResponse answer) {
    if (leaving) {
      answer.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  /** These follow the log, whether they keep up or not. */
  public void follow(List<Feed> followers) {
    feeds = List.copyOf(followers);
  }

  /** These are told of what happens. */
  public void tell(Told targets) {
    told = targets;
  }

  /** Who is told of what happens. */
  Told told() {
    return told;
  }

  /** These books may be read. */
  public void show(Books kept) {
    shelf = kept;
  }

  @Override
  public @Nullable Books books() {
    return shelf;
  }

  /**
   * The books of the live state are looked at.
   *
   * @param stopped the campaigns that an alarm has stopped
   * @param refresh what is to be done before somebody reads figures
   */
  public void watchedBy(Supplier<Set<String>> stopped, Runnable refresh) {
    alarmed = stopped;
    beforeFigures = refresh;
  }

  /** The campaigns that an alarm has stopped, by name. */
  List<String> alarmed() {
    return alarmed.get().stream().sorted().toList();
  }

  /** Makes figures current that nobody keeps current otherwise. */
  void refreshFigures() {
    beforeFigures.run();
  }

  /** Whoever explains claims of the log. */
  public void explainBy(Explainers others) {
    explainers = others;
  }

  /** Whoever answers questions about the books; nobody is named where none are kept. */
  public void askBooksOf(BooksPool others) {
    pool = others;
  }

  /** Whoever lets questions about the books wait until these have come to a position. */
  public void awaitPositionsBy(PositionWait others) {
    positions = others;
  }

  PositionWait positions() {
    return positions;
  }

  /** Whoever answers questions about the books, null where none are kept. */
  @Nullable BooksPool booksPool() {
    return pool;
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

  /** What follows the log, as far as this process knows where it stands. */
  List<Feed> feeds() {
    return feeds.stream().filter(feed -> !feed.isElsewhere()).toList();
  }

  /** The process stops: nothing new is accepted. */
  public void stop() {
    stopping = true;
  }

  /** Why nothing can be claimed at the moment, or null where something can. */
  public @Nullable String closedBecause() {
    if (stopping || leaving) {
      return "stopping";
    }
    if (engine == null) {
      return "recovering";
    }
    String takesNothing = node == null ? "disk-full" : "log-unavailable";
    return full.getAsBoolean() ? takesNothing : null;
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

  /**
   * Asks once the state knows what the reader has seen; whoever claims asks the log anyway.
   *
   * @param seen the last event that an answer to the reader depended on, on whichever node; 0 where
   *     the reader does not say
   */
  void submitSeen(long seen, Request request, Receiver receiver) {
    FeedClock known = state;
    if (known == null || seen <= known.position() || request instanceof Command) {
      submit(request, receiver);
    } else if (!known.await(seen, new Reader(seen, known, request, receiver))) {
      receiver.receive(Reply.Refused.of(Refusal.TOO_BUSY, "Too many readers wait for the log."));
    }
  }

  private final class Reader implements FeedClock.Waiter {
    private final long seen;
    private final FeedClock known;
    private final Request request;
    private final Receiver receiver;

    Reader(long seen, FeedClock known, Request request, Receiver receiver) {
      this.seen = seen;
      this.known = known;
      this.request = request;
      this.receiver = receiver;
    }

    @Override
    public void reached() {
      submit(request, receiver);
    }

    @Override
    public void late() {
      receiver.receive(
          unavailable(
              "This node knows the log up to position %d after %d ms, and the reader has seen %d."
                  .formatted(known.position(), known.patienceMillis(), seen)));
    }
  }

  private static Reply.Refused unavailable(String detail) {
    return new Reply.Refused(Refusal.UNAVAILABLE, detail, RETRY_MILLIS, List.of());
  }
}
