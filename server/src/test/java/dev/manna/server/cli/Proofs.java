package dev.manna.server.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the verifier in JavaScript beside the one in Java. */
final class Proofs {
  /** What bytes are changed by in turn: the lowest bit, the case of a letter, and out of ASCII. */
  static final List<Byte> CHANGES = List.of((byte) 1, (byte) 0x20, (byte) 0x80);

  /** Whatever the length of a log, which is read as a stream. */
  private static final String HEAP = "--max-old-space-size=1024";

  private static final Path SCRIPT = Path.of("src/main/resources/proof/cli.mjs");

  private Proofs() {}

  /** Both say the same of a file: how much was recomputed, and what is wrong with which lines. */
  static void agree(Path file, JsonNode report) throws IOException {
    JsonNode other = JsonMapper.builder().build().readTree(node(SCRIPT, file, "--json"));
    for (String field : new String[] {"events", "hash", "recomputed", "unrevealed", "ok"}) {
      assertThat(other.path(field)).as(field).isEqualTo(report.path(field));
    }
    assertThat(other.path("findings").size()).isEqualTo(report.path("findings").size());
    for (int i = 0; i < report.path("findings").size(); i++) {
      for (String field : new String[] {"line", "position", "campaign", "ticket", "what"}) {
        assertThat(other.path("findings").get(i).path(field))
            .as("finding %d, %s", i, field)
            .isEqualTo(report.path("findings").get(i).path(field));
      }
    }
  }

  /**
   * Changes bytes of a file, each by the next of {@link #CHANGES}, and asks the verifier in
   * JavaScript which line each of them is in.
   */
  static JsonNode ofChangedBytes(Path file, int step) throws IOException {
    Path script = Path.of("src/test/resources/changed-bytes.mjs");
    String changes =
        CHANGES.stream().map(each -> Integer.toString(each & 255)).collect(joining(","));
    String result = node(script, SCRIPT.getParent(), file, step, changes);
    return JsonMapper.builder().build().readTree(result);
  }

  private static String node(Object... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("node", HEAP);
    for (Object argument : arguments) {
      builder.command().add(argument.toString());
    }
    try {
      Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(
          "the verifier in JavaScript must be run, and there is no node: install Node 18 or newer"
              + " (apt install nodejs)",
          e);
    }
  }
}
