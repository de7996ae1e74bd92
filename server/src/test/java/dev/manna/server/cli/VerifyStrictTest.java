package dev.manna.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.export.HashChain;
import dev.manna.simulation.fair.Hashes;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Logs whose chain of hashes is whole and whose lines are not what a server writes: what no key
 * tells, the rules must.
 */
final class VerifyStrictTest {
  private static final String OTHER_GRANTS = "has other grants than a packet or a good";
  private static final String TWICE = "wins with a draw that was not made, or twice";

  /** Of which line what is replaced by what, and what is said of it. */
  private record Forgery(String campaign, String type, String from, String to, String said) {}

  /** Found without the key too. */
  private static final List<Forgery> FORGERIES =
      List.of(
          new Forgery("wheel", "drawn", "quantity\":1", "quantity\":2", "other wins than grants"),
          new Forgery("wheel", "drawn", "quantity\":1", "quantity\":\"1\"", "no number \"quantity"),
          new Forgery("wheel", "drawn", "\\[1,2,3]", "[1,1,3]", TWICE),
          new Forgery("wheel", "drawn", "\\[1,2,3]", "[1,2,4]", TWICE),
          new Forgery("wheel", "drawn", "\\[1,2,3]", "[0,2,3]", TWICE),
          new Forgery("wheel", "drawn", "\\[1,2,3]", "[1,2]", "other wins than grants"),
          new Forgery("wheel", "drawn", "\\[1,2,3]", "[1,2,\"3\"]", "no number \"wins"),
          new Forgery("wheel", "drawn", "allocated\":2", "allocated\":1", "not what is set aside"),
          new Forgery("wheel", "drawn", "allocated\":2", "allocated\":3", "not what is set aside"),
          new Forgery("wheel", "drawn", "\"allocated\":2,", "", "no number \"allocated"),
          new Forgery("wheel", "drawn", "draws\":3", "draws\":0", "not 1 to 100 draws"),
          new Forgery("wheel", "drawn", "draws\":3", "draws\":101", "not 1 to 100 draws"),
          new Forgery("wheel", "drawn", "item\":\"pen", "item\":\"pan", "which no one defined"),
          new Forgery("wheel", "drawn", "wheel.2", "wheel.4", "where wheel.2 is due"),
          new Forgery("wheel", "drawn", "claim\":2", "claim\":0", "is claim 0, after claim 0"),
          new Forgery("wheel", "drawn", "ticket\":\"..", "ticket\":\"zz", "hexadecimal"),
          new Forgery("flash", "deducted", "alias\":\"..", "alias\":\"zz", "hexadecimal"),
          new Forgery("wheel", "allocated", "units\":2", "units\":0", "less than one unit"),
          new Forgery("wheel", "defined", "time\":\"....-..-..", "time\":\"today", "has no time"),
          new Forgery("rain", "snatched", "round\":1", "round\":2", "not of round 1, which runs"),
          new Forgery("rain", "snatched", "\"round\":1,", "", "not of round 1, which runs"),
          new Forgery("fair", "snatched", "\"block", "\"round\":1,\"block", "not of round 0"),
          new Forgery("rain", "snatched", "item\":\"packet", "item\":\"budget", OTHER_GRANTS),
          new Forgery("rain", "snatched", "amount\":\\d+", "amount\":0", OTHER_GRANTS),
          new Forgery("rain", "snatched", "(\\{\"id.*})]", "$1,$1]", "where rain.2 is due"),
          new Forgery("goods", "snatched", "quantity\":1", "quantity\":2", OTHER_GRANTS),
          new Forgery("goods", "snatched", "item\":\"cap", "item\":\"budget", OTHER_GRANTS),
          new Forgery("goods", "snatched", "item\":\"cap", "item\":\"", "has other grants"),
          new Forgery("flash", "deducted", "quantity\":2", "quantity\":0", "less than one unit"),
          new Forgery("flash", "deducted", "quantity\":2", "quantity\":-2", "less than one unit"),
          new Forgery("flash", "settled", "confirmed", "burned", "ends what no claim holds"),
          new Forgery("flash", "settled", "claim\":1", "claim\":2", "ends what no claim holds"),
          new Forgery("flash", "returned", "flash.3", "flash.9", "returns what was not granted"),
          new Forgery("tombola", "entered", "entries\":5", "entries\":0", "not 1 to 100 entries"),
          new Forgery("tombola", "won", "quantity\":1", "quantity\":2", "not one unit of a prize"),
          new Forgery("tombola", "won", "tombola.1", "tombola.2", "where tombola.1 is due"),
          new Forgery("flash", "defined", "version\":1", "version\":2", "has version 2 where 1"));

