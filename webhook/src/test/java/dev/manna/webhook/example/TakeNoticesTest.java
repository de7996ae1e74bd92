package dev.manna.webhook.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

/** The example works, and the guide shows it as it is. */
class TakeNoticesTest {
  /** Of the libraries of Standard Webhooks. */
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
  private static final long SECONDS = 1_614_265_330;

  private static Headers headers(String timestamp, String signature) {
    Headers headers = new Headers();
    headers.set("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek");
    headers.set("webhook-timestamp", timestamp);
    headers.set("webhook-signature", signature);
    return headers;
  }

  @Test
  void shouldTakeWhatIsSignedOnce() throws GeneralSecurityException {
    TakeNotices notices = new TakeNotices(SECRET);
    Headers good = headers("1614265330", "v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    assertThat(notices.take(good, BODY, SECONDS + 299)).isEqualTo(204);
    assertThat(notices.take(good, BODY, SECONDS)).isEqualTo(204);
    assertThat(notices.taken()).isEqualTo(1);
    assertThat(notices.take(good, BODY, SECONDS + 301)).isEqualTo(401);
    assertThat(notices.take(good, "{}".getBytes(UTF_8), SECONDS)).isEqualTo(401);
    assertThat(notices.take(new Headers(), BODY, SECONDS)).isEqualTo(401);
    assertThat(notices.take(headers("x", "v1,AAAA"), BODY, SECONDS)).isEqualTo(401);
    assertThat(notices.taken()).isEqualTo(1);
  }

  @Test
  void shouldStandInTheGuide() throws Exception {
    String source =
        Files.readString(Path.of("src/test/java/dev/manna/webhook/example/TakeNotices.java"));
    int begin = source.indexOf("  int take(");
    String heart = source.substring(begin, source.indexOf("\n  }\n", begin) + 4).stripIndent();
    assertThat(Files.readString(Path.of("../docs/guide/webhooks.md"))).contains(heart);
  }
}
