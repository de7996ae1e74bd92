package dev.manna.server;

import dev.manna.ledger.Database;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a server runs: a value for each {@link Setting}. A flag wins over the environment, the
 * environment over the file, and the file over what is assumed.
 */
public final class Config {
  /** The file that is read if it is there and no other is named. */
  public static final String FILE = "manna.yaml";

  private static final int MIB = 1 << 20;

  private final Map<Setting, String> values;

  private Config(Map<Setting, String> values) {
    this.values = values;
  }

  /**
   * Puts a configuration together.
   *
   * @param file the file that was named, or null for {@link #FILE} of this folder, if there is one
   * @throws Complaint that says where, what was found and what is allowed
   */
  public static Config read(
      @Nullable Path file, Map<String, String> environment, Map<Setting, String> flags) {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      values.put(setting, setting.assumed());
    }
    Path named = file == null ? Path.of(FILE) : file;
    if (file != null || Files.exists(named)) {
      values.putAll(SettingsFile.read(named));
    }
    for (Setting setting : Setting.values()) {
      String variable = environment.get(setting.variable());
      if (variable != null) {
        values.put(setting, checked("environment: " + setting.variable(), setting, variable));
      }
      String flag = flags.get(setting);
      if (flag != null) {
        values.put(setting, checked(setting.flag(), setting, flag));
      }
    }
    return new Config(values);
  }

  private static String checked(String where, Setting setting, String value) {
    String wrong = setting.complaint(value);
    if (!wrong.isEmpty()) {
      throw new Complaint(where + ": " + wrong);
    }
    return value;
  }

  /** The directory of the journal. */
  public Path data() {
    try {
      return Path.of(text(Setting.DATA));
    } catch (InvalidPathException e) {
      throw new Complaint("data: " + e.getMessage(), e);
    }
  }

  /** The books to keep, null for none. */
  public @Nullable Database books() {
    String ledger = text(Setting.LEDGER);
    String password = text(Setting.LEDGER_PASSWORD);
    return switch (ledger) {
      case "none" -> null;
      case "sqlite" -> Database.at("jdbc:sqlite:" + data().resolve("books.db"), null, null);
      default ->
          ledger.startsWith("jdbc:sqlite:")
              ? Database.at(ledger, null, null)
              : Database.at(
                  ledger, text(Setting.LEDGER_USER), password.isEmpty() ? null : password);
    };
  }

  public String host() {
    return text(Setting.HOST);
  }

  public int port() {
    return (int) number(Setting.PORT);
  }

  int segmentBytes() {
    return (int) number(Setting.SEGMENT_MIB) * MIB;
  }

  long reserveBytes() {
    return number(Setting.RESERVE_MIB) * MIB;
  }

  /** The value of a setting that is a number. */
  long number(Setting setting) {
    return Long.parseLong(text(setting));
  }

  private String text(Setting setting) {
    return Objects.requireNonNull(values.get(setting));
  }
}