  /** Found where the key is known, or of the line that shows it. */
  private static final List<Forgery> OF_KEYS =
      List.of(
          new Forgery("luck", "snatched", "\"grants", "\"block\":[5],\"grants", "a miss of [5]"),
          new Forgery("rain", "snatched", "\"grants", "\"block\":[100],\"grants", "of [100]"),
          new Forgery("goods", "snatched", "\"grants", "\"block\":[5],\"grants", "cap of [5]"),
          new Forgery("wheel", "campaignsettled", "\"unlimited\"", "\"endless\"", "pen: endless"),
          new Forgery("wheel", "campaignsettled", "\"unlimited\"", "-1", "pen: -1"));

  @TempDir Path folder;
  private List<String> honest = List.of();

  @BeforeEach
  void writeALog() throws IOException {
    Path data = folder.resolve("data");
    StrictLog.write(data);
    Path file = folder.resolve("honest.jsonl");
    assertThat(new Command().run("export", "--public", "--data", data, "--out", file)).isZero();
    honest = Files.readAllLines(file);
  }

  /** The lines with hashes and positions that fit. */
  private Path chained(List<String> lines) throws IOException {
    StringWriter text = new StringWriter();
    HashChain chain = new HashChain(text);
    int position = 0;
    for (String line : lines) {
      position++;
      chain.write(
          line.substring(0, line.length() - 75)
                  .replaceFirst("\"position\":\\d+", "\"position\":" + position)
              + "}\n");
    }
    return Files.writeString(folder.resolve("forged.jsonl"), text.toString());
  }

  private JsonNode verified(List<String> lines, int status) throws IOException {
    Path file = chained(lines);
    Command verify = new Command();
    assertThat(verify.run("verify", file, "--json")).as(String.valueOf(lines)).isEqualTo(status);
    JsonNode report = verify.json();
    Proofs.agree(file, report);
    return report;
  }

  /** The place of the first line of a campaign and a type, counted from 0. */
  private int place(String campaign, String type) {
    int place = 0;
    while (!honest.get(place).contains("\"type\":\"" + type + "\",\"campaign\":\"" + campaign)) {
      place++;
    }
    return place;
  }

