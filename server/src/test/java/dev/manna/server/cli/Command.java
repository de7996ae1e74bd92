package dev.manna.server.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command as it is typed, with what it writes. */
final class Command {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** The exit status. */
  int run(Object... arguments) {
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    return Manna.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  /** All that was written to standard output, which must be one JSON value. */
  JsonNode json() {
    return JsonMapper.builder().build().readTree(out.toString());
  }
}
