package dev.manna.server.cli;

import dev.manna.server.Complaint;
import dev.manna.server.Config;
import dev.manna.server.Setting;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which log is meant that several nodes share. */
final class AtLog {
  @Option(
      names = "--log",
      paramLabel = "URL",
      description = "Where the log lies, as for serve; else as the settings say.")
  private @Nullable String log;

  @Mixin private LogNamed named = new LogNamed();

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
    LogNamed.put(flags, Setting.LOG, log);
    named.put(flags);
    Config config = Config.read(file, System.getenv(), flags);
    if (!config.isShared()) {
      throw new Complaint(
          "the log is a journal, which has no nodes; name one that nodes share with --log: "
              + Setting.LOG.allowed());
    }
    return config;
  }
}
