package dev.manna.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.books.ManyGrants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The books of a stopped server as a file. */
final class BooksExportTest {
  /** {@code -Dmanna.export.rows=1000000} for a million. */
  private static final int ROWS = Integer.getInteger("manna.export.rows", 120_000);

  @TempDir static Path folder;

  @BeforeAll
  static void write() {
    ManyGrants.write(folder.resolve("books.db"), ROWS);
  }

  /** The rows together take several times the heap of the process that writes them. */
  @ParameterizedTest
  @ValueSource(strings = {"csv", "jsonl"})
  void shouldExportMoreThanItsMemoryHolds(String format) throws Exception {
    Path out = folder.resolve("grants." + format);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.manna.server.Main",
                "books",
                "export",
                "--data",
                folder.toString(),
                "--what",
                "grants",
                "--format",
                format,
                "--out",
                out.toString())
            .redirectErrorStream(true)
            .start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(said).isZero();
      assertThat(said).startsWith("%,d grants at position".formatted(ROWS));
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.size(out)).isGreaterThan(ROWS * 120L);
    try (Stream<String> lines = Files.lines(out)) {
      assertThat(lines.filter(line -> line.contains("phone")).count()).isEqualTo(ROWS);
    }
  }

  @Test
  void shouldWriteWhatIsAskedForToStandardOutput() {
    Command command = new Command();
    int status =
        command.run(
            "ledger", "export", "--data", folder, "--what", "claims", "--where", "key=key-7");
    assertThat(status).isZero();
    assertThat(command.out().lines().toList()).hasSize(2);
    assertThat(command.out()).contains("key-7");
    assertThat(command.err()).contains("1 claims at position");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--what all | --what \"all\": grants, claims, movements are allowed",
        "--what grants --format xml | --format \"xml\": csv, jsonl are allowed",
        "--what grants --where usr=a | --where \"usr\": grants are picked by campaign, claim,",
        "--what grants --where state=lost | --where state: \"lost\" is none of held,",
        "--what grants --where item=phone | --where item: is a campaign's; name the campaign too",
        "--what grants --where campaign=no | --where campaign=no: there is none in the books at",
      })
  void shouldSayWhatIsWrong(String options, String complaint) throws IOException {
    Command command = new Command();
    Path out = folder.resolve("none");
    Object[] words =
        Stream.concat(
                Stream.of("books", "export", "--data", folder, "--out", out),
                List.of(options.split(" ")).stream())
            .toArray();
    assertThat(command.run(words)).isEqualTo(1);
    assertThat(command.err()).startsWith("manna: " + complaint);
    assertThat(Files.exists(out)).isFalse();
  }

  @Test
  void shouldSayWhereThereAreNoBooks() {
    Command command = new Command();
    assertThat(command.run("books", "export", "--data", folder.resolve("no"), "--what", "grants"))
        .isEqualTo(1);
    assertThat(command.err()).contains("there is no such file, or none that may be read");
  }
}
