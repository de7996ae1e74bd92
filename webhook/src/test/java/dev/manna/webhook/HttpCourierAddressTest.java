package dev.manna.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.webhook.Courier.Answer;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses posts go to, and whose certificates they ask for. */
class HttpCourierAddressTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final HttpCourier.Deadlines SHORT = new HttpCourier.Deadlines(2_000, 3_000);
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  @TempDir private static Path folder;

  private final Receiver receiver = Receiver.plain();

  @AfterEach
  void close() {
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

  private static Answer post(Courier courier, HookUrl url) {
    return post(courier, url, 0);
  }

  private static Answer post(Courier courier, HookUrl url, int attempt) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    courier.post(url, Map.of("webhook-id", "1"), "{}".getBytes(UTF_8), attempt, answer::complete);
    return answer.orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static String why(Answer answer) {
    return ((Answer.Failed) answer).why();
  }

  /** Names that lead inside: none of them is connected to. */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1", "0.0.0.0"})
  void shouldNotGoInsideWhateverANameSays(String address) {
    InetAddress inside = InetAddress.ofLiteral(address);
    HookUrl url = HookUrl.parse("https://hooks.test:" + receiver.port() + "/");
    Courier courier = courier(AllowList.NOTHING, host -> List.of(inside), null);
    assertThat(why(post(courier, url))).contains("which is not public");
    assertThat(receiver.posts()).isEmpty();
  }

  /** Another address each time it is asked: what is connected to is what was looked at. */
  @Test
  void shouldConnectToTheAddressThatItHasLookedAt() {
    InetAddress allowed = InetAddress.ofLiteral("127.0.0.2");
    AtomicInteger asked = new AtomicInteger();
    Resolver rebinding = host -> List.of(asked.getAndIncrement() % 2 == 0 ? allowed : HERE);
    try (Receiver right = Receiver.at(allowed, null)) {
      HookUrl url = HookUrl.parse("http://hooks.test:" + right.port() + "/");
      Courier courier = courier(inside("127.0.0.2/32"), rebinding, null);
      assertThat(post(courier, url)).isEqualTo(new Answer.Answered(204));
      assertThat(why(post(courier, url))).contains("127.0.0.1, which is no inside network");
      assertThat(asked.get()).isEqualTo(2);
      assertThat(right.posts()).hasSize(1);
      assertThat(right.posts().getFirst().host()).isEqualTo("hooks.test:" + right.port());
    }
  }

  @Test
  void shouldTryTheAddressesInTurn() {
    List<InetAddress> both = List.of(InetAddress.ofLiteral("10.0.0.1"), dead(), HERE);
    Courier courier = courier(inside("127.0.0.0/8"), host -> both, null);
    HookUrl url = HookUrl.parse("http://hooks.test:" + receiver.port() + "/");
    assertThat(why(post(courier, url, 0))).startsWith("no connection to 127.0.0.3");
    assertThat(post(courier, url, 1)).isEqualTo(new Answer.Answered(204));
  }

  private static InetAddress dead() {
    return InetAddress.ofLiteral("127.0.0.3");
  }

  @Test
  void shouldTrustNobodyWhoSignsForHimself() {
    Certificate own = Certificate.of(folder, "hooks.test");
    try (Receiver tls = Receiver.at(HERE, own.context())) {
      assertThat(why(postTo(tls, null))).startsWith("no connection to 127.0.0.1: ");
      assertThat(tls.posts()).isEmpty();
      assertThat(postTo(tls, own.pem())).isEqualTo(new Answer.Answered(204));
    }
  }

  @Test
  void shouldAskForTheCertificateOfTheName() {
    Certificate other = Certificate.of(folder, "other.test");
    try (Receiver tls = Receiver.at(HERE, other.context())) {
      assertThat(why(postTo(tls, other.pem()))).startsWith("no connection to 127.0.0.1: ");
      assertThat(tls.posts()).isEmpty();
    }
  }

  private static Answer postTo(Receiver tls, @Nullable String trusted) {
    HookUrl url = HookUrl.parse("https://hooks.test:" + tls.port() + "/");
    return post(courier(inside("127.0.0.0/8"), host -> List.of(HERE), trusted), url);
  }
}
