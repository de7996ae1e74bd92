package dev.manna.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every measurement works, at sizes that measure nothing. */
class BenchTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void shouldMeasureAndVerify() throws IOException {
    assertThat(bench("--quick", "--json")).as(() -> said.toString(StandardCharsets.UTF_8)).isZero();
    List<String> lines = said.toString(StandardCharsets.UTF_8).lines().toList();
    JsonNode json = new JsonMapper().readTree(lines.getLast());
    assertThat(json.get("ok").asBoolean()).isTrue();
    assertThat(json.get("rows").valueStream().map(row -> row.get("group").asString()))
        .contains(
            "engine",
            "log-postgres",
            "log-redis",
            "http",
            "ledger",
            "acks",
            "recovery",
            "memory",
            "growth");
    try (Stream<Path> left = Files.list(Path.of(""))) {
      assertThat(left.filter(path -> path.toString().startsWith(".manna-bench"))).isEmpty();
    }
  }

  @Test
  void shouldSayWhichGroupsThereAre() {
    assertThat(bench("--only", "engines")).isEqualTo(2);
  }

  @Test
  void shouldKnowTheSmallestParts() {
    assertThat(getClass().getResource("/META-INF/BenchmarkList")).isNotNull();
  }

  private int bench(String... arguments) {
    return Main.run(new PrintStream(said, true, StandardCharsets.UTF_8), arguments);
  }
}
