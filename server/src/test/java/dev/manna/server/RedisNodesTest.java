package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manna.server.child.ServerProcess;
import dev.manna.simulation.net.RedisProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three processes that share a log in Redis, under load, while one after the other fails. */
final class RedisNodesTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final long A_TENTH_NANOS = 100_000_000;
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final int STOCK = Integer.getInteger("manna.nodes.stock", 3_000);

  /**
   * So often a node is stopped and continued, and for so long; the others are to miss it. Not in
   * each check: beside other load the others were once not in the next epoch after ten seconds.
   */
  private static final int STOPS = Integer.getInteger("manna.nodes.stops", 0);

  private static final long STOP_MILLIS = Long.getLong("manna.nodes.stop.millis", 7_000);

  /** Of more answers these are asked for again in the end. */
  private static final int REPEATED = 20_000;

  private static final int CALLERS = 8;

  @TempDir private Path folder;
  private final SharedDatabase database = SharedDatabase.fresh();
  private final List<ServerProcess> nodes = new ArrayList<>();
  private RedisProcess redis;

  /** The nodes that a balancer sends callers to. */
  private final List<ServerProcess> serving = new CopyOnWriteArrayList<>();

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger errors = new AtomicInteger();
  private volatile boolean done;

  @BeforeEach
  void begin() throws IOException {
    redis = RedisProcess.server(folder.resolve("redis"), RedisProcess.FSYNCED).start();
    for (String name : NAMES) {
      Path own = Files.createDirectory(folder.resolve(name));
      ServerProcess node = new ServerProcess(own, flags(name));
      nodes.add(node);
      node.start();
      node.awaitReady();
    }
    serving.addAll(nodes);
  }

  @AfterEach
  void end() {
    done = true;
    nodes.forEach(ServerProcess::close);
    redis.close();
  }

  private String[] flags(String node) {
    return new String[] {
      "--log",
      redis.uri(),
      "--log-database",
      database.log(),
      "--log-database-user",
      "postgres",
      "--ledger",
      database.ledger(),
      "--ledger-user",
      "postgres",
      "--node",
      node,
      "--snapshot-events",
      "500",
      "--leave-seconds",
      "2"
    };
  }

  private static Caller caller(ServerProcess node) {
    return new Caller(node.uri().getPort());
  }

  @Test
  void shouldGiveExactlyWhatThereIsWhateverFails() throws Exception {
    caller(nodes.get(0))
        .put(
            "/v1/campaigns/hot",
            "{\"kind\":\"sale\",\"skus\":[{\"id\":\"phone\",\"stock\":" + STOCK + "}]}")
        .is(201);
    List<Thread> crowd = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      crowd.add(Thread.startVirtualThread(this::claimOn));
    }
    awaitMore(300);
    stopOneWithoutAnError(nodes.get(2));
    killOne(nodes.get(1));
    for (int i = 0; i < STOPS; i++) {
      stopAndContinue(nodes.get(i % nodes.size()));
    }
    killRedis();
    while (!answers.containsValue("409")) {
      awaitMore(300);
    }
    awaitMore(300);
    done = true;
    for (Thread each : crowd) {
      each.join();
    }
    assertWhatWasTold();
    assertThatOneNodeAloneGoesOn();
  }

  private void awaitMore(int claims) {
    int wanted = answers.size() + claims;
    await().atMost(LONG).until(() -> answers.size() >= wanted);
  }

  /** SIGTERM: a balancer looks, and sends nobody there any more before it is gone. */
  private void stopOneWithoutAnError(ServerProcess node) {
    Thread stopping = Thread.startVirtualThread(node::stop);
    await().atMost(LONG).until(() -> caller(node).get("/health/ready").status() == 503);
    serving.remove(node);
    awaitMore(200);
    await().atMost(LONG).until(() -> !stopping.isAlive());
    assertThat(node.lastWords()).contains("left at position").doesNotContain("did not hold");
    assertThat(errors.get()).as("errors that clients met").isZero();
    node.start();
    node.awaitReady();
    serving.add(node);
  }

  private void killOne(ServerProcess node) {
    node.kill();
    serving.remove(node);
    awaitMore(200);
    node.start();
    node.awaitReady();
    serving.add(node);
  }

  /** SIGSTOP: the others answer all the time, and go on without it; it comes to them again. */
  private void stopAndContinue(ServerProcess node) {
    long epoch = epoch();
    serving.remove(node);
    node.suspend();
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
    await().atMost(SOON).until(() -> epoch() > epoch);
    while (System.nanoTime() < until) {
      int before = answers.size();
      await().atMost(SOON).until(() -> answers.size() > before);
      LockSupport.parkNanos(A_TENTH_NANOS);
    }
    node.resume();
    awaitAnAnswerOf(node);
    serving.add(node);
    awaitMore(200);
  }

  /** Where the log has gone on too far without it, it ends, and is started again. */
  private void awaitAnAnswerOf(ServerProcess node) {
    String key = "back" + next.getAndIncrement();
    await()
        .atMost(LONG)
        .until(
            () -> {
              if (hasEnded(node)) {
                assertThat(node.lastWords())
                    .containsAnyOf("removed while this node was silent", "it was held up");
                node.start();
                node.awaitReady();
              }
              String answer = claim(key, node);
              if (!answer.isEmpty()) {
                answers.put(key, answer);
              }
              return !answer.isEmpty();
            });
  }

  private static boolean hasEnded(ServerProcess node) {
    try {
      node.mustRun();
      return false;
    } catch (Complaint e) {
      return true;
    }
  }

  private void killRedis() {
    long epoch = epoch();
    redis.kill();
    redis.start();
    await().atMost(LONG).until(() -> epoch() > epoch);
    awaitMore(200);
  }

  private long epoch() {
    return Long.parseLong(redis.ask("HGET", "manna:{manna}:meta", "epoch"));
  }

  /** Each is sent again, somewhere, until somebody says what became of it. */
  private void claimOn() {
    while (!done) {
      String key = "k" + next.getAndIncrement();
      String answer = "";
      while (answer.isEmpty()) {
        List<ServerProcess> now = List.copyOf(serving);
        answer = claim(key, now.get(ThreadLocalRandom.current().nextInt(now.size())));
        if (answer.isEmpty()) {
          errors.incrementAndGet();
        }
      }
      answers.put(key, answer);
    }
  }

  private static String claim(String key, ServerProcess node) {
    String body = "{\"user\":\"u" + key + "\",\"lines\":[{\"sku\":\"phone\",\"quantity\":1}]}";
    try {
      Caller.Got got = caller(node).claim("hot", key, body);
      return switch (got.status()) {
        case 200 -> got.body();
        case 409 -> "409";
        default -> "";
      };
    } catch (UncheckedIOException e) {
      return "";
    }
  }

  private void assertWhatWasTold() {
    long granted = answers.values().stream().filter(each -> !each.equals("409")).count();
    assertThat(granted).isEqualTo(STOCK);
    int[] node = {0};
    answers.entrySet().stream()
        .limit(REPEATED)
        .forEach(
            each ->
                assertThat(claim(each.getKey(), nodes.get(node[0]++ % 3)))
                    .isEqualTo(each.getValue()));
    for (ServerProcess each : nodes) {
      String pools = caller(each).get("/v1/campaigns/hot/pools").is(200).body();
      assertThat(pools).contains("\"available\":0").contains("\"given\":" + STOCK);
    }
    awaitBooks();
    assertThat(database.rows("SELECT count(*) FROM grants")).containsExactly("" + STOCK);
    assertThat(database.rows("SELECT count(DISTINCT claim_key) FROM claims"))
        .isEqualTo(database.rows("SELECT count(*) FROM claims"));
  }

  private void awaitBooks() {
    await()
        .atMost(LONG)
        .until(() -> database.rows("SELECT position FROM positions").equals(ends()));
  }

  private List<String> ends() {
    return List.of(redis.ask("HGET", "manna:{manna}:meta", "position"));
  }

  /** It moves the books now, of a log whose beginning was removed before it was started. */
  private void assertThatOneNodeAloneGoesOn() {
    await()
        .atMost(LONG)
        .until(() -> !redis.ask("HGET", "manna:{manna}:meta", "trimmed").equals("0"));
    nodes.get(2).kill();
    nodes.get(2).start();
    nodes.get(2).awaitReady();
    nodes.get(0).kill();
    nodes.get(1).kill();
    String wheel = "{\"kind\":\"lottery\",\"prizes\":[{\"id\":\"a\",\"weight\":1,\"stock\":9}]}";
    await()
        .atMost(LONG)
        .untilAsserted(() -> caller(nodes.get(2)).put("/v1/campaigns/last", wheel).is(201));
    awaitBooks();
  }
}
