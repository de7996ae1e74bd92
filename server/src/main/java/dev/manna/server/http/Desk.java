package dev.manna.server.http;

import dev.manna.core.Check;
import dev.manna.core.Malformed;
import dev.manna.core.Query;
import dev.manna.core.Refusal;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that one event loop needs to serve its connections, and shares with no other loop. */
final class Desk implements Handler<HttpServerRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  /** The request line and the headers, each. */
  static final int MAX_HEADERS = 8 * 1024;

  /** Adjustments and the like have a few fields. */
  private static final int SMALL_BODY = Arrival.SMALL;

  private static final int MAX_DEPTH = 16;

  private final Context loop;
  private final Shared shared;
  private final Connections connections;
  private final Outbox outbox;
  private final JsonReader reader = new JsonReader();
  private final Answers answers = new Answers();
  private final Traffic traffic = new Traffic();
  private final BooksDesk shelf;
  private final AtomicInteger inFlight = new AtomicInteger();
  private int depth;

  /** What all event loops have in common. */
  record Shared(
      Gate gate,
      Explainers explainers,
      BooksRoutes books,
      Bookshelf bookshelf,
      House house,
      Kinds kinds,
      AtomicLong allowance,
      int maxOrderBytes,
      int maxDefinitionBytes,
      Consumer<Throwable> fatal) {}

  Desk(Context loop, Shared shared, Connections connections) {
    this.loop = loop;
    this.shared = shared;
    this.connections = connections;
    this.outbox = new Outbox(loop);
    shelf = new BooksDesk(this, shared.bookshelf());
  }

  @Override
  public void handle(HttpServerRequest request) {
    Exchange exchange = new Exchange(this, request, connections.of(request.connection()));
    guard(exchange, exchange::begin);
  }

  /** A request that is not HTTP as it should be. */
  void handleInvalid(HttpServerRequest request) {
    Exchange exchange = new Exchange(this, request, connections.of(request.connection()));
    guard(exchange, () -> refuse(exchange, request.decoderResult()));
  }

  /** Netty could not make a request of it, and closes the connection afterwards. */
  private static void refuse(Exchange exchange, DecoderResult result) {
    if (result.cause() instanceof TooLongFrameException) {
      exchange.fail(Fault.HEADERS_TOO_LARGE, "At most " + MAX_HEADERS + " bytes are allowed.");
    } else {
      exchange.refuse(Refusal.MALFORMED, "This is not a request of HTTP/1.1.");
    }
  }

  /** Runs a step of an exchange; whatever goes wrong in it becomes an answer. */
  void guard(Exchange exchange, Runnable step) {
    depth++;
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      failed(exchange, e);
    } finally {
      depth--;
    }
  }

  /** A step of an exchange went wrong. */
  void failed(Exchange exchange, Throwable e) {
    if (e instanceof Malformed) {
      exchange.refuse(Refusal.MALFORMED, String.valueOf(e.getMessage()));
    } else if (e instanceof Check.Broken || e instanceof OutOfMemoryError) {
      shared.fatal().accept(e);
    } else {
      LOG.error("A defect: a request could not be answered.", e);
      exchange.fail(Fault.INTERNAL, "");
    }
  }

  /**
   * Whether answering right here would go too deep: the end of a response begins the next request
   * of a pipeline, whose answer, if it comes at once, begins the next.
   */
  boolean isDeep() {
    return depth > MAX_DEPTH;
  }

  /** Goes on with an exchange here, from whatever thread. */
  void back(Exchange exchange, Runnable step) {
    loop.runOnContext(ignored -> guard(exchange, step));
  }

  void later(Runnable step) {
    loop.runOnContext(ignored -> step.run());
  }

  /** Does something here after a while, unless it is told not to: the timer's number. */
  long after(long millis, Runnable step) {
    return loop.owner().setTimer(millis, ignored -> step.run());
  }

  void forget(long timer) {
    loop.owner().cancelTimer(timer);
  }

  /** Does what takes long on a thread that may be kept busy, and goes on with its result here. */
  <T> void aside(Exchange exchange, Callable<T> work, Consumer<T> then) {
    loop.executeBlocking(work, false)
        .onSuccess(result -> guard(exchange, () -> then.accept(result)))
        .onFailure(e -> failed(exchange, e));
  }

  /** Has a claim explained, and goes on with what came of it here. */
  void explain(Exchange exchange, Query.OfClaim claim) {
    submitted();
    boolean taken =
        shared
            .explainers()
            .explain(
                claim,
                told ->
                    loop.runOnContext(
                        ignored -> {
                          finished();
                          guard(exchange, () -> answers.give(exchange, told));
                        }));
    if (!taken) {
      finished();
      exchange.refuse(Refusal.TOO_BUSY, "Other claims are being explained.");
    }
  }

  BooksRoutes books() {
    return shared.books();
  }

  /** The largest body of a route; lottery and red packet claims are small, where that is known. */
  int largest(Route route, String id) {
    return switch (route.body()) {
      case NONE, EMPTY, SMALL -> SMALL_BODY;
      case LIST, DEFINITION -> shared.maxDefinitionBytes();
      case CLAIM -> {
        Kind kind = shared.kinds().of(id);
        yield kind == null || kind == Kind.SALE ? shared.maxOrderBytes() : Arrival.SMALL;
      }
    };
  }

  void submitted() {
    inFlight.lazySet(inFlight.getPlain() + 1);
  }

  void finished() {
    inFlight.lazySet(inFlight.getPlain() - 1);
  }

  /** How many requests are with the engine. */
  int inFlight() {
    return inFlight.get();
  }

  AtomicLong allowance() {
    return shared.allowance();
  }

  Gate gate() {
    return shared.gate();
  }

  Kinds kinds() {
    return shared.kinds();
  }

  House house() {
    return shared.house();
  }

  Outbox outbox() {
    return outbox;
  }

  JsonReader reader() {
    return reader;
  }

  Answers answers() {
    return answers;
  }

  BooksDesk shelf() {
    return shelf;
  }

  Traffic traffic() {
    return traffic;
  }

  Connections connections() {
    return connections;
  }
}
