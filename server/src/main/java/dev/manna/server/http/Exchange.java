package dev.manna.server.http;

import dev.manna.core.ChangeCommand;
import dev.manna.core.Command;
import dev.manna.core.Engine;
import dev.manna.core.Ids;
import dev.manna.core.Malformed;
import dev.manna.core.Query;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response: finds the route, takes the body, asks the engine, writes the
 * answer. All of it runs on the event loop of its connection but {@link #receive}, which the engine
 * calls on a thread of its own, and which only puts the exchange into the loop's {@link Outbox}.
 */
final class Exchange implements Engine.Receiver {
  /** A document of this size is read beside the event loop. */
  private static final int LARGE = 64 * 1024;

  private final Desk desk;
  private final HttpServerRequest http;
  private final Peer peer;
  private final long begunNanos = System.nanoTime();
  private Arrival arrival = Arrival.NONE;
  private @Nullable Route route;
  private @Nullable Head head;

  /** The parameter of the path; where there are several, all of them as they stand there. */
  private String id = "";

  /** A claim that waits to learn the kind of its campaign. */
  private CommandReader.@Nullable Claim claim;

  private @Nullable Request asked;
  private @Nullable Reply reply;
  private long seen;
  private boolean answered;
  private boolean wantsReceipt;

  /** The link of the {@link Outbox}. */
  @Nullable Exchange next;

  Exchange(Desk desk, HttpServerRequest http, Peer peer) {
    this.desk = desk;
    this.http = http;
    this.peer = peer;
  }

  /** The headers are there. */
  void begin() {
    Head here = Head.read((HttpHeaders) http.headers());
    if (!here.hasHost() && http.version() == HttpVersion.HTTP_1_1) {
      throw new Malformed("Host", "the header is missing");
    }
    String path = Uri.path(http.uri());
    Route found = Route.find(http.method().name(), path);
    if (found == null) {
      noRoute(path);
      return;
    }
    route = found;
    head = here;
    String named = found.parameter(path);
    id = found.parameters() > 1 ? named : Uri.decoded("path", named);
    if (found.body() == Route.Body.NONE) {
      ask(found, here);
    } else {
      collect(found, here);
    }
  }

  private void noRoute(String path) {
    String allowed = Route.allowed(path);
    if (allowed.isEmpty()) {
      fail(Fault.NO_SUCH_ROUTE, "/openapi.yaml says what there is.");
    } else {
      header(HttpHeaderNames.ALLOW, allowed);
      fail(Fault.METHOD_NOT_ALLOWED, "Allowed here: " + allowed + '.');
    }
  }

  private void collect(Route found, Head here) {
    int limit = desk.largest(found, id);
    Fault fault = here.wrongFor(found.body(), limit);
    if (fault != null) {
      fail(fault, fault.explained(limit));
      return;
    }
    if (here.expects()) {
      http.response().writeContinue();
    }
    arrival = new Arrival(limit, desk.allowance());
    peer.reading(this);
    http.handler(chunk -> desk.guard(this, () -> take(chunk, limit)));
    http.endHandler(ignored -> desk.guard(this, () -> ask(found, here)));
  }

  private void take(Buffer chunk, int limit) {
    if (answered) {
      return;
    }
    switch (arrival.take(chunk)) {
      case YES -> {}
      case TOO_LARGE -> fail(Fault.TOO_LARGE, Fault.TOO_LARGE.explained(limit));
      case NO_ROOM -> refuse(Refusal.TOO_BUSY, "Too many large bodies are arriving.");
    }
  }

  /** The body is there, if there is one. */
  private void ask(Route found, Head here) {
    if (answered) {
      return;
    }
    peer.waiting();
    if (found.asksBooks()) {
      desk.books().serve(found, id, http.uri(), here, new BooksExchange(desk, this, http));
      return;
    }
    switch (found) {
      case CLAIM -> askClaim(here);
      case CHECK_RECEIPT -> {
        String text = Requests.receipt(http.uri(), arrival, desk.reader());
        submitSigned(desk.gate().receipts().check(text));
      }
      case LIVE, READY, METRICS, OPENAPI -> desk.house().serve(found, this, desk);
      case PAGE -> desk.house().page(id, this);
      case BOOKS -> desk.shelf().standing(this, BooksDesk.asked(http.uri(), here));
      case EXPLAIN -> desk.explain(this, (Query.OfClaim) read(found, here, desk.reader()));
      default -> {
        if (arrival.length() < LARGE) {
          submit(read(found, here, desk.reader()));
        } else {
          desk.aside(this, () -> read(found, here, new JsonReader()), this::submit);
        }
      }
    }
  }

  private Request read(Route found, Head here, JsonReader json) {
    return Requests.read(found, id, http.uri(), here, arrival, json);
  }

  private void askClaim(Head here) {
    CommandReader.Claim read = Requests.claim(http.uri(), arrival, desk.reader());
    if (arrival.length() > Arrival.SMALL && read.lines().isEmpty()) {
      fail(Fault.TOO_LARGE, Fault.TOO_LARGE.explained(Arrival.SMALL));
      return;
    }
    String key = here.requiredKey();
    Kind kind = desk.kinds().of(id);
    if (read.complete() || kind != null) {
      claim(read, key, kind);
    } else {
      // What no campaign would accept is said before whether there is one.
      Ids.user(read.user());
      Ids.key(key);
      claim = read;
      submit(new Query.OfCampaign(id));
    }
  }

  private void claim(CommandReader.Claim read, String key, @Nullable Kind kind) {
    wantsReceipt = !read.receipt().isEmpty();
    submitSigned(desk.gate().receipts().request(read.on(id, key, kind), read.receipt()));
  }

  /** Null where what was to be signed is not. */
  private void submitSigned(@Nullable Request request) {
    if (request == null) {
      refuse(Refusal.WRONG_RECEIPT, "no node that shares this server's key has signed it");
    } else {
      submit(request);
    }
  }

  private void submit(Request request) {
    arrival.release();
    asked = request;
    desk.submitted();
    desk.gate().submitSeen(BooksDesk.seen(head), request, this);
  }

  @Override
  public void receive(Reply given) {
    receive(given, 0);
  }

  @Override
  public void receive(Reply given, long position) {
    reply = given;
    seen = position;
    desk.outbox().put(this);
  }

  /** The reply is there; back on the event loop. */
  void finish() {
    desk.finished();
    Reply given = Objects.requireNonNull(reply);
    reply = null;
    try {
      finish(given);
    } catch (RuntimeException | Error e) {
      desk.failed(this, e);
    }
  }

  private void finish(Reply given) {
    if (given instanceof Reply.Defined defined) {
      desk.kinds().learn(defined);
      CommandReader.Claim waiting = claim;
      if (waiting != null) {
        claim = null;
        String key = Objects.requireNonNull(head).requiredKey();
        claim(waiting, key, Kind.of(defined.definition()));
        return;
      }
    }
    if (asked instanceof Command.Claim claimed) {
      desk.traffic().claim(claimed, given, System.nanoTime() - begunNanos);
    }
    String receipt = wantsReceipt ? desk.gate().receipts().of(asked, given) : "";
    desk.answers().give(this, given, seen, receipt);
  }

  /** Whether the definition that was sent says which version it replaces. */
  boolean replaces() {
    return change() instanceof Command.Define define && define.expectedVersion() > 0;
  }

  boolean defines() {
    return change() instanceof Command.Define;
  }

  private @Nullable Request change() {
    return asked instanceof ChangeCommand.Authored authored ? authored.change() : asked;
  }

  void refuse(Refusal refusal, String detail) {
    if (!answered) {
      desk.answers().give(this, Reply.Refused.of(refusal, detail));
    }
  }

  void fail(Fault fault, String detail) {
    if (!answered) {
      desk.answers().give(this, fault, detail);
    }
  }

  void header(CharSequence name, String value) {
    http.response().putHeader(name, value);
  }

  /** A response begins that is written piece by piece, by somebody else. */
  void streams(int status) {
    answered = true;
    desk.traffic().response(route, status);
  }

  void streamed() {
    peer.idle();
  }

  /** Writes the response; where the connection is gone, nobody misses it. */
  void respond(int status, CharSequence type, Buffer body) {
    answered = true;
    arrival.release();
    peer.idle();
    desk.traffic().response(route, status);
    if (desk.isDeep()) {
      desk.later(() -> write(status, type, body));
    } else {
      write(status, type, body);
    }
  }

  private void write(int status, CharSequence type, Buffer body) {
    if (http.response().closed()) {
      return;
    }
    if (status != Answers.OK) {
      http.response().setStatusCode(status);
    }
    http.response().headers().add(HttpHeaderNames.CONTENT_TYPE, type);
    desk.gate().farewell(http.response());
    http.response().end(body);
  }
}
