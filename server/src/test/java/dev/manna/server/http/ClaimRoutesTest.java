package dev.manna.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.Caller;
import dev.manna.server.Caller.Got;
import dev.manna.server.OpenApi;
import dev.manna.server.RunningServer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Users' routes on a whole server. */
final class ClaimRoutesTest {
  static final List<String> WRONG_CLAIMS =
      List.of(
          "",
          "null",
          "[]",
          "\"u\"",
          "{}",
          "{\"user\":null}",
          "{\"user\":1}",
          "{\"user\":\"\"}",
          "{\"user\":\"a b\"}",
          "{\"user\":\"\u00fc\"}",
          "{\"user\":\"u\",\"draws\":0}",
          "{\"user\":\"u\",\"draws\":101}",
          "{\"user\":\"u\",\"draws\":-1}",
          "{\"user\":\"u\",\"draws\":1.0}",
          "{\"user\":\"u\",\"draws\":1e1}",
          "{\"user\":\"u\",\"draws\":99999999999999999999}",
          "{\"user\":\"u\",\"draws\":\"1\"}",
          "{\"user\":\"u\",\"draws\":true}",
          "{\"user\":\"u\",\"draws\":null}",
          "{\"user\":\"u\",\"user\":\"u\"}",
          "{\"user\":\"u\",\"use\":\"u\"}",
          "{\"user\":\"u\",\"draws\":1,\"lines\":[{\"sku\":\"a\",\"quantity\":1}]}",
          "{\"user\":\"u\",\"holdSeconds\":1}",
          "{\"user\":\"u\",\"draws\":1,\"holdSeconds\":1}",
          "{\"user\":\"u\",\"lines\":[]}",
          "{\"user\":\"u\",\"lines\":[{}]}",
          "{\"user\":\"u\",\"lines\":[{\"sku\":\"a\"}]}",
          "{\"user\":\"u\",\"lines\":[{\"sku\":\"a\",\"quantity\":0}]}",
          "{\"user\":\"u\",\"lines\":[{\"sku\":\"a\",\"quantity\":1000000001}]}",
          "{\"user\":\"u\",\"lines\":[{\"sku\":\"a\",\"quantity\":1,\"price\":1}]}",
          "{\"user\":\"u\",\"lines\":[{\"sku\":\"a\",\"quantity\":1}],\"holdSeconds\":2592001}",
          "{\"user\":\"u\"} {}",
          "{\"user\":\"u\"}]",
          "{\"user\":\"u\"",
          "{\"user\":\"u\",}",
          "{user:\"u\"}",
          "{\"user\":{\"a\":{\"b\":{}}}}");

  private static final RunningServer SERVER = new RunningServer();
  private static final Caller CALLER = SERVER.caller();

