package dev.manna.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manna.server.Caller;
import dev.manna.server.RunningServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The books of a server that runs, asked over HTTP. */
final class BooksRoutesTest {
  private static final RunningServer SERVER = new RunningServer();
  private static final Caller CALLER = SERVER.caller();
  private static long position;

  @BeforeAll
  static void sell() {
    CALLER
        .put(
            "/v1/campaigns/shop",
            "{\"kind\":\"sale\",\"timeZone\":\"Asia/Shanghai\","
                + "\"skus\":[{\"id\":\"phone\",\"stock\":99},{\"id\":\"case\",\"stock\":99}]}",
            "Manna-Actor",
            "ann",
            "Manna-Reason",
            "go")
        .is(201);
    for (int i = 0; i < 10; i++) {
      Caller.Got got =
          CALLER
              .claim(
                  "shop",
                  "=k" + i,
                  """
                  {"user":"u/%d",\
                  "lines":[{"sku":"phone","quantity":1},{"sku":"case","quantity":2}],\
                  "holdSeconds":%d}\
                  """
                      .formatted(i % 3, i == 0 ? 900 : 0))
              .is(200);
      position = got.json().path("position").asLong();
    }
    await().until(() -> CALLER.get("/v1/books/grants?position=" + position).status() == 200);
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static JsonNode json(String path) {
    Caller.Got got = CALLER.get("/v1/books/" + path).is(200);
    JsonNode json = got.json();
    assertThat(json.path("position").asLong()).isGreaterThanOrEqualTo(position);
    assertThat(got.header("Manna-Position")).isEqualTo(json.path("position").asString());
    return json;
  }

  @Test
  void shouldFindWhatAUserWonAndGoOnFromPageToPage() {
    JsonNode page = json("grants?user=u/0&limit=5");
    assertThat(page.path("grants").size()).isEqualTo(5);
    assertThat(page.path("grants").get(0).path("grant").asString()).isEqualTo("shop.1");
    assertThat(page.path("grants").get(0).path("state").asString()).isEqualTo("held");
    JsonNode rest = json("grants?user=u/0&limit=5&cursor=" + page.path("next").asString());
    assertThat(rest.path("grants").size()).isEqualTo(3);
    assertThat(rest.has("next")).isFalse();
    assertThat(json("grants?campaign=shop&item=case&state=given").path("grants").size())
        .isEqualTo(9);
    assertThat(json("grants?campaign=shop&claim=2").path("grants").size()).isEqualTo(2);
    assertThat(json("claims?outcome=held").path("claims").size()).isEqualTo(1);
  }

  @Test
  void shouldFindAClaimByItsKeyOrByAGrantWithItsLines() {
    String key = URLEncoder.encode("=k4", StandardCharsets.UTF_8);
    JsonNode found = json("search?key=" + key).path("claims");
    assertThat(found.size()).isEqualTo(1);
    assertThat(found.get(0).path("user").asString()).isEqualTo("u/1");
    assertThat(found.get(0).path("lines").size()).isEqualTo(2);
    assertThat(json("search?grant=shop.10").path("claims")).isEqualTo(found);
    assertThat(json("search?grant=shop.999").path("claims").size()).isZero();
  }

  @Test
  void shouldListMovementsVersionsUsersAndSeries() {
    JsonNode moved = json("movements/shop/phone").path("movements");
    assertThat(moved.size()).isEqualTo(11);
    assertThat(moved.get(1).path("held").asInt()).isEqualTo(1);
    assertThat(json("versions/shop").path("versions").get(0).path("actor").asString())
        .isEqualTo("ann");
    JsonNode user = json("users/u%2F0").path("campaigns").get(0);
    assertThat(user.path("claims").asInt()).isEqualTo(4);
    assertThat(user.path("lastDrawAt").asString()).isNotEmpty();
    JsonNode days = json("series/shop");
    assertThat(days.path("timeZone").asString()).isEqualTo("Asia/Shanghai");
    int claims = 0;
    for (JsonNode day : days.path("days")) {
      claims += day.path("claims").asInt();
    }
    assertThat(claims).isEqualTo(10);
    assertThat(json("series/shop?by=minute").path("minutes").get(0).path("claims").asInt())
        .isPositive();
  }

  @Test
  void shouldExport() {
    Caller.Got csv = CALLER.get("/v1/books/export?what=grants&campaign=shop&item=phone").is(200);
    assertThat(csv.body().lines()).hasSize(11);
    assertThat(csv.body()).startsWith("campaign,grant,user,").contains(",'=k4,");
    assertThat(csv.header("Content-Disposition")).contains(".csv");
    Caller.Got json = CALLER.get("/v1/books/export?what=claims&format=jsonl").is(200);
    assertThat(json.body().lines()).hasSize(10);
    assertThat(CALLER.get("/v1/books/export?what=movements").is(200).body().lines()).hasSize(23);
    assertThat(CALLER.send("HEAD", "/v1/books/export?what=grants", null).status()).isEqualTo(200);
  }

  @Test
  void shouldSayThatTheBooksAreBehind() {
    Caller.Got got = CALLER.get("/v1/books/grants?position=999999").is(503, "books-behind");
    assertThat(got.header("Retry-After")).isEqualTo("1");
    assertThat(Long.parseLong(got.header("Manna-Position"))).isGreaterThanOrEqualTo(position);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "grants?usr=a | query: \"usr\" is not known here; allowed: campaign, claim, cursor, from,",
        "grants?user=a&user=b | user: stands twice",
        "grants?item=phone | item: is a campaign's; name the campaign too",
        "grants?state=lost | state: \"lost\" is none of held, given, returned",
        "grants?from=noon | from: \"noon\" is no RFC 3339 time;",
        "grants?from=5&to=5 | to: 5 is not after from, 5",
        "grants?limit=0 | limit: 0 is not within 1 to 500",
        "grants?limit=501 | limit: 501 is not within 1 to 500",
        "grants?cursor=x | cursor: is none;",
        "grants?campaign=shop&item=hat | item: the campaign has no \"hat\" in the books at"
            + " position",
        "claims?kind=all | kind: \"all\" is none of draw,",
        "claims?key=%20 | key: may hold only printable ASCII",
        "movements/shop/hat | item: the campaign has no \"hat\"",
        "series/shop?by=week | by: \"week\" is none of day, minute",
        "search | key: name either key or grant",
        "search?grant=shop | grant: is not a grant's id",
        "search?grant=shop.1&user=a | user: is not needed beside grant",
        "export | what: is missing; grants, claims or movements",
        "export?what=all | what: \"all\" is none of grants, claims, movements",
        "export?what=grants&format=xml | format: \"xml\" is none of csv, jsonl",
        "export?what=grants&kind=draw | query: \"kind\" is not known here;",
        "export?what=grants&campaign=shop&item=hat | item: the campaign has no \"hat\"",
      })
  void shouldSayWhatIsWrong(String path, String detail) {
    assertThat(CALLER.get("/v1/books/" + path).is(400, "malformed").detail()).startsWith(detail);
  }

  @ParameterizedTest
  @CsvSource({
    "grants?campaign=no",
    "claims?campaign=no",
    "movements/no/x",
    "versions/no",
    "series/no",
    "export?what=claims&campaign=no"
  })
  void shouldKnowNoSuchCampaign(String path) {
    CALLER.get("/v1/books/" + path).is(404, "unknown-campaign");
  }

  @Test
  void shouldSayHowToKeepBooks() {
    try (ScriptedApi api = new ScriptedApi(ScriptedApi.SETTINGS, request -> null)) {
      Caller.Got got = new Caller(api.port()).get("/v1/books/grants").is(501, "no-books");
      assertThat(got.detail()).contains("--ledger");
    }
  }
}
