package dev.manna.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.manna.server.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Forecasts whose figures can be known without them. */
final class SimulateTest {
  private static final String LOTTERY =
      """
      {"kind": "lottery", "noPrizeWeight": 890, "whenGone": "miss",
       "prizes": [{"id": "car", "weight": 10, "stock": 3, "valueCents": 2000000},
                  {"id": "sticker", "weight": 100, "stock": "unlimited"}]}\
      """;

  @TempDir Path folder;
  private final Command command = new Command();

  private Path file(String name, String definition) throws IOException {
    return Files.writeString(folder.resolve(name), definition);
  }

  private JsonNode simulate(Path definition, Object... more) {
    Object[] words = new Object[7 + more.length];
    Object[] first = {
      "simulate", "--campaign", definition, "--json", "--within", 20, "--seconds=60"
    };
    System.arraycopy(first, 0, words, 0, first.length);
    System.arraycopy(more, 0, words, first.length, more.length);
    assertThat(command.run(words)).as(command.err()).isZero();
    return command.json();
  }

  private static JsonNode with(JsonNode list, String field, String value) {
    for (JsonNode each : list) {
      if (each.path(field).asString().equals(value)) {
        return each;
      }
    }
    throw new AssertionError(value + " is not in " + list);
  }

  private static void shouldHold(JsonNode estimate, double truth) {
    double slack = (estimate.path("high").asDouble() - estimate.path("low").asDouble()) / 2;
    assertThat(estimate.path("mean").asDouble()).isCloseTo(truth, within(2 * slack + 1e-9));
  }

  @Test
  void shouldKnowTheChancesOfARaffle() throws IOException {
    String raffle =
        """
        {"kind": "lottery", "raffle": true,
         "prizes": [{"id": "trip", "stock": 1}, {"id": "book", "stock": 19}]}\
        """;
    JsonNode json = simulate(file("tombola.json", raffle), "--users", 100, "--runs", 200);
    shouldHold(with(json.path("chances"), "outcome", "an entry"), 1);
    shouldHold(with(json.path("chances"), "outcome", "trip"), 0.01);
    shouldHold(with(json.path("chances"), "outcome", "book"), 0.19);
  }

  @Test
  void shouldAdmitWhoeverComes() throws IOException {
    String closed =
        """
        {"kind": "lottery", "allowListed": true, "chances": true, "secondPerson": true,
         "noPrizeWeight": 3, "prizes": [{"id": "pen", "weight": 1, "stock": "unlimited"}]}\
        """;
    JsonNode json =
        simulate(file("closed.json", closed), "--users", 100, "--runs", 50, "--draws", 2);
    shouldHold(with(json.path("chances"), "outcome", "pen"), 1 - 0.75 * 0.75);
  }

  @Test
  void shouldDrawARaffleThatTwoWouldClose() throws IOException {
    String raffle =
        """
        {"kind": "lottery", "raffle": true, "chances": true, "secondPerson": true,
         "prizes": [{"id": "trip", "stock": 1}]}\
        """;
    JsonNode drawn = simulate(file("tombola.json", raffle), "--users", 100, "--runs", 50);
    shouldHold(with(drawn.path("chances"), "outcome", "trip"), 0.01);
  }

  @Test
  void shouldKnowTheChancesOfALottery() throws IOException {
    JsonNode json = simulate(file("wheel.json", LOTTERY), "--users", 1_000, "--runs", 200);
    assertThat(json.path("runs").asInt()).isEqualTo(200);
    JsonNode car = with(json.path("pools"), "item", "car");
    shouldHold(with(json.path("chances"), "outcome", "sticker"), 0.1);
    assertThat(car.path("out").path("most").asDouble()).isEqualTo(3);
    assertThat(json.path("costCents").path("most").asDouble()).isEqualTo(6_000_000);
    // Fewer than 3 of 1,000 draws at 1 in 100: 0.0027 of all runs.
    assertThat(car.path("runsOut").path("low").asDouble()).isGreaterThan(0.95);
    // The third of 1,000 x 0.01 Poisson moments in a minute comes after 60 x 3 / 10 seconds.
    shouldHold(car.path("runsOutAfterSeconds"), 18);
    assertThat(command.err()).contains("wheel.json: lottery; 1,000 users, 1 claim each", "car");
  }

  @Test
  void shouldSayWhatARainCostsAndWhoGoesWithout() throws IOException {
    Path rain =
        file(
            "rain.json",
            """
            {"kind": "red-packet", "currency": "CNY", "budgetCents": 5000, "packets": 50,
             "split": {"kind": "double-mean", "minCents": 1, "maxCents": 5000}}\
            """);
    JsonNode json = simulate(rain, "--users", 200, "--runs", 20, "--arrivals", "spike");
    assertThat(json.path("costCents").path("least").asDouble()).isEqualTo(5_000);
    assertThat(json.path("costCents").path("most").asDouble()).isEqualTo(5_000);
    shouldHold(with(json.path("chances"), "outcome", "packet"), 0.25);
    shouldHold(with(json.path("chances"), "outcome", "refused, sold-out"), 0.75);
    assertThat(command.err()).contains("cents CNY");
  }

