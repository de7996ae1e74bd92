package dev.manna.server.cli;

import dev.manna.server.Setting;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which log is meant of those at an address, and who asks for it. */
final class LogNamed {
  @Option(
      names = "--log-name",
      paramLabel = "NAME",
      description = "What the log is called there; else as the settings say.")
  private @Nullable String name;

  @Option(
      names = "--log-user",
      paramLabel = "NAME",
      description =
          "Who asks there; else as the settings say, as the password, or MANNA_LOG_PASSWORD.")
  private @Nullable String user;

  @Option(
      names = "--log-database",
      paramLabel = "URL",
      description = "Where the nodes of a log in Redis are written down; else as the settings say.")
  private @Nullable String database;

  @Option(
      names = "--log-database-user",
      paramLabel = "NAME",
      description =
          "Who asks there; else as the settings say, as the password, or"
              + " MANNA_LOG_DATABASE_PASSWORD.")
  private @Nullable String databaseUser;

  /** Adds what was said. */
  void put(Map<Setting, String> flags) {
    put(flags, Setting.LOG_NAME, name);
    put(flags, Setting.LOG_USER, user);
    put(flags, Setting.LOG_DATABASE, database);
    put(flags, Setting.LOG_DATABASE_USER, databaseUser);
  }

  /** Adds a value, if there is one. */
  static void put(Map<Setting, String> flags, Setting setting, @Nullable String value) {
    if (value != null) {
      flags.put(setting, value);
    }
  }
}
