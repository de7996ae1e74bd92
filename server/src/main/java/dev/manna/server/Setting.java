package dev.manna.server;

import java.util.Locale;

/**
 * Everything that an operator may set, by file, environment or flag; {@code
 * docs/reference/configuration.md} lists the same.
 */
public enum Setting {
  DATA("data", "DIR", "./manna-data", "The directory of the journal; made where it is missing."),
  HOST("host", "ADDRESS", "127.0.0.1", "The address to listen at; 0.0.0.0 for all."),
  PORT("port", "N", 7070, 0, 65_535, "The port to listen at; 0 for any that is free."),
  THREADS("threads", "N", 1, 1, 64, "Event loops for HTTP; the engine has threads of its own."),
  MAX_CONNECTIONS(
      "maxConnections", "N", 10_000, 1, 1_000_000, "Further connections are closed at once."),
  IDLE_SECONDS(
      "idleSeconds", "N", 60, 1, 86_400, "How long a connection may wait for its next request."),
  MAX_ORDER_BYTES(
      "maxOrderBytes", "N", 1 << 20, 1 << 14, 1 << 24, "The largest body of a claim on a sale."),
  MAX_DEFINITION_BYTES(
      "maxDefinitionBytes", "N", 8 << 20, 1 << 14, 1 << 28, "The largest body of a definition."),
  QUEUE_CAPACITY(
      "queueCapacity",
      "N",
      65_536,
      2,
      1 << 24,
      "How many requests may wait for the engine before the answer is too-busy."),
  SNAPSHOT_EVENTS(
      "snapshotEvents",
      "N",
      5_000_000,
      1,
      Long.MAX_VALUE,
      "How many events lie between two snapshots; fewer make a start after a crash faster."),
  SEGMENT_MIB("segmentMib", "N", 64, 1, 1_024, "The size of a segment of the journal, in MiB."),
  RESERVE_MIB(
      "reserveMib",
      "N",
      64,
      0,
      1 << 20,
      "How much of the disk, in MiB, new segments leave free for snapshots and closing."),
  SHUTDOWN_SECONDS(
      "shutdownSeconds",
      "N",
      30,
      1,
      3_600,
      "How long a stop waits for the answers to what was accepted."),
  LEDGER(
      "ledger",
      "URL",
      "sqlite",
      "Where the books are kept: sqlite for books.db in the data directory, the JDBC URL of"
          + " PostgreSQL, MariaDB, MySQL or a file of SQLite, or none."),
  LEDGER_USER("ledgerUser", "NAME", "manna", "Who the database of the books knows this server as."),
  LEDGER_PASSWORD("ledgerPassword", "", "", "The password of that user; it has no flag.");

  private final String key;
  private final String label;
  private final String assumed;
  private final boolean number;
  private final long least;
  private final long most;
  private final String meaning;

  Setting(String key, String label, String assumed, String meaning) {
    this.key = key;
    this.label = label;
    this.assumed = assumed;
    this.number = false;
    this.least = 0;
    this.most = 0;
    this.meaning = meaning;
  }

  Setting(String key, String label, long assumed, long least, long most, String meaning) {
    this.key = key;
    this.label = label;
    this.assumed = Long.toString(assumed);
    this.number = true;
    this.least = least;
    this.most = most;
    this.meaning = meaning;
  }

  /** Its name in {@code manna.yaml}. */
  public String key() {
    return key;
  }

  /** Its name on the command line. */
  public String flag() {
    return "--" + words('-');
  }

  /** Its name in the environment. */
  public String variable() {
    return "MANNA_" + words('_').toUpperCase(Locale.ROOT);
  }

  /** What stands for its value in a usage message. */
  public String label() {
    return label;
  }

  /** Its value where nobody gives one. */
  public String assumed() {
    return assumed;
  }

  public String meaning() {
    return meaning;
  }

  /** What values are allowed, in words. */
  public String allowed() {
    if (this == LEDGER) {
      return "sqlite, none, jdbc:postgresql:..., jdbc:mariadb:..., jdbc:sqlite:...";
    }
    if (!number) {
      return "text";
    }
    return most == Long.MAX_VALUE ? least + " or more" : least + " to " + most;
  }

  /** Whether it is neither shown nor taken from the command line, which other users can see. */
  public boolean secret() {
    return this == LEDGER_PASSWORD;
  }

  /** What is wrong with a value, in words that continue its name; empty for a good one. */
  String complaint(String value) {
    if (this == LEDGER && !value.matches("sqlite|none|jdbc:(postgresql|mariadb|sqlite):.+")) {
      // It is not repeated: a URL may hold a password.
      return "is not allowed; " + allowed() + " are";
    }
    if (!number) {
      return value.isBlank() ? "is empty" : "";
    }
    boolean good = value.matches("-?[0-9]{1,18}") && within(Long.parseLong(value));
    return good ? "" : '"' + value + "\" is not allowed; an integer, " + allowed() + ", is";
  }

  private boolean within(long value) {
    return value >= least && value <= most;
  }

  private String words(char separator) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (Character.isUpperCase(c)) {
        words.append(separator);
      }
      words.append(Character.toLowerCase(c));
    }
    return words.toString();
  }
}
