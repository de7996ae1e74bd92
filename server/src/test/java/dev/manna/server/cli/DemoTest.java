package dev.manna.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class DemoTest {
  @TempDir Path folder;
  private final Command command = new Command();

  @Test
  void shouldEndWithEveryInvariantHeld() {
    Path keep = folder.resolve("kept");
    int status =
        command.run(
            "demo", "--seconds", 3, "--users", 400, "--concurrency", 16, "--json", "--keep", keep);
    assertThat(command.err()).contains("SIGKILL", "the same bytes came back", "Everything held");
    assertThat(status).isZero();
    JsonNode json = command.json();
    assertThat(json.path("ok").asBoolean()).isTrue();
    assertThat(json.path("lost").asLong(-1)).isZero();
    assertThat(json.path("double").asLong(-1)).isZero();
    assertThat(json.path("claims").asLong())
        .isEqualTo(
            json.path("granted").asLong()
                + json.path("missed").asLong()
                + json.path("refused").asLong());
    assertThat(json.path("granted").asLong()).isGreaterThan(100);
    assertThat(json.path("recoverySeconds").asDouble()).isPositive();
    assertThat(json.path("sentAgain").asLong()).isPositive();
    assertThat(json.path("campaigns").size()).isEqualTo(3);
    for (JsonNode invariant : json.path("invariants")) {
      assertThat(invariant.path("held").asBoolean()).as(invariant.toString()).isTrue();
    }
    JsonNode proof = json.path("proof");
    assertThat(proof.path("ok").asBoolean()).isTrue();
    assertThat(proof.path("recomputed").asLong()).isGreaterThan(100);
    assertThat(proof.path("unrevealed").asLong(-1)).isZero();
    assertThat(command.err()).contains("outcomes recomputed", "./manna verify " + keep);
    JsonNode books = json.path("books");
    assertThat(books.path("ok").asBoolean()).as(books.toString()).isTrue();
    assertThat(books.path("position").asLong()).isEqualTo(json.path("events").asLong());
    assertThat(books.path("grants").asLong()).isGreaterThan(100);
    assertThat(command.err()).contains("the books are what the log has made of them");
    assertThat(new Command().run("reconcile", "--data", keep.resolve("data"))).isZero();
    assertThat(new Command().run("verify", keep.resolve("published.jsonl"))).isZero();
    shouldHaveKeptItsData(keep.resolve("data"), json.path("events").asLong());
  }

  private static void shouldHaveKeptItsData(Path data, long events) {
    Command audit = new Command();
    assertThat(audit.run("audit", "--data", data, "--json")).isZero();
    assertThat(audit.json().path("events").asLong()).isEqualTo(events);
  }

  @Test
  void shouldSayWhatIsWrong() throws IOException {
    assertThat(command.run("demo", "--seconds", 0)).isEqualTo(1);
    assertThat(command.err()).contains("--seconds 0: 1 to 300 are allowed");
    assertThat(command.run("demo", "--users", -1)).isEqualTo(1);
    assertThat(command.err()).contains("--users -1: 1 to 10000000 are allowed");
    assertThat(command.run("demo", "--concurrency", 1001)).isEqualTo(1);
    assertThat(command.run("demo", "--seconds", "long")).isEqualTo(2);
    assertThat(command.run("demo", "--ledger", "jdbc:oracle:x")).isEqualTo(1);
    assertThat(command.err())
        .contains("--ledger: \"jdbc:oracle:...\" is not allowed; sqlite, none");
    assertThat(command.run("demo", "--ledger", "none")).isEqualTo(1);
    assertThat(command.err()).contains("--ledger none: a demonstration ends with its books");
    Files.writeString(folder.resolve("there"), "");
    assertThat(command.run("demo", "--keep", folder)).isEqualTo(1);
    assertThat(command.err()).contains("--keep " + folder + ": is not empty; name a new directory");
    assertThat(command.run("demo", "--keep", folder.resolve("there"))).isEqualTo(1);
    assertThat(command.err()).contains("is not a directory").doesNotContain("\tat ");
  }
}