  @BeforeAll
  static void define() {
    CALLER.put(
        "/v1/campaigns/wheel",
        """
        {"kind":"lottery","prizes":[{"id":"mug","weight":1,"stock":"unlimited"}]}\
        """);
    CALLER.put(
        "/v1/campaigns/rain",
        """
        {"kind":"red-packet","currency":"CNY","budgetCents":100000,"packets":1000,
         "split":{"kind":"even"}}\
        """);
    CALLER.put(
        "/v1/campaigns/shop",
        """
        {"kind":"sale","skus":[{"id":"a","stock":100000},{"id":"b","stock":100000},
         {"id":"few","stock":1}]}\
        """);
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @Test
  void shouldLimitWhatAClaimNames() {
    String body =
        """
        {"kind":"lottery","limits":{"perWeek":3,"perMonth":4,"dimensions":[
          {"name":"device","per":"day","limit":2,"maxValues":10,"required":true}]},
         "prizes":[{"id":"mug","weight":1,"stock":"unlimited"}]}\
        """;
    assertThat(CALLER.put("/v1/campaigns/limited", body).is(201).body())
        .contains(
            "\"perWeek\":3,\"perMonth\":4,\"cooldownSeconds\":0,\"dimensions\":[{\"name\":"
                + "\"device\",\"per\":\"day\",\"limit\":2,\"maxValues\":10,\"required\":true}]");
    String one = "{\"user\":\"u1\",\"draws\":2,\"dimensions\":{\"device\":\"d-1\"}}";
    Got first = CALLER.claim("limited", "k1", one).is(200);
    CALLER.claim("limited", "k2", one.replace("u1", "u2")).is(409, "limit-reached");
    String elsewhere = one.replace("d-1", "d-2");
    assertThat(CALLER.claim("limited", "k1", elsewhere).is(200).body()).isEqualTo(first.body());
    CALLER.claim("limited", "k3", elsewhere).is(409, "limit-reached");
    CALLER.claim("limited", "k4", elsewhere.replace("u1", "u2")).is(200);
    CALLER.claim("limited", "k5", "{\"user\":\"u3\"}").is(400, "malformed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"device\":1}",
        "{\"device\":\"a b\"}",
        "{\"de vice\":\"a\"}",
        "{\"device\":\"a\",\"device\":\"b\"}",
        "{\"device\"}",
        "[]",
        "{\"device\":\"a\",}"
      })
  void shouldTakeOnlyNamesAndValues(String dimensions) {
    CALLER
        .claim("wheel", "bad", "{\"user\":\"u1\",\"dimensions\":" + dimensions + "}")
        .is(400, "malformed");
  }

  @Test
  void shouldDrawOnceUnlessToldOtherwise() {
    Got got = CALLER.claim("wheel", "d1", "{\"user\":\"u1\"}").is(200);
    assertThat(got.body())
        .matches(
            "\\{\"campaign\":\"wheel\",\"user\":\"u1\",\"key\":\"d1\",\"outcome\":\"granted\","
                + "\"uses\":1,\"grants\":\\[\\{\"id\":\"wheel\\.[0-9]+\",\"item\":\"mug\","
                + "\"quantity\":1,\"state\":\"given\"}],\"position\":[0-9]+}");
    assertThat(CALLER.claim("wheel", "d1", "{\"draws\":1,\"user\":\"u1\"}").body())
        .isEqualTo(got.body());
    Got ten = CALLER.claim("wheel", "d2", "{\"user\":\"u1\",\"draws\":10}").is(200);
    assertThat(ten.json().path("grants")).hasSize(10);
    CALLER.claim("wheel", "d2", "{\"user\":\"u1\",\"draws\":9}").is(422, "key-reused");
    CALLER.claim("rain", "d1", "{\"user\":\"u1\",\"draws\":1}").is(400, "malformed");
    CALLER.claim("nobody", "d1", "{\"user\":\"u1\"}").is(404, "unknown-campaign");
    CALLER.claim("nobody", "d1", "{\"user\":\"u1\",\"draws\":1}").is(404, "unknown-campaign");
  }

  @Test
  void shouldSnatchAndOpenAPacket() {
    Got got = CALLER.claim("rain", "s1", "{\"user\":\"u2\"}").is(200);
    JsonNode grant = got.json().at("/grants/0");
    assertThat(grant.path("amount").asInt()).isEqualTo(100);
    assertThat(grant.path("state").asString()).isEqualTo("held");
    String path = "/v1/grants/" + grant.path("id").asString();
    assertThat(CALLER.get(path).is(200).json().path("state").asString()).isEqualTo("held");
    Got opened = CALLER.post(path + "/open", null).is(200);
    assertThat(opened.json().path("state").asString()).isEqualTo("given");
    assertThat(CALLER.post(path + "/open", "{}").is(200).body()).isEqualTo(opened.body());
    assertThat(CALLER.claim("rain", "s1", "{\"user\":\"u2\"}").body()).isEqualTo(got.body());
    Got wallet = CALLER.get("/v1/users/u2/wallet").is(200);
    assertThat(wallet.json().at("/balances/CNY").asInt()).isEqualTo(100);
    assertThat(wallet.json().path("packets")).hasSize(1);
    CALLER.post(path + "/confirm", null).is(400, "malformed");
  }

  @Test
  void shouldHoldConfirmAndCancelAnOrder() {
    String two =
        """
        {"user":"u3","lines":[{"sku":"a","quantity":1},{"sku":"b","quantity":2}],
         "holdSeconds":900}\
        """;
    Got held = CALLER.claim("shop", "o1", two).is(200);
    JsonNode first = held.json().at("/grants/0");
    assertThat(first.path("expiresAt").asString())
        .matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z");
    String path = "/v1/grants/" + first.path("id").asString();
    Got confirmed = CALLER.post(path + "/confirm", null).is(200);
    assertThat(confirmed.json().path("claim")).hasSize(2);
    assertThat(confirmed.json().at("/claim/1/state").asString()).isEqualTo("given");
    CALLER.post(path + "/cancel", null).is(409, "already-given");

    Got other = CALLER.claim("shop", "o2", two).is(200);
    String otherPath = "/v1/grants/" + other.json().at("/grants/1/id").asString();
    assertThat(CALLER.post(otherPath + "/cancel", null).is(200).json().path("state").asString())
        .isEqualTo("returned");
    CALLER.post(otherPath + "/confirm", null).is(409, "already-returned");
    assertThat(CALLER.claim("shop", "o2", two).body()).isEqualTo(other.body());
  }

  @Test
  void shouldSayWhatIsShort() {
    Got got =
        CALLER.claim(
            "shop", "i1", "{\"user\":\"u4\",\"lines\":[{\"sku\":\"few\",\"quantity\":2}]}");
    got.is(409, "insufficient");
    assertThat(got.json().path("shortfalls").toString())
        .isEqualTo("[{\"sku\":\"few\",\"asked\":2,\"available\":1}]");
    CALLER.claim("shop", "i2", "{\"user\":\"u4\"}").is(400, "malformed");
    CALLER
        .claim("shop", "i2", "{\"user\":\"u4\",\"lines\":[{\"sku\":\"x\",\"quantity\":1}]}")
        .is(400, "malformed");
  }

  @Test
  void shouldPageThroughAUsersGrants() {
    for (int i = 0; i < 5; i++) {
      CALLER.claim("wheel", "p" + i, "{\"user\":\"u5\"}").is(200);
    }
    Got first = CALLER.get("/v1/users/u5/grants?limit=3").is(200);
    assertThat(first.json().path("grants")).hasSize(3);
    long next = first.json().path("next").asLong();
    Got second = CALLER.get("/v1/users/u5/grants?limit=3&before=" + next).is(200);
    assertThat(second.json().path("grants")).hasSize(2);
    assertThat(second.json().has("next")).isFalse();
    assertThat(CALLER.get("/v1/users/nobody/grants").is(200).json().path("grants")).isEmpty();
    assertThat(CALLER.get("/v1/users/nobody/wallet").is(200).json().path("balances")).isEmpty();
    for (String query : new String[] {"before=0", "before=x", "limit=0", "limit=501", "after=1"}) {
      CALLER.get("/v1/users/u5/grants?" + query).is(400, "malformed");
      CALLER.get("/v1/users/u5/wallet?" + query).is(400, "malformed");
    }
  }

  @ParameterizedTest
  @CsvSource({"a%2Fb%3F%23,a/b?#", "%21~%22%5C,'!~\"\\'", "..,..", "%2e%2E%2f,../"})
  void shouldKnowUsersOfAnyPrintableName(String segment, String user) {
    String quoted = user.replace("\\", "\\\\").replace("\"", "\\\"");
    CALLER.claim("wheel", "named", "{\"user\":\"" + quoted + "\"}").is(200);
    Got got = CALLER.get("/v1/users/" + segment + "/grants").is(200);
    assertThat(got.json().path("user").asString()).isEqualTo(user);
    assertThat(got.json().path("grants")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /v1/users/%20/wallet                   | malformed
          /v1/users/%C3%BC/wallet                | malformed
          /v1/users/%00/wallet                   | malformed
          /v1/users//wallet                      | malformed
          /v1/campaigns/a.b                      | malformed
          /v1/campaigns/..%2f..%2fetc%2fpasswd   | malformed
          /v1/campaigns/%2e%2e                   | malformed
          /v1/campaigns/                         | malformed
          /v1/grants/wheel                       | malformed
          /v1/grants/wheel.0                     | malformed
          /v1/grants/wheel.01                    | malformed
          /v1/grants/wheel.-1                    | malformed
          /v1/grants/wheel.2147483648            | malformed
          /v1/grants/wheel.99999999999           | malformed
          /v1/grants/.1                          | malformed
          /v1/grants/wheel.2000000000            | unknown-grant
          /v1/grants/nobody.1                    | unknown-grant
          /v1/campaigns/../../etc/passwd         | no-such-route
          /v1/campaigns/wheel/claims/1           | no-such-route
          /v2/campaigns/wheel                    | no-such-route
          """)
  void shouldRefuseWrongIds(String path, String code) {
    Got got = CALLER.get(path);
    got.is(code.equals("malformed") ? 400 : 404, code);
  }

  @ParameterizedTest
  @FieldSource("WRONG_CLAIMS")
  void shouldRefuseWrongClaims(String body) {
    for (String campaign : new String[] {"wheel", "rain", "shop", "nobody"}) {
      CALLER.claim(campaign, "wrong", body).is(400, "malformed");
    }
  }

  @Test
  void shouldRefuseWrongKeys() {
    String path = "/v1/campaigns/wheel/claims";
    assertThat(CALLER.post(path, "{\"user\":\"u\"}").is(400, "malformed").detail())
        .startsWith("Idempotency-Key: the header is missing");
    for (String key : new String[] {"", "a b", "x".repeat(65)}) {
      CALLER.claim("wheel", key, "{\"user\":\"u\"}").is(400, "malformed");
    }
    CALLER
        .post(path, "{\"user\":\"u\"}", "Idempotency-Key", "a", "Idempotency-Key", "a")
        .is(400, "malformed");
    CALLER.claim("wheel", "x".repeat(64), "{\"user\":\"u\"}").is(200);
    CALLER.post(path + "?dry=1", "{\"user\":\"u\"}", "Idempotency-Key", "a").is(400, "malformed");
  }

  @Test
  void shouldTakeAsManyLinesAsThereMayBe() {
    String most = lines(2_000);
    CALLER.claim("shop", "most", "{\"user\":\"u6\",\"lines\":[" + most + "]}").is(200);
    CALLER
        .claim("shop", "more", "{\"user\":\"u6\",\"lines\":[" + most + "," + lines(1) + "]}")
        .is(400, "malformed");
  }

  @Test
  void shouldLimitBodiesByTheKindOfTheCampaign() {
    String small = "{\"user\":\"u7\"}";
    String most = small + " ".repeat(16_384 - small.length());
    CALLER.claim("wheel", "large", most).is(200);
    CALLER.claim("wheel", "large", most + " ").is(413, "too-large");
    CALLER.claim("never-heard-of", "large", most + " ").is(413, "too-large");
    String order = "{\"user\":\"u7\",\"lines\":[" + lines(1) + "]}";
    String padded = order + " ".repeat((1 << 20) - order.length());
    CALLER.claim("shop", "large", padded).is(200);
    CALLER.claim("shop", "large", padded + " ").is(413, "too-large");
    assertThat(CALLER.claim("shop", "large", padded + " ").detail()).contains("1048576");
  }

  @Test
  void shouldTakeJsonOnly() {
    String path = "/v1/campaigns/wheel/claims";
    String[] wrong = {"text/plain", "application/json; charset=latin1", "application/jsonx", ""};
    for (String type : wrong) {
      CALLER
          .post(path, "{\"user\":\"u8\"}", "Idempotency-Key", "t", "Content-Type", type)
          .is(415, "unsupported-media-type");
    }
    String[] right = {"application/json", "Application/JSON; charset=\"utf-8\""};
    for (String type : right) {
      CALLER.post(path, "{\"user\":\"u8\"}", "Idempotency-Key", "t", "Content-Type", type).is(200);
    }
  }

  @Test
  void shouldSayWhichMethodsAPathTakes() {
    Got got = CALLER.send("DELETE", "/v1/campaigns/wheel", null);
    got.is(405, "method-not-allowed");
    assertThat(got.header("Allow")).isEqualTo("PUT, GET, HEAD");
    assertThat(
            CALLER.get("/v1/campaigns/wheel/claims").is(405, "method-not-allowed").header("Allow"))
        .isEqualTo("POST");
    assertThat(CALLER.send("OPTIONS", "/metrics", null).is(405).header("Allow"))
        .isEqualTo("GET, HEAD");
    Got head = CALLER.send("HEAD", "/v1/campaigns/wheel", null).is(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("ETag")).isEqualTo("\"1\"");
  }

  @Test
  void shouldServeWhatItSaysAboutItself() {
    assertThat(CALLER.get("/health/live").is(200).body()).isEqualTo("{\"status\":\"live\"}");
    assertThat(CALLER.get("/health/ready").is(200).body()).startsWith("{\"status\":\"ready\",");
    assertThat(CALLER.get("/openapi.yaml").is(200).body()).isEqualTo(OpenApi.here().text());
    CALLER.claim("wheel", "metered", "{\"user\":\"u9\"}").is(200);
    String metrics = CALLER.get("/metrics").is(200).body();
    assertThat(metrics)
        .containsPattern("manna_claims_total\\{kind=\"lottery\",outcome=\"granted\"} [1-9]")
        .containsPattern("manna_claim_seconds_count [1-9]")
        .containsPattern("manna_claim_seconds_bucket\\{le=\"\\+Inf\"} [1-9]")
        .containsPattern("manna_position [1-9]")
        .containsPattern("manna_batches_total [1-9]")
        .containsPattern("manna_fsync_seconds_sum [0-9]")
        .contains("manna_queue_depth", "manna_http_connections", "jvm_memory_used_bytes");
  }

  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"sku\":\"" + (i % 2 == 0 ? "a" : "b") + "\",\"quantity\":1}")
        .collect(Collectors.joining(","));
  }
}
