package dev.manna.log.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redis.clients.jedis.Protocol.Command.XREAD;

import dev.manna.simulation.net.RedisProcess;
import dev.manna.simulation.net.RedisSentinel;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections end, stay silent, and are closed while somebody waits. */
class LinkTest {
  private static final Script ECHO = Script.of("echo", "return {ARGV[1]}");

  private static final Duration SHORT = Duration.ofMillis(500);

  @TempDir static Path folder;
  private static RedisProcess redis;

  @BeforeAll
  static void start() {
    redis = RedisProcess.server(folder.resolve("one"), RedisProcess.FSYNCED).start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  private static Link link(String uri) {
    return Link.to(RedisLogOptions.at("any", uri), "any", Duration.ofSeconds(2));
  }

  private static String echo(Link link, String word) {
    return Script.text(link.run(ECHO, new String[0], Link.bytes(word)).getFirst());
  }

  @Test
  void shouldAskAgainWhereAConnectionHasEndedUnseen() {
    try (Link link = link(redis.uri())) {
      assertThat(echo(link, "a")).isEqualTo("a");
      redis.ask("CLIENT", "KILL", "TYPE", "normal");
      assertThat(echo(link, "b")).isEqualTo("b");
      redis.ask("CLIENT", "KILL", "TYPE", "normal");
      assertThatThrownBy(
              () -> link.runOnce(Replicas.NONE, ECHO, new String[0], Link.bytes("unsure")))
          .isInstanceOfSatisfying(Trouble.class, e -> assertKind(e, Trouble.Kind.AWAY));
      assertThat(echo(link, "c")).isEqualTo("c");
    }
  }

  private static void assertKind(Trouble e, Trouble.Kind kind) {
    assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
  }

  @Test
  void shouldNotLetOneWaitForAnother() throws Exception {
    try (Link link = link(redis.uri())) {
      CompletableFuture<Object> slow = CompletableFuture.supplyAsync(() -> sleep(link, 1_500));
      while (!redis.ask("CLIENT", "LIST").contains("cmd=xread")) {
        assertThat(slow).isNotDone();
      }
      assertThat(echo(link, "meanwhile")).isEqualTo("meanwhile");
      assertThat(slow).isNotDone();
      slow.get(10, TimeUnit.SECONDS);
    }
  }

  private static Object sleep(Link link, long millis) {
    byte[][] arguments = Arguments.of("BLOCK", millis, "STREAMS", "nothing", "0");
    return link.ask(
        server -> server.sendBlockingCommand(XREAD, arguments) == null ? "nothing" : "something");
  }

  @Test
  void shouldEndTheWaitOfWhoeverWaitsWhenItIsClosed() {
    // Its patience is longer than ours, so that nothing else ends the wait.
    RedisLogOptions any = RedisLogOptions.at("any", redis.uri());
    Link link = Link.to(any, "any", Duration.ofSeconds(60));
    CompletableFuture<Object> waits = CompletableFuture.supplyAsync(() -> sleep(link, 60_000));
    while (!redis.ask("CLIENT", "LIST").contains("cmd=xread")) {
      assertThat(waits).isNotDone();
    }
    link.close();
    assertThatThrownBy(() -> waits.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("this side is closed");
    assertThatThrownBy(() -> echo(link, "late")).hasMessageContaining("this side is closed");
  }

  @Test
  void shouldSayWhoCannotBeReached() throws Exception {
    int port = freePort();
    assertThatThrownBy(() -> link("redis://127.0.0.1:" + port))
        .hasMessage("cannot connect to 127.0.0.1:" + port + ": Connection refused")
        .isInstanceOfSatisfying(Trouble.class, e -> assertKind(e, Trouble.Kind.UNREACHED));
    assertThatThrownBy(() -> link("redis://a:b@127.0.0.1:" + redis.port()))
        .hasMessageContaining("cannot connect to 127.0.0.1:" + redis.port() + ": WRONGPASS")
        .isInstanceOfSatisfying(Trouble.class, e -> assertKind(e, Trouble.Kind.BROKEN));
  }

  @Test
  void shouldSayThatNobodyAnswersWhoConnects() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String uri = "redis://127.0.0.1:" + silent.getLocalPort();
      assertThatThrownBy(() -> Link.to(RedisLogOptions.at("any", uri), "any", SHORT))
          .isInstanceOfSatisfying(Trouble.class, e -> assertTimedOut(e, Trouble.Kind.UNREACHED));
    }
  }

  @Test
  void shouldWaitForASilentServerForItsTimeAndNotAgain() {
    try (RedisProcess still =
            RedisProcess.server(folder.resolve("still"), RedisProcess.FSYNCED).start();
        Link link = Link.to(RedisLogOptions.at("any", still.uri()), "any", SHORT)) {
      assertThat(echo(link, "a")).isEqualTo("a");
      still.suspend();
      long began = System.nanoTime();
      assertThatThrownBy(() -> echo(link, "anybody?"))
          .isInstanceOfSatisfying(Trouble.class, e -> assertTimedOut(e, Trouble.Kind.AWAY));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SHORT.multipliedBy(2));
      still.resume();
      assertThat(echo(link, "b")).as("on another connection").isEqualTo("b");
    }
  }

  private static void assertTimedOut(Trouble e, Trouble.Kind kind) {
    assertKind(e, kind);
    assertThat(e.waitedMillis(300)).isEqualTo(300);
  }

  @Test
  void shouldAskTheNextSentinelWhereOneIsAway() throws Exception {
    try (RedisSentinel all = RedisSentinel.start(folder.resolve("s"), RedisProcess.FSYNCED)) {
      String first = "redis-sentinel://127.0.0.1:" + freePort();
      String servers = all.uri().replaceFirst("redis-sentinel://", "");
      try (Link link = link(first + "," + servers)) {
        assertThat(echo(link, "found")).isEqualTo("found");
      }
      assertThatThrownBy(() -> link(all.uri().replaceFirst("#.*", "#nobody")))
          .hasMessageContaining("watches no master called nobody");
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
