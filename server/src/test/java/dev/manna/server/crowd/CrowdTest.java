package dev.manna.server.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.server.Complaint;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CrowdTest {
  private final Vertx vertx = Vertx.vertx();
  private final Map<String, AtomicInteger> received = new ConcurrentHashMap<>();
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  /** Asks so many things and notes each answer. */
  private static final class Counted implements Script {
    private final Requests requests;
    private final int total;
    private int next;
    final Map<Integer, String> answers = new ConcurrentHashMap<>();
    int sentMost;
    long slowestNanos;
    boolean twice;

    Counted(URI server, int total) {
      requests = new Requests(server);
      this.total = total;
    }

    @Override
    public @Nullable Ask next() {
      if (next == total) {
        return null;
      }
      int number = next++;
      return new Ask(number, requests.post("/ask", "key-" + number, "{\"n\":" + number + "}"));
    }

    @Override
    public void answered(Ask ask, Answer answer) {
      sentMost = Math.max(sentMost, answer.sent());
      slowestNanos = Math.max(slowestNanos, answer.latencyNanos());
      twice |= answers.put(ask.number(), answer.status() + " " + answer.text()) != null;
    }

    @Override
    public boolean over() {
      return next == total;
    }
  }

  @Test
  void shouldAskEverythingOnceWhereEveryAnswerComes() throws Exception {
    URI server = serve((request, key, time) -> reply(request, 200, "for " + key));
    Counted script = new Counted(server, 5_000);
    new Crowd(server, Crowd.Terms.closedLoop(16), script).run();
    assertThat(script.answers).hasSize(5_000).containsEntry(17, "200 for key-17");
    assertThat(script.sentMost).isEqualTo(1);
    assertThat(received.values()).allMatch(times -> times.get() == 1);
  }

  @Test
  void shouldSendTheSameRequestAgainUntilItIsAnswered() throws Exception {
    URI server =
        serve(
            (request, key, time) -> {
              int kind = Math.floorMod(key.hashCode(), 5);
              if (time > 2 || kind == 4) {
                reply(request, 409, "for " + key);
              } else if (kind == 0) {
                request.connection().close();
              } else if (kind == 1) {
                reply(request, 503, "{\"code\":\"unavailable\"}");
              } else if (kind == 2) {
                reply(request, 429, "{\"code\":\"too-busy\"}");
              } else if (kind == 3) {
                reply(request, 202, "{\"code\":\"not-in-books\"}");
              }
            });
    Counted script = new Counted(server, 200);
    Crowd.Terms terms = new Crowd.Terms(8, 0, Duration.ofMillis(300), Duration.ofSeconds(20));
    Crowd crowd = new Crowd(server, terms, script);
    crowd.run();
    assertThat(script.twice).isFalse();
    assertThat(script.answers).hasSize(200);
    script.answers.forEach((number, text) -> assertThat(text).isEqualTo("409 for key-" + number));
    assertThat(script.sentMost).isGreaterThanOrEqualTo(3);
    assertThat(crowd.repeated()).isGreaterThan(100);
    assertThat(crowd.answered()).isEqualTo(200);
  }

  @Test
  void shouldTakeACooldownForAnAnswer() throws Exception {
    URI server = serve((request, key, time) -> reply(request, 429, "{\"code\":\"cooling-down\"}"));
    Counted script = new Counted(server, 10);
    new Crowd(server, Crowd.Terms.closedLoop(2), script).run();
    assertThat(script.answers).hasSize(10);
    assertThat(script.sentMost).isEqualTo(1);
  }

  @Test
  void shouldKeepTheOrderWithOneClientWhateverIsLost() throws Exception {
    URI server =
        serve(
            (request, key, time) -> {
              if (key.endsWith("7") && time == 1) {
                request.connection().close();
              } else {
                order.add(key);
                reply(request, 200, "");
              }
            });
    new Crowd(server, Crowd.Terms.closedLoop(1), new Counted(server, 50)).run();
    assertThat(order).hasSize(50);
    for (int i = 0; i < 50; i++) {
      assertThat(order.get(i)).isEqualTo("key-" + i);
    }
  }

  @Test
  void shouldKeepARateAndCountLatencyFromWhenARequestWasDue() throws Exception {
    URI server =
        serve((request, key, time) -> vertx.setTimer(20, timer -> reply(request, 200, "slow")));
    Counted script = new Counted(server, 60);
    long began = System.nanoTime();
    new Crowd(server, Crowd.Terms.closedLoop(1).at(100), script).run();
    // One client, 20 ms each: the last was due after 600 ms and answered after 1,200.
    assertThat(System.nanoTime() - began).isGreaterThan(1_150_000_000L);
    assertThat(script.slowestNanos).isGreaterThan(500_000_000L);
  }

  @Test
  void shouldNotAskFasterThanTheRate() throws Exception {
    URI server = serve((request, key, time) -> reply(request, 200, ""));
    long began = System.nanoTime();
    Counted script = new Counted(server, 500);
    new Crowd(server, Crowd.Terms.closedLoop(8).at(1000), script).run();
    assertThat(System.nanoTime() - began).isGreaterThan(490_000_000L);
  }

  @Test
  void shouldReadAnswersOfAnySize() throws Exception {
    String large = "x".repeat(1_000_000);
    URI server = serve((request, key, time) -> reply(request, 200, large));
    Counted script = new Counted(server, 20);
    new Crowd(server, Crowd.Terms.closedLoop(4), script).run();
    assertThat(script.answers.values()).hasSize(20).allMatch(text -> text.equals("200 " + large));
  }

  @Test
  void shouldGiveUpWhenNobodyAnswers() {
    URI nobody = URI.create("http://127.0.0.1:1");
    Crowd.Terms terms = Crowd.Terms.closedLoop(4).patientFor(Duration.ofMillis(300));
    assertThatThrownBy(() -> new Crowd(nobody, terms, new Counted(nobody, 10)).run())
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("http://127.0.0.1:1")
        .hasMessageContaining("refused");
  }

  @Test
  void shouldStopWhenToldAndAnswerWhatIsOut() throws Exception {
    URI server = serve((request, key, time) -> reply(request, 200, ""));
    Counted script = new Counted(server, Integer.MAX_VALUE);
    Crowd crowd = new Crowd(server, Crowd.Terms.closedLoop(4), script);
    Thread thread = Thread.ofPlatform().start(crowd::run);
    Thread.sleep(300);
    crowd.stop();
    thread.join(5_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(script.answers).hasSize(script.next).hasSize((int) crowd.answered());
  }

  private interface Behaviour {
    void answer(HttpServerRequest request, String key, int time);
  }

  private URI serve(Behaviour behaviour) throws Exception {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request.bodyHandler(
                        body -> {
                          String key = request.getHeader("Idempotency-Key");
                          assertThat(body.toString()).isEqualTo("{\"n\":" + key.substring(4) + "}");
                          AtomicInteger times =
                              received.computeIfAbsent(key, any -> new AtomicInteger());
                          behaviour.answer(request, key, times.incrementAndGet());
                        }))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private static void reply(HttpServerRequest request, int status, String body) {
    request.response().setStatusCode(status).end(body);
  }

  /** Also by one client, who takes turns, so that what one answered meets what another knows. */
  @Test
  void shouldAskEachOfSeveralServers() throws Exception {
    List<URI> servers = new ArrayList<>();
    List<AtomicInteger> asked = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      AtomicInteger count = new AtomicInteger();
      asked.add(count);
      servers.add(
          serve(
              (request, key, time) -> {
                count.incrementAndGet();
                reply(request, 200, "for " + key);
              }));
    }
    for (int clients : new int[] {1, 2, 7}) {
      Counted script = new Counted(servers.getFirst(), 300);
      new Crowd(servers, Crowd.Terms.closedLoop(clients), script).run();
      assertThat(script.answers).hasSize(300);
      assertThat(asked).allMatch(count -> count.getAndSet(0) > 30);
    }
  }

  /** Whoever's server fails asks another, and comes back after a while. */
  @Test
  void shouldAskElsewhereWhileAServerFails() throws Exception {
    AtomicInteger failures = new AtomicInteger();
    AtomicInteger answers = new AtomicInteger();
    URI failing =
        serve(
            (request, key, time) -> {
              if (failures.get() < 4) {
                failures.incrementAndGet();
                reply(request, 503, "{\"code\":\"unavailable\"}");
              } else {
                answers.incrementAndGet();
                reply(request, 200, "for " + key);
              }
            });
    URI good = serve((request, key, time) -> reply(request, 200, "for " + key));
    Counted script = new Counted(good, 300);
    Crowd crowd = new Crowd(List.of(failing, good), Crowd.Terms.closedLoop(4).at(60), script);
    crowd.run();
    assertThat(script.answers).hasSize(300);
    assertThat(failures.get()).isEqualTo(4);
    assertThat(answers.get()).as("answers of the server that recovered").isPositive();
    assertThat(script.slowestNanos).isLessThan(TimeUnit.SECONDS.toNanos(1));
  }
}
