package dev.manna.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.proof.SmallLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ExportTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;
  private Path data;
  private final Command command = new Command();

  @BeforeEach
  void writeALog() throws IOException {
    data = folder.resolve("data");
    SmallLog.everything(data);
  }

  @Test
  void shouldWriteOneEventALine() {
    assertThat(command.run("export", "--data", data)).isZero();
    assertThat(command.err()).isEmpty();
    List<JsonNode> events = command.out().lines().map(JSON::readTree).toList();
    Set<String> types = new HashSet<>();
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).path("position").asLong()).isEqualTo(i + 1);
      types.add(events.get(i).path("type").asString());
    }
    assertThat(types)
        .containsExactlyInAnyOrder(
            "founded",
            "defined",
            "authored",
            "steered",
            "adjusted",
            "drawn",
            "snatched",
            "deducted",
            "settled");
  }

  @Test
  void shouldNameWhatEventsMeanByNumber() {
    command.run("export", "--data", data);
    List<String> lines = command.out().lines().toList();
    assertThat(lines.getFirst())
        .isEqualTo("{\"position\":1,\"time\":\"2026-11-21T00:00:00Z\",\"type\":\"founded\"}");
    assertThat(lines)
        .contains(
            "{\"position\":7,\"time\":\"2026-11-21T00:00:01Z\",\"type\":\"deducted\","
                + "\"campaign\":\"flash\",\"claim\":1,\"user\":\"user-0\",\"key\":\"o0\","
                + "\"grants\":[{\"id\":\"flash.1\",\"item\":\"a\",\"quantity\":1},"
                + "{\"id\":\"flash.2\",\"item\":\"b\",\"quantity\":1}]}");
    assertThat(command.out())
        .contains("\"key\":\"more\",\"item\":\"b\",\"quantity\":7}")
        .contains("\"budgetCents\":500,\"packets\":5}")
        .contains("\"move\":\"pause\"}")
        .contains("\"claim\":20,\"ending\":\"confirmed\"}", "\"ending\":\"expired\"}")
        .contains("\"item\":\"packet\",\"amount\":", "\"currency\":\"CNY\"}")
        .contains("\"title\":\"红包雨\"", "\"stock\":\"unlimited\"");
  }

  @Test
  void shouldBeginWhereItIsTold() {
    command.run("export", "--data", data);
    List<String> all = command.out().lines().toList();
    Command later = new Command();
    assertThat(later.run("export", "--data", data, "--from", 9)).isZero();
    assertThat(later.out().lines()).isEqualTo(all.subList(8, all.size()));
  }

  @Test
  void shouldWriteANewFile() throws IOException {
    command.run("export", "--data", data);
    Command toFile = new Command();
    Path file = folder.resolve("log.jsonl");
    assertThat(toFile.run("export", "--data", data, "--out", file)).isZero();
    assertThat(Files.readString(file)).isEqualTo(command.out());
    assertThat(toFile.out()).isEmpty();
    assertThat(toFile.err()).contains("events written to " + file);
    assertThat(toFile.run("export", "--data", data, "--out", file)).isEqualTo(1);
    assertThat(toFile.err()).contains("--out " + file + ": is there already; name a new file");
  }

  @Test
  void shouldSayWhatIsWrong() throws IOException {
    Path missing = folder.resolve("none");
    assertThat(command.run("export", "--data", missing)).isEqualTo(1);
    assertThat(command.err()).contains(missing + ": there is no such directory");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(command.run("export", "--data", empty)).isEqualTo(1);
    assertThat(command.err()).contains(empty + ": holds no journal");
    assertThat(empty).isEmptyDirectory();
    assertThat(command.run("export", "--data", data, "--from", 0)).isEqualTo(1);
    assertThat(command.err()).contains("--from 0: 1 to 9223372036854775807 are allowed");
    assertThat(command.run("export", "--data", data, "--from", "x")).isEqualTo(2);
    assertThat(command.run("export")).as("the settings name a directory").isEqualTo(1);
    assertThat(command.err()).contains("manna-data: there is no such").doesNotContain("Exception");
  }
}
