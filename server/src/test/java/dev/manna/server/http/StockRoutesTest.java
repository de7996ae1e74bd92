package dev.manna.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.Caller;
import dev.manna.server.Caller.Got;
import dev.manna.server.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Bundles, locations and allowances on a whole server. */
final class StockRoutesTest {
  private static final RunningServer SERVER = new RunningServer();
  private static final Caller CALLER = SERVER.caller();

  private static final String SHOP =
      """
      {"kind":"sale","skus":[
       {"id":"phone","locations":[{"id":"east","stock":2},{"id":"west","stock":5,"oversell":1}]},
       {"id":"case","stock":4,"oversell":2},
       {"id":"set","parts":[{"sku":"phone","quantity":1},{"sku":"case","quantity":2}]}]}""";

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static JsonNode pool(String campaign, String item) {
    Got got = CALLER.get("/v1/campaigns/" + campaign + "/pools").is(200);
    for (JsonNode pool : got.json().path("pools")) {
      if (pool.path("item").asString().equals(item)) {
        return pool;
      }
    }
    throw new AssertionError(item + " is not in " + got.body());
  }

  @Test
  void shouldSellBundlesFromLocations() {
    CALLER.put("/v1/campaigns/shop", SHOP).is(201);
    assertThat(CALLER.get("/v1/campaigns/shop").is(200).body()).contains("\"oversell\":2");
    String order =
        """
        {"user":"u","lines":[{"sku":"set","quantity":2}],"locations":["west"]}""";
    Got got = CALLER.claim("shop", "k", order).is(200);
    assertThat(got.json().at("/grants/0/item").asString()).isEqualTo("phone@west");
    assertThat(got.json().at("/grants/1/item").asString()).isEqualTo("case");
    assertThat(got.json().at("/grants/1/quantity").asInt()).isEqualTo(4);
    assertThat(CALLER.claim("shop", "k", order).is(200).body()).isEqualTo(got.body());
    assertThat(pool("shop", "phone").path("available").asInt()).isEqualTo(6);
    assertThat(pool("shop", "phone").path("computed").asBoolean()).isTrue();
    assertThat(pool("shop", "set").path("available").asInt()).isEqualTo(1);
    assertThat(pool("shop", "case").path("oversell").asInt()).isEqualTo(2);
    assertThat(pool("shop", "case").has("computed")).isFalse();
  }

  @Test
  void shouldAdjustALocationAndRefuseWhatIsNone() {
    CALLER.put("/v1/campaigns/other", SHOP).is(201);
    String path = "/v1/campaigns/other/adjustments";
    CALLER.post(path, "{\"item\":\"phone@east\",\"quantity\":3}").is(200);
    assertThat(pool("other", "phone@east").path("total").asInt()).isEqualTo(5);
    CALLER.post(path, "{\"item\":\"phone\",\"quantity\":3}").is(400, "malformed");
    String nowhere =
        "{\"user\":\"u\",\"lines\":[{\"sku\":\"case\",\"quantity\":1}],\"locations\":[\"north\"]}";
    assertThat(CALLER.claim("other", "k", nowhere).is(400, "malformed").detail()).contains("north");
    assertThat(
            CALLER
                .claim("other", "k", "{\"user\":\"u\",\"locations\":[\"east\"]}")
                .is(400, "malformed")
                .detail())
        .contains("locations: stands without lines");
  }

  @Test
  void shouldTakeACountAsOfTheVersionThatWasRead() {
    CALLER.put("/v1/campaigns/counted", SHOP).is(201);
    String path = "/v1/campaigns/counted/adjustments";
    long version = pool("counted", "case").path("version").asLong();
    assertThat(version).isPositive();
    String count = "{\"item\":\"case\",\"target\":9,\"version\":" + version + "}";
    Got got = CALLER.post(path, count, "Idempotency-Key", "monday").is(200);
    assertThat(pool("counted", "case").path("total").asInt()).isEqualTo(9);
    assertThat(pool("counted", "case").path("version")).isEqualTo(got.json().path("position"));
    CALLER.post(path, count).is(412, "version-conflict");
    assertThat(CALLER.post(path, count, "Idempotency-Key", "monday").body()).isEqualTo(got.body());
    assertThat(CALLER.post(path, "{\"item\":\"case\",\"target\":9}").is(400, "malformed").detail())
        .isEqualTo("version: is missing");
    CALLER.post(path, count.replace(":9", ":9,\"quantity\":1")).is(400, "malformed");
  }

  @Test
  void shouldTellWhatRunsLow() {
    CALLER
        .put(
            "/v1/campaigns/low",
            "{\"kind\":\"sale\",\"skus\":[{\"id\":\"a\",\"stock\":5,\"lowStock\":2}]}")
        .is(201);
    assertThat(pool("low", "a").has("notice")).isFalse();
    String order = "{\"user\":\"u\",\"lines\":[{\"sku\":\"a\",\"quantity\":3}]}";
    CALLER.claim("low", "k", order).is(200);
    assertThat(pool("low", "a").path("notice").asString()).isEqualTo("low");
    CALLER.claim("low", "k2", order.replace("3", "2")).is(200);
    assertThat(pool("low", "a").path("notice").asString()).isEqualTo("sold-out");
    CALLER.post("/v1/campaigns/low/adjustments", "{\"item\":\"a\",\"quantity\":3}").is(200);
    assertThat(pool("low", "a").has("notice")).isFalse();
  }

  @Test
  void shouldListWhatHasMoved() {
    CALLER
        .put("/v1/campaigns/moved", SHOP.replace("\"skus\"", "\"movements\":true,\"skus\""))
        .is(201);
    String order = "{\"user\":\"u\",\"lines\":[{\"sku\":\"phone\",\"quantity\":3}]}";
    CALLER.claim("moved", "k", order).is(200);
    Got got = CALLER.get("/v1/items/moved/phone@west/movements?limit=1").is(200);
    assertThat(got.json().at("/movements/0/kind").asString()).isEqualTo("defined");
    long next = got.json().path("next").asLong();
    Got rest = CALLER.get("/v1/items/moved/phone%40west/movements?after=" + next).is(200);
    assertThat(rest.json().path("movements")).hasSize(1);
    assertThat(rest.json().at("/movements/0").toString())
        .contains("\"kind\":\"given\",\"units\":3,\"grant\":\"moved.1\",\"available\":3");
    CALLER.get("/v1/items/moved/phone/movements").is(400, "malformed");
    CALLER.get("/v1/items/nothing/phone/movements").is(404, "unknown-campaign");
  }
}