  @Test
  void shouldLetHeldOrdersExpireOrBePaid() throws IOException {
    Path sale = file("sale.json", "{\"kind\":\"sale\",\"skus\":[{\"id\":\"a\",\"stock\":1000}]}");
    JsonNode json = simulate(sale, "--users", 100, "--runs", 50, "--hold", 1, "--paid", 30);
    JsonNode out = with(json.path("pools"), "item", "a").path("out");
    assertThat(out.path("mean").asDouble()).isBetween(27.0, 34.0);
    assertThat(json.path("pools").get(0).path("runsOut").path("mean").asDouble()).isZero();
  }

  @Test
  void shouldCountAUserOnceForEachOutcome() throws IOException {
    JsonNode json =
        simulate(
            file("wheel.json", LOTTERY), "--users", 300, "--runs", 100, "--claims", 3, "--draws=2");
    shouldHold(with(json.path("chances"), "outcome", "sticker"), 1 - Math.pow(0.9, 6));
  }

  @Test
  void shouldComeToTheSameUnderTheSameSeed() throws IOException {
    Path wheel = file("wheel.json", LOTTERY);
    JsonNode one = simulate(wheel, "--users", 100, "--runs", 10, "--seed", 5);
    Command again = new Command();
    again.run(
        "simulate",
        "--campaign",
        wheel,
        "--json",
        "--seconds",
        60,
        "--users",
        100,
        "--runs",
        10,
        "--seed",
        5);
    assertThat(again.json().path("chances")).isEqualTo(one.path("chances"));
    assertThat(again.json().path("pools")).isEqualTo(one.path("pools"));
  }

  @Test
  void shouldHoldAnEditAgainstWhatRuns() throws IOException {
    try (RunningServer server = new RunningServer()) {
      server.caller().put("/v1/campaigns/wheel", LOTTERY);
      Path edit = file("edit.json", LOTTERY.replace("\"stock\": 3", "\"stock\": 5"));
      JsonNode json =
          simulate(
              edit,
              "--users",
              2_000,
              "--runs",
              20,
              "--against",
              "http://127.0.0.1:" + server.port() + "/v1/campaigns/wheel");
      assertThat(with(json.path("pools"), "item", "car").path("out").path("mean").asDouble())
          .isEqualTo(5);
      JsonNode before = with(json.path("against").path("pools"), "item", "car");
      assertThat(before.path("out").path("mean").asDouble()).isEqualTo(3);
      assertThat(command.err()).containsPattern("car: goes out +5 .* yes");
    }
  }

  @Test
  void shouldLetTheCrowdComeWhileTheRoundsLast() throws IOException {
    String rain =
        """
        {"kind": "red-packet", "currency": "CNY", "split": {"kind": "even"},
         "rounds": [{"start": "2027-02-05T18:00:00Z", "end": "2027-02-05T18:00:30Z",
                     "budgetCents": 100, "packets": 1},
                    {"start": "2027-02-05T18:00:30Z", "end": "2027-02-05T18:01:00Z",
                     "budgetCents": 200, "packets": 1}]}\
        """;
    assertThat(run(file("rain.json", rain), "--users", 1_000, "--runs", 10, "--json")).isZero();
    JsonNode json = command.json();
    assertThat(json.path("seconds").asDouble()).isEqualTo(60);
    assertThat(json.path("costCents").path("least").asDouble()).isEqualTo(300);
  }

  @Test
  void shouldSayWhatIsWrong() throws IOException {
    Path wheel = file("wheel.json", LOTTERY);
    assertThat(run(wheel, "--users", 10)).isEqualTo(1);
    assertThat(command.err()).contains("--seconds: is needed");
    assertThat(run(wheel, "--users", 10, "--seconds", 60, "--arrivals", "odd")).isEqualTo(1);
    assertThat(command.err()).contains("--arrivals \"odd\": steady, falling, rising and spike");
    assertThat(run(folder.resolve("none"), "--users", 10)).isEqualTo(1);
    assertThat(command.err()).contains("none: cannot be read");
    Path broken = file("broken.json", LOTTERY.replace("\"weight\": 10,", ""));
    assertThat(run(broken, "--users", 10, "--seconds", 60)).isEqualTo(1);
    assertThat(command.err()).contains("broken.json: prizes[0].weight: is missing");
    assertThat(run(wheel, "--users", 10_000_000, "--claims", 3)).isEqualTo(1);
    assertThat(command.err()).contains("--claims 3: 1 to 2 are allowed").doesNotContain("\tat ");
  }

  private int run(Path definition, Object... more) {
    Object[] words = new Object[3 + more.length];
    Object[] first = {"simulate", "--campaign", definition};
    System.arraycopy(first, 0, words, 0, first.length);
    System.arraycopy(more, 0, words, first.length, more.length);
    return command.run(words);
  }
}
