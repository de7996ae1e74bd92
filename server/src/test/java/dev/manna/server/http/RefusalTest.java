package dev.manna.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.server.Caller;
import dev.manna.server.Caller.Got;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How each refusal leaves the server, and that the reference says the same. */
final class RefusalTest {
  private static final ScriptedApi API =
      new ScriptedApi(
          ScriptedApi.SETTINGS, request -> Reply.Refused.of(Refusal.MALFORMED, "no script"));

  private static final Caller CALLER = new Caller(API.port());

  private static final Map<Refusal, Integer> STATUS = new EnumMap<>(Refusal.class);

  static {
    for (Refusal refusal : Refusal.values()) {
      STATUS.put(refusal, 409);
    }
    STATUS.put(Refusal.MALFORMED, 400);
    STATUS.put(Refusal.WRONG_RECEIPT, 400);
    STATUS.put(Refusal.UNKNOWN_CAMPAIGN, 404);
    STATUS.put(Refusal.UNKNOWN_GRANT, 404);
    STATUS.put(Refusal.UNKNOWN_CLAIM, 404);
    STATUS.put(Refusal.UNKNOWN_CHANGE, 404);
    STATUS.put(Refusal.VERSION_CONFLICT, 428);
    STATUS.put(Refusal.KEY_REUSED, 422);
    STATUS.put(Refusal.COOLING_DOWN, 429);
    STATUS.put(Refusal.TOO_BUSY, 429);
    STATUS.put(Refusal.UNAVAILABLE, 503);
  }

  @AfterAll
  static void close() {
    API.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "VERSION_CONFLICT")
  void shouldAnswerEachRefusalAsAProblem(Refusal refusal) {
    API.engine.answer(request -> Reply.Refused.of(refusal, "what was \"in\" the way"));
    Got got = CALLER.claim("wheel", "k", "{\"user\":\"u\",\"draws\":1}");
    got.is(STATUS.get(refusal), refusal.code());
    assertThat(got.json().path("title").asString()).isEqualTo(refusal.sentence());
    assertThat(got.detail()).isEqualTo("what was \"in\" the way");
    assertThat(got.json().has("retryAfterMillis")).isFalse();
    assertThat(got.json().has("shortfalls")).isFalse();
    boolean waits =
        List.of(Refusal.TOO_BUSY, Refusal.UNAVAILABLE, Refusal.COOLING_DOWN).contains(refusal);
    assertThat(got.header("Retry-After")).isEqualTo(waits ? "1" : "");
  }

  @Test
  void shouldSayWhenToComeBack() {
    API.engine.answer(request -> new Reply.Refused(Refusal.COOLING_DOWN, "wait", 4_001, List.of()));
    Got got = CALLER.claim("wheel", "k", "{\"user\":\"u\",\"draws\":1}");
    got.is(429, "cooling-down");
    assertThat(got.header("Retry-After")).isEqualTo("5");
    assertThat(got.json().path("retryAfterMillis").asLong()).isEqualTo(4_001);
  }

  @Test
  void shouldNameWhatIsShort() {
    API.engine.answer(
        request ->
            new Reply.Refused(
                Refusal.INSUFFICIENT,
                "2 short",
                0,
                List.of(new Reply.Shortfall("a", 3, 1), new Reply.Shortfall("b", 1, 0))));
    Got got =
        CALLER.claim("shop", "k", "{\"user\":\"u\",\"lines\":[{\"sku\":\"a\",\"quantity\":3}]}");
    got.is(409, "insufficient");
    assertThat(got.json().path("shortfalls").toString())
        .isEqualTo(
            """
            [{"sku":"a","asked":3,"available":1},{"sku":"b","asked":1,"available":0}]\
            """);
  }

  @Test
  void shouldTellAStaleVersionFromAMissingOne() {
    API.engine.answer(request -> Reply.Refused.of(Refusal.VERSION_CONFLICT, "it is at 3"));
    String sale = "{\"kind\":\"sale\",\"skus\":[{\"id\":\"a\",\"stock\":1}]}";
    CALLER.put("/v1/campaigns/shop", sale).is(428, "version-conflict");
    CALLER.put("/v1/campaigns/shop", sale, "If-Match", "\"2\"").is(412, "version-conflict");
  }

  @Test
  void shouldStandInTheReferenceInTheOrderOfTheLaw() throws Exception {
    StringBuilder table = new StringBuilder();
    for (Refusal refusal : Refusal.values()) {
      String status = refusal == Refusal.VERSION_CONFLICT ? "428, 412" : "" + STATUS.get(refusal);
      table.append("| `%s` | %s | %s |\n".formatted(refusal.code(), status, refusal.sentence()));
    }
    StringBuilder faults = new StringBuilder();
    for (Fault fault : Fault.values()) {
      faults.append(
          "| `%s` | %s | %s |\n".formatted(fault.code(), fault.status(), fault.sentence()));
    }
    String reference = Files.readString(Path.of("../docs/reference/http.md"));
    assertThat(reference).contains(table).contains(faults);
  }
}
