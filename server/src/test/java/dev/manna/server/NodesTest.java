package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manna.server.child.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three processes that share one log: whoever is asked, and whoever dies. */
final class NodesTest {
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final int STOCK = 2_000;
  private static final int CLAIMS = 3_000;
  private static final int CALLERS = 12;

  @TempDir private Path folder;
  private final SharedDatabase database = SharedDatabase.fresh();
  private final List<ServerProcess> nodes = new ArrayList<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();

  @BeforeEach
  void begin() throws IOException {
    for (String name : NAMES) {
      Path own = Files.createDirectory(folder.resolve(name));
      ServerProcess node = new ServerProcess(own, database.flags(name));
      nodes.add(node);
      node.start();
    }
    nodes.forEach(ServerProcess::awaitReady);
  }

  @AfterEach
  void end() {
    nodes.forEach(ServerProcess::close);
  }

  private Caller caller(int node) {
    return new Caller(nodes.get(node).uri().getPort());
  }

  @Test
  void shouldGiveExactlyWhatThereIsWhoeverIsAskedAndWhoeverDies() throws Exception {
    caller(0)
        .put(
            "/v1/campaigns/hot",
            "{\"kind\":\"sale\",\"skus\":[{\"id\":\"phone\",\"stock\":" + STOCK + "}]}")
        .is(201);
    List<Thread> crowd = new ArrayList<>();
    CountDownLatch half = new CountDownLatch(CLAIMS / 3);
    for (int i = 0; i < CALLERS; i++) {
      crowd.add(Thread.startVirtualThread(() -> claim(half)));
    }
    half.await();
    nodes.get(2).kill();
    for (Thread each : crowd) {
      each.join();
    }
    assertThat(answers).hasSize(CLAIMS);
    assertThat(answers.values()).allMatch(each -> each.matches("(?s)(200|409) .*"));
    assertThat(answers.values().stream().filter(each -> each.startsWith("200 "))).hasSize(STOCK);
    assertThat(unanswered.get()).as("the dead node left somebody without an answer").isPositive();
    nodes.get(2).start();
    nodes.get(2).awaitReady();
    answers.keySet().stream().limit(500).forEach(key -> assertRepeated(key, 2));
    awaitBooks();
    assertThat(database.rows("SELECT count(*) FROM grants")).containsExactly("" + STOCK);
    for (int i = 0; i < nodes.size(); i++) {
      String pools = caller(i).get("/v1/campaigns/hot/pools").is(200).body();
      assertThat(pools).contains("\"available\":0").contains("\"given\":" + STOCK);
    }
    assertThat(writers()).as("who appended").hasSizeGreaterThanOrEqualTo(3);
  }

  /** Wherever they are moved now, the books come to the log's end. */
  private void awaitBooks() {
    List<String> end = database.rows("SELECT max(position) FROM manna_log");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> database.rows("SELECT position FROM positions").equals(end));
  }

  /** Which node was first to register, and so moves the books. */
  private int first() {
    String name = database.rows("SELECT node FROM manna_node ORDER BY registered").getFirst();
    return NAMES.indexOf(name.substring(0, 1));
  }

  /** Whoever waits for the books is answered once they have it, whichever node writes them. */
  @Test
  void shouldKeepBooksOnceAndGoOnWhenTheNodeDiesThatDoes() throws Exception {
    int dying = first();
    int living = (dying + 1) % 3;
    caller(living)
        .put(
            "/v1/campaigns/booked",
            "{\"kind\":\"lottery\",\"acks\":\"ledger\","
                + "\"prizes\":[{\"id\":\"a\",\"weight\":1,\"stock\":150}]}");
    List<Thread> crowd = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      crowd.add(Thread.startVirtualThread(() -> drawBooked(each -> (dying + 1 + each % 2) % 3)));
    }
    await().until(() -> answers.size() > 50);
    nodes.get(dying).kill();
    for (Thread each : crowd) {
      each.join();
    }
    awaitBooks();
    assertThat(database.rows("SELECT count(*) FROM grants")).containsExactly("150");
    assertThat(database.rows("SELECT count(*) FROM claims")).containsExactly("150");
    String position = database.rows("SELECT position FROM positions").getFirst();
    for (int node : new int[] {living, (dying + 2) % 3}) {
      caller(node).get("/v1/books?position=" + position).is(200);
    }
  }

  /** Draws until nothing is left; each answer was in the books before it left. */
  private void drawBooked(IntUnaryOperator chosen) {
    for (int i = next.getAndIncrement(); i < 200; i = next.getAndIncrement()) {
      String key = "d" + i;
      Caller caller = caller(chosen.applyAsInt(i));
      Caller.Got got;
      do {
        got = caller.claim("booked", key, "{\"user\":\"" + key + "\"}");
      } while (got.status() == 202 || got.status() == 503);
      if (got.status() == 200) {
        String booked = "SELECT count(*) FROM claims WHERE claim_key = '" + key + "'";
        assertThat(database.rows(booked)).containsExactly("1");
      }
      answers.put(key, got.status() + " " + got.body());
    }
  }

  private List<String> writers() {
    return database.rows("SELECT DISTINCT writer FROM manna_log");
  }

  /** Each claim is sent to one node and then, as it is, to another. */
  private void claim(CountDownLatch half) {
    for (int i = next.getAndIncrement(); i < CLAIMS; i = next.getAndIncrement()) {
      String key = "k" + i;
      int first = ThreadLocalRandom.current().nextInt(nodes.size());
      String answer = claimed(key, first);
      if (answer.isEmpty()) {
        unanswered.incrementAndGet();
        answer = claimed(key, 0);
      }
      answers.put(key, answer);
      assertRepeated(key, first == 0 ? 1 : 0);
      half.countDown();
    }
  }

  /** Granted or not, it stays so: what was refused because all was gone is refused again. */
  private void assertRepeated(String key, int node) {
    String before = String.valueOf(answers.get(key));
    String again = claimed(key, node);
    if (before.startsWith("200 ")) {
      assertThat(again).isEqualTo(before);
    } else {
      assertThat(again).startsWith("409 ");
    }
  }

  private String claimed(String key, int node) {
    String body = "{\"user\":\"u" + key + "\",\"lines\":[{\"sku\":\"phone\",\"quantity\":1}]}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(nodes.get(node).uri() + "/v1/campaigns/hot/claims"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      Caller.Got got = caller(node).send(request);
      return got.status() + " " + got.body();
    } catch (UncheckedIOException e) {
      return "";
    }
  }

  @Test
  void shouldShowToReadersWhatTheyHaveSeenElsewhere() {
    for (int i = 0; i < 60; i++) {
      String campaign = "c" + i;
      caller(i % 3)
          .put(
              "/v1/campaigns/" + campaign,
              "{\"kind\":\"lottery\",\"prizes\":[{\"id\":\"a\",\"weight\":1,\"stock\":9}]}")
          .is(201);
      // Nobody hears that there is none of what another node has just made.
      Caller.Got claim = caller((i + 1) % 3).claim(campaign, "k", "{\"user\":\"ann\"}").is(200);
      String position = claim.header("Manna-Position");
      Caller.Got wallet =
          caller((i + 2) % 3)
              .send("GET", "/v1/users/ann/grants?limit=100", null, "Manna-Position", position)
              .is(200);
      assertThat(wallet.body()).contains("{\"id\":\"" + campaign + ".1\"");
      assertThat(Long.parseLong(wallet.header("Manna-Position")))
          .isGreaterThanOrEqualTo(Long.parseLong(position));
    }
  }
}
