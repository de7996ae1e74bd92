package dev.manna.server.cli;

import dev.manna.server.group.LogKind;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that start servers of their own. */
final class OwnServers {
  @Option(
      names = "--log",
      paramLabel = "KIND",
      defaultValue = "journal",
      description = {
        "One server on a journal, or three nodes over a log in what is started for it:",
        "journal, postgres, redis (default: ${DEFAULT-VALUE})."
      })
  private String log = "";

  @Option(
      names = "--postgres-bin",
      paramLabel = "DIR",
      description =
          "The folder of initdb and postgres (default: the PATH, then where systems install it).")
  private @Nullable Path postgresPrograms;

  LogKind log() {
    return LogKind.of("--log", log);
  }

  @Nullable Path postgresPrograms() {
    return postgresPrograms;
  }
}
