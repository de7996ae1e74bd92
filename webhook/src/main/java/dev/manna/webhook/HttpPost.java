package dev.manna.webhook;

import dev.manna.webhook.Courier.Answer;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One post and its answer. But for its beginning, all of it runs on one event loop. */
final class HttpPost {
  /** An answer says yes or no by its status; what it says besides is not for us. */
  private static final int MOST_ANSWER_BYTES = 64 << 10;

  private static final int MOST_WHY_CHARS = 200;

  private final HttpCourier.Route route;
  private final HookUrl url;
  private final Map<String, String> headers;
  private final Buffer body;
  private final int attempt;
  private final Consumer<Answer> then;
  private @Nullable HttpClientRequest request;
  private long timer = -1;
  private int status;
  private long received;
  private boolean over;

  HttpPost(
      HttpCourier.Route route,
      HookUrl url,
      Map<String, String> headers,
      Buffer body,
      int attempt,
      Consumer<Answer> then) {
    this.route = route;
    this.url = url;
    this.headers = headers;
    this.body = body;
    this.attempt = attempt;
    this.then = then;
  }

  void begin() {
    Context loop = route.vertx().getOrCreateContext();
    loop.runOnContext(ignored -> look(loop));
  }

  private void look(Context loop) {
    timer = route.vertx().setTimer(route.deadlines().totalMillis(), ignored -> late());
    InetAddress literal = url.literal();
    if (literal != null) {
      connect(List.of(literal));
      return;
    }
    loop.executeBlocking(() -> route.resolver().resolve(url.host()), false)
        .onSuccess(this::connect)
        .onFailure(e -> fail(notFound(e)));
  }

  private String notFound(Throwable e) {
    return e instanceof UnknownHostException
        ? "the name " + url.host() + " is not known"
        : "the name " + url.host() + " cannot be looked up: " + e;
  }

  private void connect(List<InetAddress> found) {
    if (over) {
      return;
    }
    List<InetAddress> permitted =
        found.stream().filter(address -> route.allowed().permits(url, address)).toList();
    if (permitted.isEmpty()) {
      fail(route.allowed().whyNot(url, found.getFirst()));
      return;
    }
    InetAddress to = permitted.get(attempt % permitted.size());
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(url.port(), to.getHostAddress()))
            .setHost(url.host())
            .setPort(url.port())
            .setSsl(url.tls())
            .setURI(url.path())
            .setFollowRedirects(false);
    route.client().request(options).onSuccess(this::send).onFailure(e -> fail(unreached(to, e)));
  }

  private static String unreached(InetAddress to, Throwable e) {
    return "no connection to " + to.getHostAddress() + ": " + reason(e);
  }

  private void send(HttpClientRequest connected) {
    request = connected;
    if (over) {
      cut();
      return;
    }
    InetAddress at = InetAddress.ofLiteral(connected.connection().remoteAddress().hostAddress());
    if (!route.allowed().permits(url, at)) {
      fail(route.allowed().whyNot(url, at));
      return;
    }
    connected.putHeader("content-type", "application/cloudevents+json; charset=utf-8");
    connected.putHeader("user-agent", "manna");
    headers.forEach(connected::putHeader);
    connected.send(body).onSuccess(this::read).onFailure(e -> fail("no answer: " + reason(e)));
  }

  private void read(HttpClientResponse response) {
    status = response.statusCode();
    response.handler(
        chunk -> {
          received += chunk.length();
          if (received > MOST_ANSWER_BYTES) {
            end(true);
          }
        });
    response.exceptionHandler(e -> end(true));
    response.endHandler(ignored -> end(false));
  }

  /** The status is there, and with it the answer, whatever becomes of the rest. */
  private void end(boolean cut) {
    if (over) {
      return;
    }
    finish(new Answer.Answered(status));
    if (cut) {
      cut();
    }
  }

  private void late() {
    timer = -1;
    if (status > 0) {
      end(true);
    } else {
      fail("no answer within " + route.deadlines().totalMillis() + " ms");
    }
  }

  private void fail(String why) {
    if (over) {
      return;
    }
    finish(new Answer.Failed(why));
    cut();
  }

  private void finish(Answer answer) {
    over = true;
    if (timer >= 0) {
      route.vertx().cancelTimer(timer);
    }
    then.accept(answer);
  }

  /** The connection is of no more use. */
  private void cut() {
    HttpClientRequest connected = request;
    if (connected != null) {
      connected.connection().close();
    }
  }

  /** What others say is shown to operators: in one line, printable, short. */
  private static String reason(Throwable e) {
    String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String line = text.replaceAll("[^ -~]+", " ");
    return line.length() > MOST_WHY_CHARS ? line.substring(0, MOST_WHY_CHARS) : line;
  }
}
