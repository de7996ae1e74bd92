package dev.manna.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.Caller;
import dev.manna.server.Caller.Got;
import dev.manna.server.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Orders that wait, on a whole server. */
final class WaitRoutesTest {
  private static final RunningServer SERVER = new RunningServer();
  private static final Caller CALLER = SERVER.caller();

  private static final String ONE = "\"lines\":[{\"sku\":\"a\",\"quantity\":1}]";
  private static final String WAITS = ONE + ",\"holdSeconds\":60,\"waitSeconds\":600}";

  @BeforeAll
  static void open() {
    Got created =
        CALLER.put(
            "/v1/campaigns/queue",
            """
            {"kind":"sale","skus":[{"id":"a","stock":0}],\
            "waitlist":{"entries":2,"longestSeconds":3600}}\
            """);
    assertThat(created.is(201).json().path("definition").toString())
        .contains("\"waitlist\":{\"entries\":2,\"longestSeconds\":3600}");
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static void restock() {
    CALLER.post("/v1/campaigns/queue/adjustments", "{\"item\":\"a\",\"quantity\":1}").is(200);
  }

  @Test
  void shouldWaitBeServedAndLeave() {
    Got first = CALLER.claim("queue", "k", "{\"user\":\"u1\"," + WAITS).is(200);
    assertThat(first.json().path("outcome").asString()).isEqualTo("waiting");
    assertThat(first.json().path("grants")).isEmpty();
    assertThat(first.json().has("waitsUntil")).isTrue();
    CALLER.claim("queue", "k", "{\"user\":\"u2\"," + WAITS).is(200);
    CALLER.claim("queue", "k", "{\"user\":\"u3\"," + WAITS).is(409, "sold-out");
    Got second = CALLER.get("/v1/claims/queue/u2/k").is(200);
    assertThat(second.json().path("waiting").toString())
        .isEqualTo("{\"state\":\"in-line\",\"ahead\":1}");
    restock();
    CALLER.claim("queue", "k", "{\"user\":\"u3\"," + ONE + "}").is(409, "all-held");
    Got served = CALLER.get("/v1/claims/queue/u1/k").is(200);
    assertThat(served.json().at("/waiting/state").asString()).isEqualTo("served");
    assertThat(served.json().at("/grants/0/state").asString()).isEqualTo("held");
    assertThat(CALLER.claim("queue", "k", "{\"user\":\"u1\"," + WAITS).body())
        .isEqualTo(first.body());
    Got left = CALLER.send("DELETE", "/v1/claims/queue/u2/k", null).is(200);
    assertThat(left.json().at("/waiting/state").asString()).isEqualTo("left");
    Got again = CALLER.send("DELETE", "/v1/claims/queue/u2/k", null).is(200);
    assertThat(again.body()).isEqualTo(left.body());
    CALLER.send("DELETE", "/v1/claims/queue/u3/k", null).is(404, "unknown-claim");
    assertThat(CALLER.get("/v1/claims/queue/u1/k/receipt").is(200).json().has("ticket")).isTrue();
  }

  @Test
  void shouldSayWhatCannotWait() {
    CALLER.claim("queue", "m", "{\"user\":\"u9\",\"waitSeconds\":9}").is(400, "malformed");
    CALLER
        .claim("queue", "m", "{\"user\":\"u9\",\"cart\":true,\"waitSeconds\":9}")
        .is(400, "malformed");
    CALLER
        .claim(
            "queue", "m", "{\"user\":\"u9\"," + ONE + ",\"locations\":[\"x\"],\"waitSeconds\":9}")
        .is(400, "malformed");
    CALLER
        .claim("queue", "m", "{\"user\":\"u9\"," + ONE + ",\"waitSeconds\":3601}")
        .is(400, "malformed");
    CALLER
        .claim("queue", "m", "{\"user\":\"u9\"," + ONE + ",\"waitSeconds\":0}")
        .is(400, "malformed");
  }
}
