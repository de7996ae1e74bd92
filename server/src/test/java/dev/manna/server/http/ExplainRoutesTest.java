package dev.manna.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.Caller;
import dev.manna.server.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Claims explained by a server that runs. */
final class ExplainRoutesTest {
  private static final RunningServer SERVER = new RunningServer();
  private static final Caller CALLER = SERVER.caller();

  @BeforeAll
  static void define() {
    CALLER
        .put(
            "/v1/campaigns/wheel",
            """
            {"kind":"lottery","prizes":[{"id":"mug","weight":1,"stock":5}],"limits":{"perUser":3}}\
            """)
        .is(201);
    CALLER
        .put("/v1/campaigns/shop", "{\"kind\":\"sale\",\"skus\":[{\"id\":\"a\",\"stock\":9}]}")
        .is(201);
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static JsonNode explained(String claim) {
    return CALLER.get("/v1/claims/" + claim + "/explain").is(200).json();
  }

  @Test
  void shouldExplainADrawAndShowItsNumbersWithTheKeyAlone() {
    CALLER
        .post(
            "/v1/campaigns/wheel/claims", "{\"user\":\"u/1\",\"draws\":2}", "Idempotency-Key", "k")
        .is(200);
    JsonNode json = explained("wheel/u%2F1/k");
    assertThat(json.path("user").asString()).isEqualTo("u/1");
    assertThat(json.path("outcome")).hasToString("[\"mug\",\"mug\"]");
    assertThat(json.path("decidedAgain").asString()).isEqualTo("same");
    assertThat(json.path("numbers")).isEmpty();
    assertThat(json.path("hiddenNumbers").asInt()).isEqualTo(2);
    assertThat(json.path("rules").toString())
        .contains("{\"what\":\"used in total\",\"value\":\"0\",\"limit\":\"3\"}");
    assertThat(json.path("balances").toString())
        .contains("{\"of\":\"mug\",\"what\":\"free\",\"before\":5,\"after\":3}")
        .contains("{\"of\":\"user\",\"what\":\"uses\",\"before\":0,\"after\":2}");
    CALLER.post("/v1/campaigns/wheel/close", "").is(200);
    String key =
        CALLER.post("/v1/campaigns/wheel/reveal", "").is(200).json().path("key").asString();
    assertThat(json.toString()).doesNotContain(key);
    json = explained("wheel/u%2F1/k");
    assertThat(json.path("numbers").size()).isEqualTo(2);
    assertThat(json.path("hiddenNumbers").asInt()).isZero();
  }

  @Test
  void shouldExplainAnOrder() {
    CALLER
        .post(
            "/v1/campaigns/shop/claims",
            "{\"user\":\"u\",\"lines\":[{\"sku\":\"a\",\"quantity\":2}]}",
            "Idempotency-Key",
            "k")
        .is(200);
    JsonNode json = explained("shop/u/k");
    assertThat(json.path("outcome")).hasToString("[\"2 of a\"]");
    assertThat(json.path("decidedAgain").asString()).isEqualTo("not-asked");
    assertThat(json.path("balances").toString())
        .contains("{\"of\":\"a\",\"what\":\"free\",\"before\":9,\"after\":7}");
  }

  @Test
  void shouldRefuseWhatIsNotThere() {
    CALLER.get("/v1/claims/nowhere/u/k/explain").is(404, "unknown-campaign");
    CALLER.get("/v1/claims/shop/nobody/k/explain").is(404, "unknown-claim");
    CALLER.get("/v1/claims/shop/u/k/explain?much=1").is(400, "malformed");
    CALLER.get("/v1/claims/sh%20op/u/k/explain").is(400, "malformed");
    CALLER.post("/v1/claims/shop/u/k/explain", "").is(405, "method-not-allowed");
  }
}
