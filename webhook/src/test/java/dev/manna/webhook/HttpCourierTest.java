package dev.manna.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.webhook.Courier.Answer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Posts to real servers that behave as servers do. */
class HttpCourierTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final long TOTAL_MILLIS = 700;
  private static final HttpCourier.Deadlines SHORT = new HttpCourier.Deadlines(400, TOTAL_MILLIS);
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final byte[] BODY = "{}".getBytes(UTF_8);

  private final Receiver receiver = Receiver.plain();
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void close() {
    end.countDown();
    receiver.close();
  }

  @AfterAll
  static void stop() {
    VERTX.close().await();
  }

  private static AllowList inside(String... networks) {
    return new AllowList(List.of(), List.of(networks).stream().map(Network::parse).toList());
  }

  private static Courier courier(AllowList allowed, Resolver resolver, @Nullable String trusted) {
    return new HttpCourier(VERTX, 2, allowed, resolver, SHORT, trusted);
  }

  private static Courier courier() {
    return courier(inside("127.0.0.0/8"), host -> List.of(HERE), null);
  }

  private static Answer post(Courier courier, HookUrl url) {
    return post(courier, url, 0);
  }

  private static Answer post(Courier courier, HookUrl url, int attempt) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    courier.post(url, Map.of("webhook-id", "1"), BODY, attempt, answer::complete);
    return answer.orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static String why(Answer answer) {
    return ((Answer.Failed) answer).why();
  }

  private void hang() {
    try {
      assertThat(end.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 204, 400, 404, 410, 429, 500, 503})
  void shouldSayWhatIsAnswered(int status) {
    assertThat(post(courier(), receiver.answering(status).url()))
        .isEqualTo(new Answer.Answered(status));
    Receiver.Post post = receiver.posts().getFirst();
    assertThat(post.body()).isEqualTo(BODY);
    assertThat(post.type()).isEqualTo("application/cloudevents+json; charset=utf-8");
    assertThat(post.host()).isEqualTo("127.0.0.1:" + receiver.port());
  }

  @Test
  void shouldUseAConnectionAgain() {
    List<Integer> ports = new CopyOnWriteArrayList<>();
    receiver.answering(
        exchange -> {
          ports.add(exchange.getRemoteAddress().getPort());
          Receiver.answer(exchange, 204);
        });
    Courier courier = courier();
    for (int i = 0; i < 5; i++) {
      assertThat(post(courier, receiver.url())).isEqualTo(new Answer.Answered(204));
    }
    assertThat(ports).hasSize(5);
    assertThat(ports.stream().distinct()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void shouldFollowNoRedirection(int status) {
    try (Receiver other = Receiver.plain()) {
      receiver.answering(
          exchange -> {
            exchange.getResponseHeaders().set("Location", other.url().shown() + "/hook");
            Receiver.answer(exchange, status);
          });
      assertThat(post(courier(), receiver.url())).isEqualTo(new Answer.Answered(status));
      assertThat(other.posts()).isEmpty();
    }
  }

  @Test
  void shouldNotWaitForEver() {
    receiver.answering(exchange -> hang());
    long begun = System.nanoTime();
    assertThat(why(post(courier(), receiver.url()))).isEqualTo("no answer within 700 ms");
    assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(5));
  }

  /** A byte now and then keeps nobody waiting: the deadline is for all of it. */
  @Test
  void shouldNotWaitForWhoeverDripsHeaders() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
      Thread dripping = Thread.ofVirtual().start(() -> drip(server));
      HookUrl url = HookUrl.parse("http://127.0.0.1:" + server.getLocalPort());
      assertThat(why(post(courier(), url))).isEqualTo("no answer within 700 ms");
      end.countDown();
      assertThat(dripping).isNotNull();
    }
  }

  private void drip(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(UTF_8));
      while (!end.await(50, TimeUnit.MILLISECONDS)) {
        socket.getOutputStream().write('x');
      }
    } catch (IOException e) {
      // It was cut, as it should be.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The status is the answer; a body without end is neither read nor waited for. */
  @Test
  void shouldNotReadAnEndlessBody() throws InterruptedException {
    CountDownLatch cut = new CountDownLatch(1);
    AtomicInteger written = new AtomicInteger();
    receiver.answering(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] much = new byte[64 << 10];
          try (OutputStream out = exchange.getResponseBody()) {
            while (end.getCount() > 0) {
              out.write(much);
              written.addAndGet(much.length >> 10);
            }
          } catch (IOException e) {
            cut.countDown();
          }
        });
    assertThat(post(courier(), receiver.url())).isEqualTo(new Answer.Answered(200));
    assertThat(cut.await(10, TimeUnit.SECONDS)).as("the connection is cut").isTrue();
    assertThat(written.get()).as("KiB that were written, into buffers mostly").isLessThan(30_000);
  }

  @Test
  void shouldNotWaitForABodyThatDoesNotCome() {
    receiver.answering(
        exchange -> {
          exchange.sendResponseHeaders(500, 10);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          hang();
        });
    assertThat(post(courier(), receiver.url())).isEqualTo(new Answer.Answered(500));
  }

  @Test
  void shouldSayThatAConnectionWasCut() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
      Thread.ofVirtual().start(() -> cut(server));
      HookUrl url = HookUrl.parse("http://127.0.0.1:" + server.getLocalPort());
      assertThat(why(post(courier(), url))).startsWith("no answer: ");
    }
  }

  private static void cut(ServerSocket server) {
    try (Socket socket = server.accept()) {
      assertThat(socket.getInputStream().read()).isEqualTo('P');
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldSayThatNobodyListens() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
      port = server.getLocalPort();
    }
    HookUrl url = HookUrl.parse("http://127.0.0.1:" + port);
    assertThat(why(post(courier(), url))).startsWith("no connection to 127.0.0.1: ");
  }

  @Test
  void shouldSayThatANameIsNotKnown() {
    Resolver none =
        host -> {
          throw new UnknownHostException(host);
        };
    HookUrl url = HookUrl.parse("http://hooks.test/");
    assertThat(why(post(courier(inside("127.0.0.0/8"), none, null), url)))
        .isEqualTo("the name hooks.test is not known");
  }

  @Test
  void shouldNotWaitForALookUp() {
    Resolver slow =
        host -> {
          hang();
          return List.of(HERE);
        };
    HookUrl url = HookUrl.parse("http://hooks.test:" + receiver.port() + "/");
    assertThat(why(post(courier(inside("127.0.0.0/8"), slow, null), url)))
        .isEqualTo("no answer within 700 ms");
    end.countDown();
    assertThat(receiver.posts()).isEmpty();
  }
}
