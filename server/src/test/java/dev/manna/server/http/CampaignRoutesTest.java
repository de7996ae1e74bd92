package dev.manna.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.Caller;
import dev.manna.server.Caller.Got;
import dev.manna.server.RunningServer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators' routes on a whole server. */
final class CampaignRoutesTest {
  private static final RunningServer SERVER = new RunningServer();
  private static final Caller CALLER = SERVER.caller();
  private static final String SALE =
      """
      {"kind":"sale","title":"Shoes","skus":[{"id":"a","title":"Red","stock":5}]}\
      """;

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @Test
  void shouldCreateReplaceAndReadACampaign() {
    Got created = CALLER.put("/v1/campaigns/made", SALE).is(201);
    assertThat(created.header("ETag")).isEqualTo("\"1\"");
    assertThat(created.json().path("version").asInt()).isEqualTo(1);
    assertThat(created.json().path("status").asString()).isEqualTo("live");
    assertThat(created.json().path("definition").toString())
        .isEqualTo(
            """
            {"kind":"sale","title":"Shoes","timeZone":"UTC",\
            "limits":{"perUser":0,"perDay":0,"cooldownSeconds":0},\
            "skus":[{"id":"a","title":"Red","stock":5}]}\
            """);
    CALLER.put("/v1/campaigns/made", SALE).is(201);

    String more = SALE.replace("\"stock\":5", "\"stock\":7");
    CALLER.put("/v1/campaigns/made", more).is(428, "version-conflict");
    CALLER.put("/v1/campaigns/made", more, "If-Match", "\"2\"").is(412, "version-conflict");
    Got replaced = CALLER.put("/v1/campaigns/made", more, "If-Match", "\"1\"").is(200);
    assertThat(replaced.header("ETag")).isEqualTo("\"2\"");
    assertThat(CALLER.put("/v1/campaigns/made", more, "If-Match", "\"1\"").is(200).body())
        .isEqualTo(replaced.body());
    Got read = CALLER.get("/v1/campaigns/made").is(200);
    assertThat(read.json().path("definition")).isEqualTo(replaced.json().path("definition"));
    assertThat(read.header("ETag")).isEqualTo("\"2\"");
    assertThat(CALLER.get("/v1/campaigns/%6dade").is(200).json().path("campaign").asString())
        .isEqualTo("made");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "W/\"1\"", "*", "\"1\", \"2\"", "\"0\"", "\"x\"", "\"\"", "\"01\""})
  void shouldRefuseWhatIsNoVersion(String tag) {
    Got got = CALLER.put("/v1/campaigns/tagged", SALE, "If-Match", tag).is(400, "malformed");
    assertThat(got.detail()).startsWith("If-Match: " + tag + " is no version");
  }

  @Test
  void shouldLetADraftBecomeAnythingUntilItIsPublished() {
    Got created = CALLER.put("/v1/campaigns/planned?draft=true", SALE).is(201);
    assertThat(created.json().path("status").asString()).isEqualTo("draft");
    CALLER.claim("planned", "k", "{\"user\":\"u\"}").is(400, "malformed");
    String lottery = "{\"kind\":\"lottery\",\"prizes\":[{\"id\":\"a\",\"weight\":1,\"stock\":1}]}";
    CALLER.put("/v1/campaigns/planned", lottery, "If-Match", "\"1\"").is(200);
    CALLER.claim("planned", "k", "{\"user\":\"u\"}").is(409, "not-started");
    Got published = CALLER.post("/v1/campaigns/planned/publish", "").is(200);
    assertThat(published.json().path("status").asString()).isEqualTo("live");
    CALLER.claim("planned", "k", "{\"user\":\"u\"}").is(200);
    CALLER.put("/v1/campaigns/planned", SALE, "If-Match", "\"2\"").is(400, "malformed");
    CALLER.put("/v1/campaigns/x?draft=maybe", SALE).is(400, "malformed");
  }

  @Test
  void shouldKeepTheKindOfACampaign() {
    CALLER.put("/v1/campaigns/kept", SALE).is(201);
    String lottery = "{\"kind\":\"lottery\",\"prizes\":[{\"id\":\"a\",\"weight\":1,\"stock\":1}]}";
    CALLER.put("/v1/campaigns/kept", lottery, "If-Match", "\"1\"").is(400, "malformed");
  }

  @Test
  void shouldPauseResumeAndClose() {
    CALLER.put("/v1/campaigns/steered", SALE).is(201);
    String claim = "{\"user\":\"u\",\"lines\":[{\"sku\":\"a\",\"quantity\":1}]}";
    assertThat(CALLER.post("/v1/campaigns/steered/pause", null).is(200).json().path("status"))
        .hasToString("\"paused\"");
    CALLER.post("/v1/campaigns/steered/pause", "{}").is(200);
    CALLER.claim("steered", "k", claim).is(409, "paused");
    CALLER.post("/v1/campaigns/steered/resume", " { } ").is(200);
    CALLER.claim("steered", "k", claim).is(200);
    CALLER.post("/v1/campaigns/steered/close", null, "Content-Type", "text/plain").is(200);
    CALLER.claim("steered", "k2", claim).is(409, "ended");
    CALLER.claim("steered", "k", claim).is(200);
    CALLER.post("/v1/campaigns/steered/pause", "{\"why\":1}").is(400, "malformed");
    CALLER.post("/v1/campaigns/steered/pause", "[]").is(400, "malformed");
    CALLER.post("/v1/campaigns/nobody/pause", null).is(404, "unknown-campaign");
  }

  @Test
  void shouldListPoolsByThePage() {
    String skus =
        IntStream.range(0, 7)
            .mapToObj(i -> "{\"id\":\"s" + i + "\",\"stock\":" + i + "}")
            .collect(Collectors.joining(","));
    CALLER.put("/v1/campaigns/paged", "{\"kind\":\"sale\",\"skus\":[" + skus + "]}").is(201);
    Got first = CALLER.get("/v1/campaigns/paged/pools?limit=4").is(200);
    assertThat(first.json().path("pools")).hasSize(4);
    assertThat(first.json().at("/pools/3").toString())
        .startsWith(
            """
            {"item":"s3","unit":"units","total":3,"available":3,"held":0,"given":0,"version":\
            """);
    int next = first.json().path("next").asInt();
    Got second = CALLER.get("/v1/campaigns/paged/pools?limit=4&after=" + next).is(200);
    assertThat(second.json().path("pools")).hasSize(3);
    assertThat(second.json().has("next")).isFalse();
    assertThat(CALLER.get("/v1/campaigns/paged/pools?after=99").is(200).json().path("pools"))
        .isEmpty();
    CALLER.get("/v1/campaigns/nobody/pools").is(404, "unknown-campaign");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=501",
        "limit=-1",
        "limit=",
        "limit=1.0",
        "limit=99999999999999999999",
        "after=-1",
        "after=2147483648",
        "after=x",
        "after=1&after=2",
        "before=1",
        "limit=%zz"
      })
  void shouldRefuseWrongPages(String query) {
    CALLER.put("/v1/campaigns/wrong-pages", SALE).is(201);
    String path = "/v1/campaigns/wrong-pages/pools?";
    if (query.contains("%zz")) {
      return; // the client would not send it
    }
    CALLER.get(path + query).is(400, "malformed");
  }

  @Test
  void shouldAdjustOnceForAKey() {
    CALLER.put("/v1/campaigns/adjusted", SALE).is(201);
    String path = "/v1/campaigns/adjusted/adjustments";
    String body = "{\"item\":\"a\",\"quantity\":50}";
    Got got = CALLER.post(path, body, "Idempotency-Key", "truck-7").is(200);
    assertThat(CALLER.post(path, body, "Idempotency-Key", "truck-7").is(200).body())
        .isEqualTo(got.body());
    CALLER
        .post(path, "{\"item\":\"a\",\"quantity\":1}", "Idempotency-Key", "truck-7")
        .is(422, "key-reused");
    CALLER.post(path, "{\"item\":\"a\",\"quantity\":-5}").is(200);
    CALLER.post(path, "{\"item\":\"a\",\"quantity\":-5}").is(200);
    assertThat(CALLER.get("/v1/campaigns/adjusted/pools").json().at("/pools/0/total").asInt())
        .isEqualTo(45);
    CALLER.post(path, "{\"item\":\"a\",\"quantity\":-46}").is(409, "below-given");
    CALLER.post(path, "{\"item\":\"b\",\"quantity\":1}").is(400, "malformed");
    CALLER.post("/v1/campaigns/nobody/adjustments", body).is(404, "unknown-campaign");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"item\":\"a\"}",
        "{\"quantity\":1}",
        "{\"item\":\"a\",\"quantity\":0}",
        "{\"item\":\"a\",\"quantity\":1.5}",
        "{\"item\":\"a\",\"quantity\":140737488355329}",
        "{\"item\":\"a b\",\"quantity\":1}",
        "{\"item\":\"a\",\"quantity\":1,\"budgetCents\":1}",
        "{\"budgetCents\":0}",
        "{\"packets\":2147483648}",
        "{\"item\":\"a\",\"quantity\":1}x",
        ""
      })
  void shouldRefuseWrongAdjustments(String body) {
    CALLER.put("/v1/campaigns/wrong-adjusted", SALE).is(201);
    CALLER.post("/v1/campaigns/wrong-adjusted/adjustments", body).is(400, "malformed");
  }

  @Test
  void shouldTakeALargeDefinitionAndGiveItBack() {
    String skus =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "{\"id\":\"sku-" + i + "\",\"stock\":7}")
            .collect(Collectors.joining(","));
    String definition = "{\"kind\":\"sale\",\"skus\":[" + skus + "]}";
    CALLER.put("/v1/campaigns/large", definition).is(201);
    assertThat(CALLER.get("/v1/campaigns/large").is(200).json().at("/definition/skus"))
        .hasSize(20_000);
    CALLER.put("/v1/campaigns/large2", definition.replace("]}", ",{}]}")).is(400, "malformed");
  }

  @Test
  void shouldSayWhenABodyIsTooLarge() {
    int limit = 1_048_576;
    String padded = SALE + " ".repeat(limit - SALE.length());
    CALLER.put("/v1/campaigns/padded", padded).is(201);
    Got got = CALLER.put("/v1/campaigns/padded", padded + " ").is(413, "too-large");
    assertThat(got.detail()).contains("1048576");
    String small = "{\"item\":\"a\",\"quantity\":1}";
    String most = small + " ".repeat(16_384 - small.length());
    CALLER.post("/v1/campaigns/padded/adjustments", most).is(200);
    CALLER.post("/v1/campaigns/padded/adjustments", most + " ").is(413, "too-large");
  }

  @Test
  void shouldAdjustARoundOfARain() {
    String rounds =
        "'rounds':[{'start':1,'end':2,'budgetCents':50,'packets':5},"
            + "{'start':3,'end':4000000000000,'budgetCents':50,'packets':5,"
            + "'goods':[{'id':'mug','units':2}]}]";
    String definition =
        "{'kind':'red-packet','currency':'CNY','split':{'kind':'even'},"
            + "'goods':[{'id':'mug','stock':2}],"
            + rounds
            + "}";
    CALLER.put("/v1/campaigns/in-rounds", definition.replace('\'', '"')).is(201);
    String path = "/v1/campaigns/in-rounds/adjustments";
    CALLER.post(path, "{\"budgetCents\":10,\"packets\":1}").is(400, "malformed");
    CALLER.post(path, "{\"round\":3,\"budgetCents\":10,\"packets\":1}").is(400, "malformed");
    CALLER.post(path, "{\"round\":2,\"budgetCents\":-60,\"packets\":1}").is(409, "below-given");
    CALLER.post(path, "{\"round\":2,\"budgetCents\":10,\"packets\":1}").is(200);
    CALLER.post(path, "{\"round\":2,\"item\":\"mug\",\"quantity\":3}").is(200);
    var pools = CALLER.get("/v1/campaigns/in-rounds/pools").is(200).json();
    assertThat(pools.at("/pools/0/total").asInt()).isEqualTo(110);
    assertThat(pools.at("/pools/2/unit").asString()).isEqualTo("units");
    assertThat(pools.at("/pools/2/total").asInt()).isEqualTo(5);
  }
}
