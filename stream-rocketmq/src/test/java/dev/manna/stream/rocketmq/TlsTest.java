package dev.manna.stream.rocketmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.feed.Feed;
import dev.manna.simulation.CrowdLog;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A connection that is encrypted. The proxy shows a certificate that it has made itself, which
 * nobody should trust; RocketMQ's client does not look at it, whatever it is.
 */
final class TlsTest {
  private static final CrowdLog LOG = CrowdLog.of(7, 300);

  @TempDir private Path folder;

  @Test
  void shouldSendEncryptedToWhoeverAnswers() throws Exception {
    RocketMqTarget plain = SharedBroker.topic("FIFO");
    assertThatThrownBy(() -> shakeHands(SharedBroker.broker().port()))
        .as("what looks at certificates refuses it")
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("PKIX path building failed");
    RocketMqTarget.Access encrypted = new RocketMqTarget.Access(true, "", null, null);
    RocketMqTarget target = new RocketMqTarget(plain.proxy(), plain.topic(), encrypted);
    RocketMqSink sink =
        new RocketMqSink(
            target,
            PositionFile.of(target, folder),
            LOG,
            System::nanoTime,
            Thread.ofPlatform().daemon()::start);
    try (Feed feed = new Feed(sink, LOG, System::currentTimeMillis, 1_000, line -> {})) {
      while (feed.doWork()) {
        assertThat(feed.trouble()).isEmpty();
      }
      assertThat(feed.trouble()).isEmpty();
      assertThat(feed.lag()).isZero();
    }
    Set<Long> sent =
        SharedBroker.broker().read(target.topic()).stream()
            .map(each -> each.properties().replaceFirst(".*;position=([0-9]+).*", "$1"))
            .map(Long::parseLong)
            .collect(Collectors.toSet());
    assertThat(sent)
        .isEqualTo(LongStream.rangeClosed(1, LOG.position()).boxed().collect(Collectors.toSet()));
  }

  /** As the JDK's own clients do. */
  private static void shakeHands(int port) throws Exception {
    try (SSLSocket socket =
        (SSLSocket) SSLSocketFactory.getDefault().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket.startHandshake();
    }
  }
}
