package dev.manna.server.cli;

import dev.manna.server.Config;
import dev.manna.server.Setting;
import dev.manna.server.proof.LogPlace;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
      paramLabel = "postgresql://HOST/NAME",
      description = "A log that nodes share; else that of the settings, if no --data is given.")
  private @Nullable String log;

  @Option(
      names = "--log-name",
      paramLabel = "NAME",
      description = "What the log is called there; else as in the settings.")
  private @Nullable String logName;

  @Option(
      names = "--log-user",
      paramLabel = "NAME",
      description = "Who asks there; else as in the settings. The password: MANNA_LOG_PASSWORD.")
  private @Nullable String logUser;

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
    put(all, Setting.LOG, log);
    put(all, Setting.LOG_NAME, logName);
    put(all, Setting.LOG_USER, logUser);
    return Config.read(file, System.getenv(), all);
  }

  private static void put(Map<Setting, String> all, Setting setting, @Nullable String value) {
    if (value != null) {
      all.put(setting, value);
    }
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
