package dev.manna.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.Caller;
import dev.manna.server.Caller.Got;
import dev.manna.server.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What only users of a sale ask for, on a whole server. */
final class SaleRoutesTest {
  private static final RunningServer SERVER = new RunningServer();
  private static final Caller CALLER = SERVER.caller();

  @BeforeAll
  static void open() {
    Got created =
        CALLER.put(
            "/v1/campaigns/shop",
            """
            {"kind":"sale","returnWithinSeconds":3600,"maxExtensions":1,\
            "skus":[{"id":"a","stock":5,"perUser":3}]}\
            """);
    assertThat(created.is(201).json().path("definition").toString())
        .contains("\"returnWithinSeconds\":3600,\"maxExtensions\":1", "\"perUser\":3");
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static String grant(Got claimed) {
    return "/v1/grants/" + claimed.is(200).json().at("/grants/0/id").asString();
  }

  @Test
  void shouldExtendConfirmAndTakeBack() {
    String order =
        "{\"user\":\"u1\",\"lines\":[{\"sku\":\"a\",\"quantity\":3}],\"holdSeconds\":60}";
    Got first = CALLER.claim("shop", "k1", order);
    String grant = grant(first);
    Got extended = CALLER.post(grant + "/extend", "{\"holdSeconds\":600}").is(200);
    assertThat(extended.json().path("expiresAt").asString())
        .isGreaterThan(first.json().at("/grants/0/expiresAt").asString());
    CALLER.post(grant + "/extend", "{\"holdSeconds\":700}").is(409, "limit-reached");
    CALLER.post(grant + "/extend", "{\"holdSeconds\":0}").is(400, "malformed");
    CALLER.post(grant + "/extend", "{}").is(400, "malformed");
    String two = "{\"quantity\":2}";
    CALLER.post(grant + "/return", two, "Idempotency-Key", "r").is(409, "not-returnable");
    CALLER.post(grant + "/confirm", null).is(200);
    CALLER.post(grant + "/return", two).is(400, "malformed");
    Got back = CALLER.post(grant + "/return", two, "Idempotency-Key", "r").is(200);
    assertThat(back.json().path("returned").asInt()).isEqualTo(2);
    assertThat(CALLER.post(grant + "/return", two, "Idempotency-Key", "r").is(200).body())
        .isEqualTo(back.body());
    CALLER
        .post(grant + "/return", "{\"quantity\":1}", "Idempotency-Key", "r")
        .is(422, "key-reused");
    CALLER.post(grant + "/return", two, "Idempotency-Key", "s").is(409, "already-returned");
    Got now = CALLER.get(grant).is(200);
    assertThat(now.json().path("returned").asInt()).isEqualTo(2);
    assertThat(now.json().path("state").asString()).isEqualTo("given");
    assertThat(CALLER.claim("shop", "k1", order).body()).isEqualTo(first.body());
    Got byKey = CALLER.get("/v1/claims/shop/u1/k1").is(200);
    assertThat(byKey.json().path("claimPosition")).isEqualTo(first.json().path("position"));
    assertThat(byKey.json().path("kind").asString()).isEqualTo("sale");
    assertThat(byKey.json().at("/grants/0/state").asString()).isEqualTo("given");
    assertThat(byKey.json().at("/grants/0/returned").asInt()).isEqualTo(2);
    CALLER.get("/v1/claims/shop/u1/k").is(404, "unknown-claim");
    CALLER.get("/v1/claims/nowhere/u1/k1").is(404, "unknown-campaign");
    CALLER.get("/v1/claims/shop/u1/").is(400, "malformed");
  }

  @Test
  void shouldLimitASkuPerUser() {
    String four = "{\"user\":\"u9\",\"lines\":[{\"sku\":\"a\",\"quantity\":4}]}";
    CALLER.claim("shop", "k", four).is(409, "limit-reached");
  }

  @Test
  void shouldKeepACartAndOrderIt() {
    String cart = "/v1/carts/shop/u2";
    assertThat(CALLER.get(cart).is(200).json().path("lines")).isEmpty();
    CALLER.claim("shop", "c0", "{\"user\":\"u2\",\"cart\":true}").is(409, "empty-cart");
    CALLER.put(cart + "/a", "{\"quantity\":2}").is(200);
    CALLER.put(cart + "/a", "{\"quantity\":0}").is(400, "malformed");
    CALLER.put(cart + "/none", "{\"quantity\":1}").is(400, "malformed");
    assertThat(CALLER.put(cart + "/a", "{\"quantity\":1}").is(200).json().path("lines").toString())
        .isEqualTo("[{\"sku\":\"a\",\"quantity\":1}]");
    String order = "{\"user\":\"u2\",\"cart\":true,\"holdSeconds\":60}";
    Got first = CALLER.claim("shop", "c1", order).is(200);
    assertThat(first.json().at("/grants/0/item").asString()).isEqualTo("a");
    assertThat(CALLER.get(cart).is(200).json().path("lines")).isEmpty();
    assertThat(CALLER.claim("shop", "c1", order).body()).isEqualTo(first.body());
    CALLER.put(cart + "/a", "{\"quantity\":1}").is(200);
    assertThat(CALLER.send("DELETE", cart + "/a", null).is(200).json().path("lines")).isEmpty();
    assertThat(CALLER.send("DELETE", cart, null).is(200).json().path("lines")).isEmpty();
    CALLER
        .claim(
            "shop",
            "c2",
            "{\"user\":\"u2\",\"cart\":true,\"lines\":[{\"sku\":\"a\",\"quantity\":1}]}")
        .is(400, "malformed");
  }
}
