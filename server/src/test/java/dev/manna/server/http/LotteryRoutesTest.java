package dev.manna.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.Caller;
import dev.manna.server.Caller.Got;
import dev.manna.server.RunningServer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is asked of lotteries and of lists, on a whole server. */
final class LotteryRoutesTest {
  private static final RunningServer SERVER = new RunningServer();
  private static final Caller CALLER = SERVER.caller();

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static void define(String campaign, String rules) {
    CALLER
        .put(
            "/v1/campaigns/" + campaign,
            "{\"kind\":\"lottery\","
                + rules
                + "\"prizes\":[{\"id\":\"pen\",\"weight\":1,\"stock\":1000}]}")
        .is(201);
  }

  private static Got draw(String campaign, String key, int draws) {
    return CALLER.claim(campaign, key, "{\"user\":\"u\",\"draws\":" + draws + "}");
  }

  @Test
  void shouldCreditChancesAndSpendThem() {
    define("costly", "\"chances\":true,");
    String uri = "/v1/campaigns/costly/chances";
    String three = "{\"user\":\"u\",\"source\":\"sign-in\",\"chances\":3}";
    CALLER.post(uri, three).is(400, "malformed");
    Got credited = CALLER.post(uri, three, "Idempotency-Key", "day-1").is(200);
    assertThat(CALLER.post(uri, three, "Idempotency-Key", "day-1").is(200).body())
        .isEqualTo(credited.body());
    CALLER.post(uri, three.replace("3", "4"), "Idempotency-Key", "day-1").is(422, "key-reused");
    draw("costly", "day-1", 1).is(422, "key-reused");
    draw("costly", "a", 4).is(409, "no-chances");
    draw("costly", "a", 2).is(200);
    assertThat(CALLER.get(uri + "?user=u").is(200).json().path("chances").asInt()).isEqualTo(1);
    draw("costly", "b", 2).is(409, "no-chances");
    CALLER.get(uri).is(400, "malformed");
    assertThat(CALLER.get(uri + "?user=v").is(200).json().path("chances").asInt()).isZero();
  }

  @Test
  void shouldNotCreditChancesThatDrawsDoNotCost() {
    define("free", "");
    String one = "{\"user\":\"u\",\"source\":\"sign-in\",\"chances\":1}";
    CALLER.post("/v1/campaigns/free/chances", one, "Idempotency-Key", "k").is(400, "malformed");
    CALLER
        .post("/v1/campaigns/nowhere/chances", one, "Idempotency-Key", "k")
        .is(404, "unknown-campaign");
  }

  @Test
  void shouldKeepLists() {
    define("closed", "\"allowListed\":true,");
    String uri = "/v1/campaigns/closed/lists";
    draw("closed", "a", 1).is(409, "not-eligible");
    String many =
        IntStream.range(0, 9_999)
            .mapToObj(i -> "\"user-with-a-rather-long-name-" + i + '"')
            .collect(Collectors.joining(",", "{\"add\":[\"u\",", "]}"));
    assertThat(CALLER.post(uri + "/allow", many).is(200).json().path("changed").asInt())
        .isEqualTo(10_000);
    assertThat(CALLER.post(uri + "/allow", many).is(200).json().path("changed").asInt()).isZero();
    draw("closed", "a", 1).is(200);
    CALLER.post(uri + "/block", "{\"add\":[\"u\"]}").is(200);
    draw("closed", "b", 1).is(409, "blocked");
    Got lists = CALLER.get(uri + "?user=u").is(200);
    assertThat(lists.json().path("blocked").asBoolean()).isTrue();
    assertThat(lists.json().path("allowed").asBoolean()).isTrue();
    CALLER.post(uri + "/block", "{\"remove\":[\"u\"]}").is(200);
    draw("closed", "b", 1).is(200);
    CALLER.post(uri + "/block", "{}").is(400, "malformed");
    CALLER.post(uri + "/block", "{\"add\":[],\"remove\":[\"u\"]}").is(400, "malformed");
    CALLER.post(uri + "/block", "{\"add\":[\"a b\"]}").is(400, "malformed");
  }

  @Test
  void shouldRaffle() {
    String uri = "/v1/campaigns/tombola";
    String definition =
        "{\"kind\":\"lottery\",\"raffle\":true,\"prizes\":[{\"id\":\"trip\",\"stock\":1}]}";
    CALLER.put(uri, definition).is(201);
    assertThat(CALLER.get(uri).is(200).json().path("definition").toString())
        .contains("\"raffle\":true")
        .doesNotContain("eight");
    Got entered = CALLER.claim("tombola", "e", "{\"user\":\"u\",\"entries\":3}").is(200);
    assertThat(entered.json().path("outcome").asString()).isEqualTo("entered");
    CALLER.claim("tombola", "f", "{\"user\":\"v\"}").is(200);
    CALLER.claim("tombola", "g", "{\"user\":\"v\",\"draws\":1}").is(400, "malformed");
    CALLER.claim("tombola", "g", "{\"user\":\"v\",\"entries\":101}").is(400, "malformed");
    CALLER.claim("tombola", "g", "{\"user\":\"v\",\"entries\":1,\"draws\":1}").is(400, "malformed");
    Got odds = CALLER.get(uri + "/odds?user=u").is(200);
    assertThat(odds.json().path("own").asInt()).isEqualTo(3);
    assertThat(odds.json().path("entries").asInt()).isEqualTo(4);
    assertThat(CALLER.get(uri + "/pools").is(200).json().path("entries").asInt()).isEqualTo(4);
    CALLER.post(uri + "/close", "{}").is(200);
    assertThat(CALLER.claim("tombola", "e", "{\"user\":\"u\",\"entries\":3}").is(200).body())
        .isEqualTo(entered.body());
    assertThat(CALLER.get("/v1/grants/tombola.1").is(200).json().path("state").asString())
        .isEqualTo("given");
    int won = 0;
    for (String user : List.of("u", "v")) {
      won += CALLER.get("/v1/users/" + user + "/grants").is(200).json().path("grants").size();
    }
    assertThat(won).isEqualTo(1);
  }

  @Test
  void shouldSetPrizesAsideAndShowTheOdds() {
    define("jury", "\"noPrizeWeight\":3,");
    String one = "{\"prize\":\"pen\",\"users\":[\"u\"],\"until\":\"2099-01-01T00:00:00Z\"}";
    String uri = "/v1/campaigns/jury/allocations";
    CALLER.post(uri, one).is(400, "malformed");
    CALLER.post(uri, one.replace("2099", "2001"), "Idempotency-Key", "k").is(400, "malformed");
    CALLER.post(uri, one.replace("}", ",\"units\":1000}"), "Idempotency-Key", "k").is(200);
    CALLER
        .post(uri, one.replace("}", ",\"units\":1}"), "Idempotency-Key", "l")
        .is(409, "insufficient");
    Got odds = CALLER.get("/v1/campaigns/jury/odds?user=u").is(200);
    assertThat(odds.json().path("odds").toString())
        .isEqualTo("[{\"item\":\"pen\",\"numerator\":1,\"perMillion\":1000000,\"reserved\":1000}]");
    assertThat(draw("jury", "a", 1).is(200).json().path("outcome").asString()).isEqualTo("granted");
    Got others = CALLER.get("/v1/campaigns/jury/odds").is(200);
    assertThat(others.json().path("miss").toString())
        .isEqualTo("{\"numerator\":3,\"perMillion\":1000000}");
  }
}
