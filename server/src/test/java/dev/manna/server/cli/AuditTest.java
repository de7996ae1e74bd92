package dev.manna.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.proof.SmallLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class AuditTest {
  @TempDir Path folder;
  private Path data;
  private final Command command = new Command();

  @BeforeEach
  void writeALog() throws IOException {
    data = folder.resolve("data");
    SmallLog.everything(data);
  }

  @Test
  void shouldRecomputeEveryInvariant() {
    assertThat(command.run("audit", "--data", data)).isZero();
    assertThat(command.out())
        .contains("the journal ends cleanly")
        .contains("never-oversold", "red-packet-exact", "journal-whole")
        .contains("wheel: car", "rain: budget", "flash: 2 SKUs")
        .contains("Everything holds.")
        .doesNotContain("BROKEN");
  }

  @Test
  void shouldAnswerPrograms() {
    assertThat(command.run("audit", "--data", data, "--json")).isZero();
    JsonNode json = command.json();
    assertThat(json.path("ok").asBoolean()).isTrue();
    assertThat(json.path("tail").asString()).isEqualTo("clean");
    assertThat(json.path("events").asLong()).isGreaterThan(60);
    assertThat(json.path("invariants").size()).isGreaterThan(10);
    for (JsonNode invariant : json.path("invariants")) {
      assertThat(invariant.path("held").asBoolean()).isTrue();
    }
    JsonNode sale = json.path("campaigns").get(2);
    assertThat(sale.path("campaign").asString()).isEqualTo("flash");
    JsonNode first = sale.path("items").get(0);
    assertThat(first.path("given").asLong() + first.path("available").asLong())
        .isEqualTo(first.path("total").asLong() - first.path("held").asLong());
  }

  @Test
  void shouldFindDamage() throws IOException {
    Path segment;
    try (var files = Files.list(data)) {
      segment =
          files.filter(file -> file.toString().contains("segment-")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(segment);
    // The third batch: a header block, then a block for each batch.
    bytes[4096 * 3 + 200] ^= 1;
    Files.write(segment, bytes);
    assertThat(command.run("audit", "--data", data)).isEqualTo(1);
    assertThat(command.out())
        .contains("THE JOURNAL IS DAMAGED", "NOT EVERYTHING HOLDS")
        .contains("journal-whole", "BROKEN");
  }

  @Test
  void shouldRefuseTheDataOfALiveEngine() throws IOException {
    Path live = folder.resolve("live");
    try (SmallLog log = new SmallLog(live)) {
      log.define("flash", SmallLog.sale());
      assertThat(command.run("audit", "--data", live)).isEqualTo(1);
      assertThat(command.err()).contains("another process is using").contains(live.toString());
    }
  }

  @Test
  void shouldSayWhatIsWrong() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(command.run("audit", "--data", file)).isEqualTo(1);
    assertThat(command.err()).contains(file + ": there is no such directory");
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("notes.txt"), "shopping list");
    assertThat(command.run("audit", "--data", other)).isEqualTo(1);
    assertThat(command.err()).contains(other + ": holds no journal");
    assertThat(other).isDirectoryNotContaining("glob:**manna.lock");
  }
}
