package dev.manna.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
  static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final String NEW = "whsec_plJ3nmyCDGBKInavdOK15jslplJ3nmyCDGBKInavdOK15jsl";

  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final long SECONDS = 1_614_265_330;

  private static Map<String, String> headers(String secrets) {
    return Signature.headers(Secret.read(secrets), ID, SECONDS * 1_000 + 999, BODY);
  }

  /** The example that the libraries of Standard Webhooks test themselves with. */
  @Test
  void shouldSignAsStandardWebhooksDoes() {
    assertThat(headers(OLD))
        .isEqualTo(
            Map.of(
                "webhook-id", ID,
                "webhook-timestamp", "1614265330",
                "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
  }

  @Test
  void shouldSatisfyWhoeverKnowsOneOfTwoSecrets() {
    String signatures =
        headers("# until May\n" + OLD + "\n\n" + NEW + "\n").get("webhook-signature");
    for (String secret : List.of(OLD, NEW)) {
      assertThat(accepts(secret, ID, SECONDS, signatures, BODY)).isTrue();
    }
    assertThat(accepts(NEW, ID, SECONDS, headers(OLD).get("webhook-signature"), BODY)).isFalse();
  }

  @Test
  void shouldBindIdTimeAndBody() {
    String signatures = headers(OLD).get("webhook-signature");
    assertThat(accepts(OLD, ID + "1", SECONDS, signatures, BODY)).isFalse();
    assertThat(accepts(OLD, ID, SECONDS + 1, signatures, BODY)).isFalse();
    assertThat(accepts(OLD, ID, SECONDS, signatures, "{\"test\": 2432232315}".getBytes(UTF_8)))
        .isFalse();
  }

  private static boolean accepts(
      String secret, String id, long seconds, String signatures, byte[] body) {
    return new Verifier(secret)
        .accepts(id, Long.toString(seconds), signatures, body, SECONDS * 1_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing yet",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa==",
        "whsec_!!!!9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        OLD + "\n" + NEW + "\n" + OLD,
      })
  void shouldRefuseOtherSecretsWithoutShowingThem(String text) {
    assertThatThrownBy(() -> Secret.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one or two lines are allowed, each whsec_ and the base64 of 24 to")
        .hasNoCause()
        .message()
        .doesNotContain("LPZIo2");
  }
}
