package dev.manna.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.ProofQuery;
import dev.manna.core.ProofReply;
import dev.manna.server.proof.SmallLog;
import dev.manna.server.verify.Finding;
import dev.manna.server.verify.PublishedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The worked example is what a server of today writes, and each figure of it is right. */
final class ProofExampleTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void writeTheLog() throws IOException {
    data = folder.resolve("data");
    ProofExample.write(data);
  }

  private static List<JsonNode> lines() throws IOException {
    return Files.readAllLines(ProofExample.LINES).stream().map(JSON::readTree).toList();
  }

  private static JsonNode ofType(String type, String campaign) throws IOException {
    return lines().stream()
        .filter(line -> line.path("type").asString().equals(type))
        .filter(line -> line.path("campaign").asString().equals(campaign))
        .findFirst()
        .orElseThrow();
  }

  /** The line that shows the key: that of a settlement, or of a reveal where something is open. */
  private static JsonNode shown(String campaign) throws IOException {
    boolean settled = lines().stream().anyMatch(line -> isSettlement(line, campaign));
    return ofType(settled ? "campaignsettled" : "revealed", campaign);
  }

  private static boolean isSettlement(JsonNode line, String campaign) {
    return line.path("type").asString().equals("campaignsettled")
        && line.path("campaign").asString().equals(campaign);
  }

  private static byte[] bytes(JsonNode line, String field) {
    return HexFormat.of().parseHex(line.path(field).asString());
  }

  @Test
  void shouldBeWhatIsExportedOfItsRequests() throws IOException {
    Path file = folder.resolve("example.jsonl");
    assertThat(new Command().run("export", "--public", "--data", data, "--out", file)).isZero();
    assertThat(Files.readString(file)).isEqualTo(Files.readString(ProofExample.LINES));
  }

  @Test
  void shouldBeAcceptedByBothVerifiers() throws IOException {
    Command verify = new Command();
    assertThat(verify.run("verify", ProofExample.LINES, "--json")).isZero();
    JsonNode report = verify.json();
    Proofs.agree(ProofExample.LINES, report);
    String page = Files.readString(ProofExample.PAGE);
    assertThat(page)
        .contains("a published log of " + report.path("events") + " lines:")
        .contains("begins with `" + report.path("hash").asString().substring(0, 16) + "`;")
        .contains("finds " + report.path("recomputed") + " outcomes recomputed and nothing wrong");
  }

  private WorkedNumbers numbers(String campaign, String key, List<String> into) throws IOException {
    JsonNode shown = shown(campaign);
    try (SmallLog log = new SmallLog(data)) {
      ProofReply.Receipt receipt =
          (ProofReply.Receipt) log.ask(new ProofQuery.OfReceipt(campaign, "alice", key));
      byte[] userSalt = receipt.names().userSalt().bytes();
      byte[] saltHash = bytes(shown, "saltHash");
      return new WorkedNumbers(
          campaign, bytes(shown, "key"), saltHash, userSalt, "alice", key, into);
    }
  }

  /** The part of the page between two marks, its figures between the marks of code. */
  private static String part(String heading) throws IOException {
    String page = Files.readString(ProofExample.PAGE);
    int from = page.indexOf("\n## " + heading + "\n");
    int to = page.indexOf("\n## ", from + 1);
    return page.substring(from, to < 0 ? page.length() : to);
  }

  @Test
  void shouldWorkOutEachFigureOfTheDraw() throws IOException {
    List<String> worked = new ArrayList<>();
    WorkedClaims.draws(numbers("wheel", "d2", worked), worked);
    String part = part("A draw");
    assertThat(part.split("```\n", -1)[1].lines()).containsExactlyElementsOf(worked);
    JsonNode line = lines().get(8);
    assertThat(worked.get(5)).startsWith("ticket    = " + line.path("ticket").asString());
    assertThat(line.path("wins")).hasToString("[2]");
    assertThat(line.path("grants").get(0).path("item").asString()).isEqualTo("mug");
    assertThat(lines().get(4).path("alias")).isEqualTo(line.path("alias"));
    assertThat(lines().get(4).path("wins")).isEmpty();
    assertThat(part)
        .contains("Position 9,", "The line at position 5 is her only\ndraw before, a miss;")
        .contains("`wins` of the line is `[2]`");
  }

  @Test
  void shouldWorkOutEachFigureOfTheSnatch() throws IOException {
    List<String> worked = new ArrayList<>();
    WorkedClaims.snatch(numbers("rain", "s1", worked), worked);
    String part = part("A snatch");
    assertThat(part.split("```\n", -1)[1].lines()).containsExactlyElementsOf(worked);
    List<JsonNode> snatches =
        lines().stream().filter(line -> line.path("type").asString().equals("snatched")).toList();
    assertThat(snatches.getFirst().path("position").asInt()).isEqualTo(6);
    assertThat(part)
        .contains("Position 6,")
        .contains("`\"block\":" + snatches.getFirst().path("block") + '`');
    List<String> positions = new ArrayList<>();
    List<String> amounts = new ArrayList<>();
    for (JsonNode snatch : snatches.subList(1, 4)) {
      positions.add(snatch.path("position").asString());
      amounts.add(snatch.path("grants").get(0).path("amount").asString());
    }
    assertThat(part)
        .contains(
            "The hits at positions %s, %s and %s take %s, %s and %s from it,"
                .formatted(concat(positions, amounts)));
  }

  private static Object[] concat(List<String> some, List<String> others) {
    List<String> all = new ArrayList<>(some);
    all.addAll(others);
    return all.toArray();
  }

  @Test
  void shouldNameTheLineOfEachByteThatIsChanged() throws IOException {
    byte[] honest = Files.readAllBytes(ProofExample.LINES);
    Path file = folder.resolve("changed.jsonl");
    long line = 1;
    for (int i = 0; i < honest.length; i++) {
      byte[] changed = honest.clone();
      changed[i] ^= Proofs.CHANGES.get(i % Proofs.CHANGES.size());
      Files.write(file, changed);
      List<Finding> findings = new PublishedLog(file).verify().findings();
      assertThat(findings).as("byte %d", i).isNotEmpty();
      assertThat(findings.getFirst().line()).as("byte %d", i).isEqualTo(line);
      line += honest[i] == '\n' ? 1 : 0;
    }
  }

  @Test
  void shouldNameTheLineOfEachByteThatIsChangedInJavaScriptToo() throws IOException {
    JsonNode result = Proofs.ofChangedBytes(ProofExample.LINES, 1);
    assertThat(result.path("changed").asLong()).isEqualTo(Files.size(ProofExample.LINES));
    assertThat(result.path("wrong")).as(result.toString()).isEmpty();
  }
}
