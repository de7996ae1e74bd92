package dev.manna.server.group;

import dev.manna.server.Complaint;
import java.util.Locale;

/** Where the servers of a demonstration or a rehearsal have their log. */
public enum LogKind {
  JOURNAL,
  POSTGRES,
  REDIS;

  /** The kind that an option names. */
  public static LogKind of(String option, String name) {
    for (LogKind kind : values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
        return kind;
      }
    }
    throw new Complaint(
        "%s \"%s\": journal, postgres and redis are allowed".formatted(option, name));
  }

  /** Whether several nodes share it. */
  public boolean isShared() {
    return this != JOURNAL;
  }
}
