package dev.manna.server.cli;

import dev.manna.server.Complaint;
import dev.manna.server.Config;
import dev.manna.server.Setting;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which log is meant that several nodes share. */
final class AtLog {
  @Option(
      names = "--log",
      paramLabel = "URL",
      description = "Where the log lies, as for serve; else as the settings say.")
  private @Nullable String log;

  @Option(
      names = "--log-name",
      paramLabel = "NAME",
      description = "What it is called there; else as the settings say.")
  private @Nullable String name;

  @Option(
      names = "--log-user",
      paramLabel = "NAME",
      description = "Who a database that is the log knows the command as.")
  private @Nullable String user;

  @Option(
      names = "--log-database",
      paramLabel = "URL",
      description = "Where the nodes of a log in Redis are written down; else as the settings say.")
  private @Nullable String database;

  @Option(
      names = "--log-database-user",
      paramLabel = "NAME",
      description = "Who that database knows the command as; else as the settings say.")
  private @Nullable String databaseUser;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings in YAML; ./" + Config.FILE + " where it exists.")
  private @Nullable Path file;

  /**
   * The settings, of a log that nodes share.
   *
   * @throws Complaint if they name none
   */
  Config settings() {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    put(flags, Setting.LOG, log);
    put(flags, Setting.LOG_NAME, name);
    put(flags, Setting.LOG_USER, user);
    put(flags, Setting.LOG_DATABASE, database);
    put(flags, Setting.LOG_DATABASE_USER, databaseUser);
    Config config = Config.read(file, System.getenv(), flags);
    if (!config.isShared()) {
      throw new Complaint(
          "the log is a journal, which has no nodes; name one that nodes share with --log: "
              + Setting.LOG.allowed());
    }
    return config;
  }

  private static void put(Map<Setting, String> flags, Setting setting, @Nullable String value) {
    if (value != null) {
      flags.put(setting, value);
    }
  }
}
