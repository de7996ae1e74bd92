package dev.manna.server.cli;

import dev.manna.server.Config;
import dev.manna.server.Setting;
import dev.manna.server.proof.LogPlace;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The server that a command is about: its settings, and its data directory. */
final class Installation {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings in YAML; ./" + Config.FILE + " where it exists.")
  private @Nullable Path file;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory of the server; else that of the settings.")
  private @Nullable Path data;

  @Option(
      names = "--log",
      paramLabel = "URL",
      description =
          "A log that nodes share, as for serve; else that of the settings, if no --data is given.")
  private @Nullable String log;

  @Mixin private LogNamed named = new LogNamed();

  /**
   * The settings of the server, as {@code serve} would read them.
   *
   * @param flags what other options of the command say; they win
   */
  Config settings(Map<Setting, String> flags) {
    Map<Setting, String> all = new EnumMap<>(Setting.class);
    all.putAll(flags);
    if (data != null) {
      all.put(Setting.DATA, data.toString());
      // Whoever names a directory means its journal, whatever the settings say.
      all.put(Setting.LOG, Setting.LOG.assumed());
    }
    LogNamed.put(all, Setting.LOG, log);
    named.put(all);
    return Config.read(file, System.getenv(), all);
  }

  /** Where the log lies. */
  LogPlace log() {
    return settings(Map.of()).logPlace();
  }

  /** The data directory. */
  Path data() {
    return data == null ? settings(Map.of()).data() : data;
  }
}
