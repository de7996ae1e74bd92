package dev.manna.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.proof.SmallLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class ExplainTest {
  @TempDir Path folder;
  private Path data;
  private final Command command = new Command();

  @BeforeEach
  void writeALog() throws IOException {
    data = folder.resolve("data");
    SmallLog.everything(data);
  }

  private static JsonNode explained(Path data, String campaign, String user, String key) {
    Command explain = new Command();
    assertThat(explain.run("explain", "--data", data, campaign, user, key, "--json"))
        .as(explain.err())
        .isZero();
    return explain.json();
  }

  private static List<String> rules(JsonNode json) {
    List<String> rules = new ArrayList<>();
    for (JsonNode step : json.path("rules")) {
      assertThat(step.path("refuses").asBoolean()).isFalse();
      rules.add(step.path("rule").asString());
    }
    return rules;
  }

  private static String balance(JsonNode json, String of, String what) {
    for (JsonNode each : json.path("balances")) {
      if (each.path("of").asString().equals(of) && each.path("what").asString().equals(what)) {
        return each.path("before") + " to " + each.path("after");
      }
    }
    return "none";
  }

  @Test
  void shouldSayWhatEachRuleLookedAtInTheLawsOrder() {
    assertThat(rules(explained(data, "rain", "user-3", "s3")))
        .containsExactly(
            "malformed",
            "unknown-campaign",
            "key-reused",
            "not-started",
            "paused",
            "ended",
            "blocked",
            "not-eligible",
            "limit-reached",
            "limit-reached",
            "sold-out",
            "all-held");
  }

  @Test
  void shouldSayWhatAnOrderTookAndWhatWasThereBefore() {
    JsonNode json = explained(data, "flash", "user-1", "o1");
    assertThat(json.path("position").asLong()).isEqualTo(10);
    assertThat(json.path("claim").asInt()).isEqualTo(2);
    assertThat(json.path("kind").asString()).isEqualTo("sale");
    assertThat(json.path("outcome")).hasToString("[\"2 of a\",\"1 of b\"]");
    assertThat(json.path("decidedAgain").asString()).isEqualTo("not-asked");
    assertThat(balance(json, "a", "free")).isEqualTo("99 to 97");
    assertThat(balance(json, "a", "held")).isEqualTo("0 to 2");
    assertThat(balance(json, "b", "given")).isEqualTo("1 to 1");
    assertThat(balance(json, "user", "uses")).isEqualTo("0 to 1");
    assertThat(rules(json)).endsWith("sold-out", "all-held", "insufficient");
    assertThat(json.path("rules").toString())
        .contains("{\"what\":\"asked for of a\",\"value\":\"2\",\"limit\":\"99\"}");
  }

  @Test
  void shouldHideTheNumbersUntilTheKeyIsShown() throws IOException {
    JsonNode json = explained(data, "wheel", "user-0", "d0");
    assertThat(json.path("numbers")).isEmpty();
    assertThat(json.path("hiddenNumbers").asInt()).isEqualTo(3);
    assertThat(json.path("decidedAgain").asString()).isEqualTo("same");
    assertThat(json.path("outcome").size()).isEqualTo(3);
    SmallLog.reveal(data);
    json = explained(data, "wheel", "user-0", "d0");
    assertThat(json.path("numbers").size()).isEqualTo(3);
    assertThat(json.path("hiddenNumbers").asInt()).isZero();
  }

  @Test
  void shouldShowTheNumbersOfTheWorkedExample() throws IOException {
    Path example = folder.resolve("example");
    ProofExample.write(example);
    JsonNode json = explained(example, "wheel", "alice", "d2");
    assertThat(json.path("numbers")).hasToString("[\"1784740436\",\"1446605729\"]");
    assertThat(json.path("outcome")).hasToString("[\"miss\",\"mug\"]");
    assertThat(balance(json, "mug", "free")).isEqualTo("3 to 2");
    assertThat(balance(json, "user", "misses in a row")).isEqualTo("1 to 0");
    json = explained(example, "rain", "alice", "s1");
    assertThat(json.path("outcome")).hasToString("[\"packet of 211 cents\"]");
    for (JsonNode number : json.path("numbers")) {
      assertThat(Files.readString(ProofExample.PAGE)).contains(" = " + number.asString() + "\n");
    }
    assertThat(json.path("numbers").size()).isEqualTo(13);
  }

  @Test
  void shouldBeReadByPeople() {
    assertThat(command.run("explain", "--data", data, "rain", "user-0", "s0")).isZero();
    assertThat(command.out())
        .contains("rain (red-packet, version 1), user user-0, key s0: claim 1 at position 6,")
        .contains("limit-reached", "used in total", "free of budget")
        .contains("which are shown when the campaign's key is")
        .contains("Decided again at that point, it comes to the same.")
        .doesNotContain("REFUSES");
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThat(command.run("explain", "--data", data, "moon", "user-0", "s0")).isEqualTo(1);
    assertThat(command.err()).contains("unknown-campaign: \"moon\" is not defined");
    assertThat(command.run("explain", "--data", data, "rain", "user-0", "other")).isEqualTo(1);
    assertThat(command.err())
        .contains("unknown-claim: no claim of \"user-0\" on \"rain\" was accepted under the key");
    assertThat(command.run("explain", "--data", data, "ra in", "user-0", "s0")).isEqualTo(1);
    assertThat(command.err()).contains("CAMPAIGN");
    assertThat(command.run("explain", "--data", folder.resolve("none"), "a", "b", "c")).isOne();
    assertThat(command.err()).contains("there is no such directory");
    assertThat(command.run("explain", "--data", data, "rain", "user-0")).isEqualTo(2);
    assertThat(command.out()).isEmpty();
  }

  @Test
  void shouldLeaveTheJournalOfARunningServerAlone() throws IOException {
    try (SmallLog running = new SmallLog(data)) {
      assertThat(running.millis()).isPositive();
      assertThat(command.run("explain", "--data", data, "rain", "user-0", "s0")).isEqualTo(1);
      assertThat(command.err()).contains("another process");
    }
  }
}