  private List<String> withoutKeys(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.matches(".*\"type\":\"(revealed|campaignsettled)\".*"))
        .toList();
  }

  private void isFound(Forgery forgery, boolean withKeys) throws IOException {
    int place = place(forgery.campaign, forgery.type);
    String line = honest.get(place);
    String forged = Pattern.compile(forgery.from).matcher(line).replaceFirst(forgery.to);
    assertThat(forged).as("%s", forgery).isNotEqualTo(line);
    List<String> lines = new ArrayList<>(honest);
    lines.set(place, forged);
    int expected = withKeys ? place : withoutKeys(honest).indexOf(line);
    JsonNode findings = verified(withKeys ? lines : withoutKeys(lines), 1).path("findings");
    String said = findings.get(0).path("what").asString();
    for (JsonNode finding : findings) {
      if (finding.path("position").asInt() == expected + 1) {
        said = finding.path("what").asString();
      }
    }
    assertThat(findings.get(0).path("position").asInt()).as("%s", forgery).isEqualTo(expected + 1);
    assertThat(said).as("%s", forgery).contains(forgery.said);
  }

  @Test
  void shouldAcceptTheLogThatIsForgedBelow() throws IOException {
    JsonNode report = verified(honest, 0);
    assertThat(report.path("recomputed").asInt()).isEqualTo(12);
    assertThat(verified(withoutKeys(honest), 0).path("unrevealed").asInt()).isEqualTo(12);
  }

  @Test
  void shouldFindWhatTheRulesForbidWhetherTheKeyIsKnownOrNot() throws IOException {
    for (Forgery forgery : FORGERIES) {
      isFound(forgery, true);
      isFound(forgery, false);
    }
  }

  @Test
  void shouldFindWhatTheKeyForbids() throws IOException {
    for (Forgery forgery : OF_KEYS) {
      isFound(forgery, true);
    }
  }

  @Test
  void shouldFindATicketThatIsUsedTwice() throws IOException {
    int first = place("flash", "deducted");
    List<String> lines = new ArrayList<>(honest);
    int second = first + 1;
    while (!lines.get(second).contains("\"type\":\"deducted\"")) {
      second++;
    }
    Matcher ticket = Pattern.compile("\"ticket\":\"[0-9a-f]{64}").matcher(lines.get(first));
    assertThat(ticket.find()).isTrue();
    lines.set(second, lines.get(second).replaceFirst("\"ticket\":\"[0-9a-f]{64}", ticket.group()));
    isFoundAt(lines, second, "uses a ticket that was used before");
  }

  private void isFoundAt(List<String> lines, int place, String said) throws IOException {
    JsonNode finding = verified(lines, 1).path("findings").get(0);
    assertThat(finding.path("position").asInt()).isEqualTo(place + 1);
    assertThat(finding.path("what").asString()).contains(said);
  }

  @Test
  void shouldFindAClaimAfterTheKeyWasShown() throws IOException {
    List<String> lines = new ArrayList<>(honest);
    String last = lines.getLast();
    String time = last.substring(last.indexOf("\"time\""), last.indexOf(",\"type\""));
    String late = lines.remove(place("flash", "deducted"));
    lines.add(
        late.replaceFirst("\"time\":\"[^\"]*\"", time).replaceFirst("claim\":1", "claim\":9"));
    // The goods of the claim that was moved are missed where it was confirmed.
    lines.removeIf(line -> line.contains("\"type\":\"settled\",\"campaign\":\"flash\""));
    lines.removeIf(line -> line.contains("\"type\":\"returned\",\"campaign\":\"flash\""));
    JsonNode findings = verified(lines, 1).path("findings");
    assertThat(findings.toString()).contains("where flash.1 is due");
    lines.replaceAll(line -> line.replace("flash.3", "flash.1").replace("flash.4", "flash.2"));
    lines.removeIf(line -> line.contains("\"type\":\"revealed\",\"campaign\":\"later\""));
    findings = verified(lines, 1).path("findings");
    assertThat(findings.toString()).contains("is a claim after the campaign's key was shown");
  }

  @Test
  void shouldFindADraftOfWhatWasPublishedAndAClaimOnADraft() throws IOException {
    List<String> lines = new ArrayList<>(honest);
    int again = lines.size() - 1;
    while (!lines.get(again).contains("\"version\":2,")) {
      again--;
    }
    lines.set(again, lines.get(again).replace("\"version\":2,", "\"version\":2,\"draft\":true,"));
    isFoundAt(lines, again, "is a draft of what was published before");
    lines = new ArrayList<>(honest);
    lines.remove(place("later", "steered"));
    isFoundAt(lines, place("later", "deducted") - 1, "is a claim on a draft");
  }

  @Test
  void shouldReadRoundsThatSayNothingOfGoods() throws IOException {
    int place = place("rain", "defined");
    String line = honest.get(place);
    int from = line.indexOf(",\"definition\":") + 14;
    String definition = line.substring(from, line.length() - 75).replace(",\"goods\":[]}", "}");
    assertThat(line).doesNotContain(definition);
    JsonNode fields = tools.jackson.databind.json.JsonMapper.builder().build().readTree(line);
    byte[] keyHash = HexFormat.of().parseHex(fields.path("keyHash").asString());
    byte[] commitment =
        Hashes.commitment(keyHash, definition.getBytes(StandardCharsets.UTF_8), 1, "rain");
    List<String> lines = new ArrayList<>(honest);
    lines.set(
        place,
        line.substring(0, from)
                .replaceFirst(
                    "\"commitment\":\"[0-9a-f]+",
                    "\"commitment\":\"" + HexFormat.of().formatHex(commitment))
            + definition
            + line.substring(line.length() - 75));
    assertThat(verified(lines, 0).path("recomputed").asInt()).isEqualTo(12);
  }
}
