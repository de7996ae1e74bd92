package dev.manna.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Author;
import dev.manna.core.ChangeCommand;
import dev.manna.core.ChangeReply;
import dev.manna.core.Command.Define;
import dev.manna.core.Command.Enter;
import dev.manna.core.Command.Move;
import dev.manna.core.Command.Steer;
import dev.manna.core.Event;
import dev.manna.core.ProofCommand;
import dev.manna.core.Query;
import dev.manna.server.export.HashChain;
import dev.manna.server.proof.SmallLog;
import dev.manna.simulation.Chance;
import dev.manna.simulation.Workload;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class VerifyTest {
  @TempDir Path folder;

  private final Command command = new Command();

  private Path published(Path data) {
    Path file = folder.resolve("published.jsonl");
    assertThat(command.run("export", "--public", "--data", data, "--out", file)).isZero();
    return file;
  }

  private Path everything() throws IOException {
    Path data = folder.resolve("data");
    SmallLog.everything(data);
    try (SmallLog log = new SmallLog(data)) {
      log.ask(
          new ChangeCommand.Authored(
              new Define("other", SmallLog.sale(), 0), new Author("ann", "one more")));
    }
    SmallLog.reveal(data);
    return published(data);
  }

  private JsonNode verified(Path file, int status) {
    Command verify = new Command();
    assertThat(verify.run("verify", file, "--json")).as(verify.err()).isEqualTo(status);
    return verify.json();
  }

  @Test
  void shouldRecomputeEachOutcome() throws IOException {
    Path file = everything();
    JsonNode report = verified(file, 0);
    assertThat(report.path("recomputed").asInt()).isEqualTo(40);
    assertThat(report.path("unrevealed").asInt()).isZero();
    assertThat(report.path("ok").asBoolean()).isTrue();
    assertThat(Files.readString(file)).doesNotContain("user-").contains("\"alias\":");
    Proofs.agree(file, report);
  }

  @Test
  void shouldNameTheClaimThatWasForgedEvenIfTheChainIsForgedToo() throws IOException {
    List<String> lines = Files.readAllLines(everything());
    int forged = 0;
    while (!lines.get(forged).contains("\"amount\":")) {
      forged++;
    }
    String honest = lines.get(forged);
    int amount = honest.indexOf("\"amount\":") + 9;
    char digit = honest.charAt(amount);
    lines.set(
        forged,
        honest.substring(0, amount)
            + (digit == '9' ? '1' : (char) (digit + 1))
            + honest.substring(amount + 1));
    StringWriter text = new StringWriter();
    HashChain chain = new HashChain(text);
    for (String line : lines) {
      chain.write(line.substring(0, line.length() - 75) + "}\n");
    }
    Path file = Files.writeString(folder.resolve("forged.jsonl"), text.toString());
    JsonNode report = verified(file, 1);
    JsonNode finding = report.path("findings").get(0);
    assertThat(finding.path("position").asInt()).isEqualTo(forged + 1);
    assertThat(finding.path("campaign").asString()).isEqualTo("rain");
    assertThat(honest).contains(finding.path("ticket").asString());
    assertThat(finding.path("what").asString()).contains("expected").contains("cents");
    Proofs.agree(file, report);
  }

  private Path raffle() throws IOException {
    Path data = folder.resolve("raffle");
    try (SmallLog log = new SmallLog(data)) {
      log.define("tombola", SmallLog.raffle());
      for (int i = 0; i < 50; i++) {
        log.ask(new Enter("tombola", "user-" + i % 30, "e" + i, 1 + i % 7));
      }
      log.ask(new Steer("tombola", Move.CLOSE));
      log.ask(new ProofCommand.Reveal("tombola"));
    }
    return published(data);
  }

  @Test
  void shouldRecomputeTheWinnersOfARaffle() throws IOException {
    Path file = raffle();
    JsonNode report = verified(file, 0);
    assertThat(report.path("recomputed").asInt()).isEqualTo(21);
    Proofs.agree(file, report);
  }

  @Test
  void shouldNameTheWinnerThatWasForged() throws IOException {
    List<String> lines = Files.readAllLines(raffle());
    StringWriter text = new StringWriter();
    HashChain chain = new HashChain(text);
    int forged = 0;
    int line = 0;
    for (String honest : lines) {
      line++;
      boolean last = honest.contains("\"type\":\"won\"") && !lines.get(line).contains("won");
      String without = honest.substring(0, honest.length() - 75) + "}\n";
      forged = last ? line : forged;
      chain.write(last ? without.replaceFirst("\"claim\":\\d+", "\"claim\":1") : without);
    }
    Path file = Files.writeString(folder.resolve("forged.jsonl"), text.toString());
    JsonNode report = verified(file, 1);
    JsonNode finding = report.path("findings").get(0);
    assertThat(finding.path("position").asInt()).isEqualTo(forged);
    assertThat(finding.path("what").asString())
        .startsWith("tombola: expected claim ")
        .contains("found claim 1 wins book");
    Proofs.agree(file, report);
  }

  @Test
  void shouldNameTheLineOfAByteThatWasChanged() throws IOException {
    byte[] honest = Files.readAllBytes(everything());
    Path file = folder.resolve("changed.jsonl");
    long line = 1;
    for (int i = 0; i < honest.length; i++) {
      if (i % 97 == 0 || honest[i] == '\n') {
        byte[] changed = honest.clone();
        changed[i] ^= 1;
        Files.write(file, changed);
        JsonNode first = verified(file, 1).path("findings").get(0);
        assertThat(first.path("line").asLong()).as("byte %d", i).isEqualTo(line);
      }
      line += honest[i] == '\n' ? 1 : 0;
    }
  }

  @Test
  void shouldNameTheLineOfAByteThatWasChangedInJavaScriptToo() throws IOException {
    Path file = everything();
    JsonNode result = Proofs.ofChangedBytes(file, 97);
    assertThat(result.path("changed").asLong()).isGreaterThan(Files.size(file) / 97);
    assertThat(result.path("wrong")).as(result.toString()).isEmpty();
  }

  @Test
  void shouldKnowEachTypeOfLines() throws IOException {
    String java =
        Files.readString(Path.of("src/main/java/dev/manna/server/verify/Verification.java"));
    String script = Files.readString(Path.of("src/main/resources/proof/proof.js"));
    String reference = Files.readString(Path.of("../docs/reference/proof.md"));
    List<String> types = types(Event.class).toList();
    assertThat(types).contains("founded", "drawn", "returned").hasSizeGreaterThan(15);
    for (String type : types) {
      assertThat(java).as("Verification.java").contains('"' + type + '"');
      assertThat(script).as("proof.js").contains('"' + type + '"');
      if (!type.equals("founded")) {
        assertThat(reference).as("proof.md").contains('`' + type + '`');
      }
    }
  }

  /** The types of the lines that events of a class stand in. */
  private static Stream<String> types(Class<?> event) {
    return event.isSealed()
        ? Stream.of(event.getPermittedSubclasses()).flatMap(VerifyTest::types)
        : Stream.of(event.getSimpleName().toLowerCase(Locale.ROOT));
  }

  @Test
  void shouldAgreeOnARandomLogOfManyCampaigns() throws IOException {
    Path data = folder.resolve("random");
    Chance chance = new Chance(7);
    try (SmallLog log = new SmallLog(data)) {
      Workload workload = new Workload(chance, 12, 40);
      for (int i = 0; i < 20_000; i++) {
        log.pass(chance.between(0, 50));
        workload.learn(log.ask(workload.next(log.millis())));
      }
      for (int i = -1; i < 1_000; i++) {
        String campaign = i < 0 ? "nowhere" : "c" + i;
        close(log, campaign);
        log.ask(new ProofCommand.Reveal(campaign));
      }
    }
    Path file = published(data);
    JsonNode report = verified(file, 0);
    assertThat(report.path("recomputed").asInt()).isGreaterThan(500);
    assertThat(report.path("unrevealed").asInt()).isZero();
    Proofs.agree(file, report);
  }

  /** With a second person, where it needs one; what waits makes room for it. */
  private static void close(SmallLog log, String campaign) {
    Author ann = new Author("ann", "the end");
    if (log.ask(new Query.OfChanges(campaign, 0, 1)) instanceof ChangeReply.Changes changes) {
      for (int number : changes.waiting()) {
        log.ask(new ChangeCommand.Withdraw(campaign, number, ann));
      }
    }
    Steer close = new Steer(campaign, Move.CLOSE);
    if (log.ask(new ChangeCommand.Authored(close, ann)) instanceof ChangeReply.Proposal waits) {
      Author ben = new Author("ben", "it is");
      log.ask(new ChangeCommand.Approve(campaign, waits.number(), ben));
    }
  }

  @Test
  void shouldSayWhatIsWrongWithAFile() throws IOException {
    assertThat(command.run("verify", folder.resolve("none"))).isEqualTo(1);
    assertThat(command.err()).contains("cannot be read");
    Path file = Files.writeString(folder.resolve("text"), "hello\n", StandardCharsets.UTF_8);
    JsonNode report = verified(file, 1);
    assertThat(report.path("findings").get(0).path("what").asString()).contains("hash");
    Path data = folder.resolve("data");
    SmallLog.everything(data);
    assertThat(command.run("export", "--public", "--from", "2", "--data", data)).isEqualTo(1);
    assertThat(command.err()).contains("begins at position 1");
  }
}
