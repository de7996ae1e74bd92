package dev.manna.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.Happened;
import dev.manna.core.feed.Marks;
import dev.manna.core.wire.EventCodec;
import dev.manna.server.child.Crash;
import dev.manna.server.child.ServerProcess;
import dev.manna.server.crowd.Crowd;
import dev.manna.server.crowd.CrowdThread;
import dev.manna.server.crowd.Operator;
import dev.manna.server.crowd.Requests;
import dev.manna.server.demo.Giveaways.Kind;
import dev.manna.server.proof.StoppedLog;
import dev.manna.stream.Message;
import dev.manna.stream.Messages;
import dev.manna.stream.rocketmq.broker.RocketMq;
import dev.manna.stream.rocketmq.broker.RocketMq.Stored;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real server, killed again and again while it sends to RocketMQ and to a web server. */
@Timeout(300)
final class KilledFollowersTest {
  private static final int KILLS = Integer.getInteger("manna.followers.kills", 6);
  private static final long SEED = Long.getLong("manna.followers.seed", 8L);
  private static final int USERS = 500;
  private static final int CLIENTS = 8;

  /** A campaign's stream is as fast as one round trip after the other. */
  private static final int CLAIMS_A_SECOND = 200;

  /** So long at most a server lives after its first answer. */
  private static final int LIVES_MILLIS = 1_500;

  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final SplittableRandom random = new SplittableRandom(SEED);
  private HttpServer receiver;
  private RocketMq broker;

  @BeforeEach
  void begin() throws IOException {
    broker = RocketMq.start();
    broker.topic("killed", "FIFO");
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    receiver.createContext(
        "/hook",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            notices.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            exchange.sendResponseHeaders(204, -1);
          }
        });
    receiver.start();
  }

  @AfterEach
  void end() {
    receiver.stop(0);
    broker.close();
  }

  private ServerProcess server() throws IOException {
    String at = "127.0.0.1:" + receiver.getAddress().getPort();
    Path secret = folder.resolve("shop.secret");
    Files.writeString(secret, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
    String text =
        """
        webhooks:
          allow: ["%s"]
          inside: [127.0.0.0/8]
          hooks:
            - name: shop
              url: http://%s/hook
              secrets: %s
              perSecond: 10000
              ordered: true
              from: start
        """
            .formatted(at, at, secret);
    Path settings = Files.writeString(folder.resolve("settings.yaml"), text);
    String[] flags = {
      "--config",
      settings.toString(),
      "--segment-mib",
      "1",
      "--reserve-mib",
      "0",
      "--ledger",
      "none",
      "--rocketmq",
      broker.endpoint(),
      "--rocketmq-topic",
      "killed"
    };
    return new ServerProcess(folder, flags);
  }

  @Test
  void shouldTellEachEventHoweverOftenItIsKilled() throws Exception {
    try (ServerProcess server = server()) {
      server.start();
      server.awaitReady();
      load(server);
      await().atMost(LONG).until(() -> isCaughtUp(server.uri()));
      server.stop();
      List<Message> log = messages(server.data());
      assertThat(log).as("seed %d", SEED).hasSizeGreaterThan(KILLS * 20);
      compareBroker(log);
      compareNotices(log);
    }
  }

  private void load(ServerProcess server) throws Exception {
    Giveaways giveaways = new Giveaways(USERS);
    try (Operator operator = new Operator(server.uri())) {
      for (Kind kind : Kind.values()) {
        operator.define(kind.campaign, giveaways.definition(kind));
      }
    }
    DemoScript script = new DemoScript(new Wishes(new Requests(server.uri()), USERS));
    Crowd.Terms terms = Crowd.Terms.closedLoop(CLIENTS).at(CLAIMS_A_SECOND);
    Crowd crowd = new Crowd(server.uri(), terms, script);
    try (CrowdThread thread = new CrowdThread(crowd)) {
      for (int kill = 0; kill < KILLS; kill++) {
        Thread.sleep(random.nextInt(LIVES_MILLIS));
        Crash.of(server, crowd, thread::check);
      }
      crowd.stop();
      thread.join();
    }
  }

  /** Both have what there is, and no notice waits. */
  private static boolean isCaughtUp(URI server) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest ask = HttpRequest.newBuilder(server.resolve("/health/ready")).build();
      String said = client.send(ask, HttpResponse.BodyHandlers.ofString()).body();
      return said.matches(".*\"name\":\"rocketmq\"[^}]*\"behindEvents\":0\\D.*")
          && said.matches(".*\"name\":\"webhook-shop\"[^}]*\"behindEvents\":0\\D.*")
          && said.matches(".*\"webhooks\":\\[\\{[^}]*\"pending\":0\\D.*");
    }
  }

  private static List<Message> messages(Path data) {
    try (StoppedLog log = StoppedLog.open(data)) {
      List<Happened> events = new ArrayList<>();
      log.read(
          batch -> {
            EventCodec.read(
                batch,
                EventCodec.Claimants.NAMES_ONLY,
                (event, at) -> events.add(new Happened(at, batch.timeMillis(), event)));
            return true;
          });
      Bookmark end = new Bookmark(Marks.identity(log.asLog()), log.position(), 0);
      return new Messages(log.asLog(), Messages.MOST_BYTES)
          .of(new Chunk(Bookmark.START, end, events));
    }
  }

  private static Map<String, List<Long>> byKey(List<Message> messages) {
    Map<String, List<Long>> positions = new TreeMap<>();
    for (Message each : messages) {
      positions.computeIfAbsent(each.key(), key -> new ArrayList<>()).add(each.position());
    }
    return positions;
  }

  /** At least once, byte for byte, and of each campaign the first times are in order. */
  private void compareBroker(List<Message> log) {
    Map<String, LinkedHashSet<Long>> first = new TreeMap<>();
    List<Stored> stored = broker.read("killed");
    for (Stored each : stored) {
      long position =
          Long.parseLong(each.properties().replaceFirst(".*;position=([0-9]+).*", "$1"));
      first.computeIfAbsent(each.group(), group -> new LinkedHashSet<>()).add(position);
      assertThat(each.body().getBytes(UTF_8)).isEqualTo(log.get((int) position - 1).body());
    }
    Map<String, List<Long>> found = new TreeMap<>();
    first.forEach((group, positions) -> found.put(group, List.copyOf(positions)));
    assertThat(found).as("seed %d", SEED).isEqualTo(byKey(log));
    System.out.printf("%d kills: %d events, %d messages%n", KILLS, log.size(), stored.size());
  }

  /** The same of what came in at the web server; one that asked for order. */
  private void compareNotices(List<Message> log) {
    Map<String, Message> ids = new TreeMap<>();
    log.forEach(message -> ids.put(message.id(), message));
    List<Message> came = new LinkedHashSet<>(notices).stream().map(ids::get).toList();
    assertThat(came).as("seed %d", SEED).doesNotContainNull().hasSameSizeAs(log);
    assertThat(byKey(came)).as("seed %d", SEED).isEqualTo(byKey(log));
    assertThat(byKey(came).values())
        .allSatisfy(each -> assertThat(each).isSortedAccordingTo(Comparator.naturalOrder()));
    System.out.printf("%d kills: %d notices%n", KILLS, notices.size());
  }
}
