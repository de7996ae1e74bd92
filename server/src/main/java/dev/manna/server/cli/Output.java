package dev.manna.server.cli;

import dev.manna.server.terminal.Screen;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a command writes. With JSON, standard output holds one object and nothing else, and what
 * people read goes to standard error.
 */
final class Output {
  private final PrintWriter out;
  private final Screen screen;
  private final boolean json;

  Output(CommandSpec spec, boolean json) {
    this.json = json;
    out = spec.commandLine().getOut();
    screen = Screen.of(json ? spec.commandLine().getErr() : out);
  }

  Screen screen() {
    return screen;
  }

  /** Writes the report at the end. */
  void end(List<String> lines, Map<String, Object> object) {
    lines.forEach(screen::line);
    if (json) {
      out.println(JsonMapper.builder().build().writeValueAsString(object));
      out.flush();
    }
  }
}
