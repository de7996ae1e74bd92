package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigTest {
  @TempDir private Path folder;

  @Test
  void shouldAssumeLoopback() {
    Config config = Config.read(null, Map.of(), Map.of());
    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(7070);
    assertThat(config.data()).isEqualTo(Path.of("./manna-data"));
  }

  @Test
  void shouldLetTheFlagWinOverTheEnvironmentAndThatOverTheFile() throws IOException {
    Path file = write("# ours\nport: 1\nhost: \"0.0.0.0\"\nthreads: 2\n");
    Map<String, String> environment = Map.of("MANNA_PORT", "2", "MANNA_THREADS", "3", "X", "Y");
    Config config = Config.read(file, environment, Map.of(Setting.PORT, "4"));
    assertThat(config.port()).isEqualTo(4);
    assertThat(config.number(Setting.THREADS)).isEqualTo(3);
    assertThat(config.host()).isEqualTo("0.0.0.0");
  }

  @Test
  void shouldTakeAnEmptyFile() throws IOException {
    assertThat(Config.read(write("# nothing yet\n"), Map.of(), Map.of()).port()).isEqualTo(7070);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          port: 70707            | 2: port: "70707" is not allowed; an integer, 0 to 65535, is
          port: -1               | 2: port: "-1" is not allowed; an integer, 0 to 65535, is
          port: 1.5              | 2: port: "1.5" is not allowed; an integer, 0 to 65535, is
          port: many             | 2: port: "many" is not allowed; an integer, 0 to 65535, is
          port:                  | 2: port: "" is not allowed; an integer, 0 to 65535, is
          port: [1]              | 2: port: is not a single value
          snapshotEvents: 0      | 2: snapshotEvents: "0" is not allowed; an integer, 1 or more, is
          host: ""               | 2: host: is empty
          ledger: jdbc:h2:x?p=pw | 2: ledger: is not allowed; sqlite, none, jdbc:postgresql:...
          prot: 1                | 2: prot: is not a setting; allowed: data, host, port, threads,
          threads: 2             | 2: threads: stands twice
          port                   | is not YAML
          - port: 1              | is not YAML
          port: "1               | is not YAML
          """)
  void shouldNameTheLine(String line, String complaint) throws IOException {
    Path file = write("threads: 1\n" + line + "\n");
    assertThatThrownBy(() -> Config.read(file, Map.of(), Map.of()))
        .isInstanceOf(Complaint.class)
        .hasMessageStartingWith(file + ":")
        .hasMessageContaining(complaint);
  }

  @Test
  void shouldNameTheVariableAndTheFlag() {
    assertThatThrownBy(() -> Config.read(null, Map.of("MANNA_PORT", "tcp://10.0.0.1:1"), Map.of()))
        .hasMessage(
            "environment: MANNA_PORT: \"tcp://10.0.0.1:1\" is not allowed;"
                + " an integer, 0 to 65535, is");
    assertThatThrownBy(() -> Config.read(null, Map.of(), Map.of(Setting.IDLE_SECONDS, "0")))
        .hasMessage("--idle-seconds: \"0\" is not allowed; an integer, 1 to 86400, is");
  }

  @Test
  void shouldSayWhichFileIsMissing() {
    Path missing = folder.resolve("missing.yaml");
    assertThatThrownBy(() -> Config.read(missing, Map.of(), Map.of()))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void shouldStandInTheReference() throws IOException {
    StringBuilder table = new StringBuilder();
    for (Setting setting : Setting.values()) {
      table.append(
          "| `%s` | %s | `%s` | %s | %s | %s |\n"
              .formatted(
                  setting.key(),
                  setting.secret() ? "none" : '`' + setting.flag() + '`',
                  setting.variable(),
                  setting.assumed().isEmpty() ? "none" : '`' + setting.assumed() + '`',
                  setting.allowed(),
                  setting.meaning()));
    }
    assertThat(Files.readString(Path.of("../docs/reference/configuration.md"))).contains(table);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("manna.yaml"), text);
  }
}
