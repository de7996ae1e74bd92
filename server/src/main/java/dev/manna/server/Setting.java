package dev.manna.server;

import dev.manna.stream.Messages;
import java.util.Locale;

/**
 * Everything that an operator may set, by file, environment or flag; {@code
 * docs/reference/configuration.md} lists the same.
 */
public enum Setting {
  DATA("data", "DIR", "./manna-data", "The directory of the journal; made where it is missing."),
  HOST("host", "ADDRESS", "127.0.0.1", "The address to listen at; 0.0.0.0 for all."),
  PORT("port", 7070, 0, 65_535, "The port to listen at; 0 for any that is free."),
  THREADS("threads", 1, 1, 64, "Event loops for HTTP; the engine has threads of its own."),
  LOG(
      "log",
      "URL",
      "journal",
      RedisPlace.FORM + "|journal|(jdbc:)?postgresql://[^@\\s]+",
      "journal, postgresql://HOST/NAME, " + RedisPlace.WORDS,
      "Where the log lies: journal for the data directory, or the database of PostgreSQL, or the"
          + " Redis, in which several nodes share it."),
  LOG_NAME(
      "logName",
      "NAME",
      "manna",
      "[a-z0-9][a-z0-9_.-]{0,62}",
      "letters a to z, digits, _, . and -, 63 at most",
      "What the log is called there: nodes that share it name the same."),
  LOG_USER(
      "logUser",
      "NAME",
      "manna",
      "Who the database of the log knows this server as; Redis is told nobody where there is no"
          + " password."),
  LOG_PASSWORD("logPassword", "", "", "The password of that user; it has no flag."),
  LOG_AUTHORITIES(
      "logAuthorities",
      "FILE",
      "none",
      "Certificates, PEM, of those who signed the one of a Redis with TLS; none for those that the"
          + " JDK trusts."),
  LOG_DURABILITY(
      "logDurability",
      "LEVEL",
      "fsynced",
      "fsynced|every-second|memory",
      "fsynced, every-second, memory",
      "What an answer survives where the log lies in Redis: a crash of it, all but its last second,"
          + " or none."),
  LOG_WINDOW(
      "logWindow",
      1_000_000,
      20_000,
      1_000_000_000,
      "How many events may stand in a log in Redis that the books do not hold yet."),
  LOG_WINDOW_UNITS(
      "logWindowUnits",
      10_000_000,
      1,
      1_000_000_000_000L,
      "How many units of an item such events may give away; no claim gets more."),
  LOG_REPLICAS("logReplicas", 0, 0, 100, "How many replicas must have a claim before its answer."),
  LOG_DATABASE(
      "logDatabase",
      "URL",
      "none",
      "none|(jdbc:)?postgresql://[^@\\s]+",
      "none, postgresql://HOST/NAME",
      "The database of PostgreSQL in which nodes, epochs and snapshots of a log in Redis are"
          + " written down."),
  LOG_DATABASE_USER("logDatabaseUser", "NAME", "manna", "Who that database knows this server as."),
  LOG_DATABASE_PASSWORD(
      "logDatabasePassword", "", "", "The password of that user; it has no flag."),
  SHADOW(
      "shadow",
      "URL",
      "none",
      RedisPlace.FORM + "|none|(jdbc:)?postgresql://[^@\\s]+",
      "none, postgresql://HOST/NAME, " + RedisPlace.WORDS,
      "Where a copy of the journal is kept in which nodes could go on, and each answer is decided"
          + " again; none for nowhere."),
  NODE(
      "node",
      "NAME",
      "host",
      NodeName.CHOSEN,
      "letters a to z, digits, _, . and -, 50 at most",
      "What this node is called among those that share the log; host for host and process. Each"
          + " start adds a number."),
  LEAVE_SECONDS(
      "leaveSeconds",
      5,
      0,
      3_600,
      "How long a node that shares the log serves on when it is told to stop, while"
          + " /health/ready answers 503 so that clients go to others."),
  MAX_CONNECTIONS(
      "maxConnections", 10_000, 1, 1_000_000, "Further connections are closed at once."),
  IDLE_SECONDS(
      "idleSeconds", 60, 1, 86_400, "How long a connection may wait for its next request."),
  MAX_ORDER_BYTES(
      "maxOrderBytes", 1 << 20, 1 << 14, 1 << 24, "The largest body of a claim on a sale."),
  MAX_DEFINITION_BYTES(
      "maxDefinitionBytes", 8 << 20, 1 << 14, 1 << 28, "The largest body of a definition."),
  QUEUE_CAPACITY(
      "queueCapacity",
      65_536,
      2,
      1 << 24,
      "How many requests may wait for the engine before the answer is too-busy."),
  SNAPSHOT_EVENTS(
      "snapshotEvents",
      5_000_000,
      1,
      Long.MAX_VALUE,
      "How many events lie between two snapshots; fewer make a start after a crash faster."),
  SEGMENT_MIB("segmentMib", 64, 1, 1_024, "The size of a segment of the journal, in MiB."),
  RESERVE_MIB(
      "reserveMib",
      64,
      0,
      1 << 20,
      "How much of the disk, in MiB, new segments leave free for snapshots and closing."),
  KEEP_LOG(
      "keepLog",
      "HOW-MUCH",
      "all",
      "all|[1-9][0-9]{0,5}(MB|GB|TB|h|d)",
      "all, a size (500MB, 20GB, 2TB), a time (12h, 90d)",
      "How much of the journal stays although neither two snapshots nor a follower need it; audit,"
          + " export, explain and ledger rebuild need all."),
  ARCHIVE_LOG(
      "archiveLog",
      "DIR",
      "none",
      "Where segments of the journal are copied to before they are removed; none for nowhere."),
  SHUTDOWN_SECONDS(
      "shutdownSeconds",
      30,
      1,
      3_600,
      "How long a stop waits for the answers to what was accepted."),
  LEDGER(
      "ledger",
      "URL",
      "sqlite",
      "sqlite|none|jdbc:postgresql:(//[^/?\\s]+/)?[^/?\\s]*([?].*)?"
          + "|jdbc:mariadb:([a-z-]+:)?//[^/?\\s]+/[^/?\\s]+([?].*)?|jdbc:sqlite:.+",
      "sqlite, none, jdbc:postgresql://HOST/NAME, jdbc:mariadb://HOST/NAME (MySQL too),"
          + " jdbc:sqlite:FILE",
      "Where the books are kept: sqlite for books.db in the data directory, the JDBC URL of"
          + " PostgreSQL, MariaDB, MySQL or a file of SQLite, or none."),
  LEDGER_USER("ledgerUser", "NAME", "manna", "Who the database of the books knows this server as."),
  LEDGER_PASSWORD("ledgerPassword", "", "", "The password of that user; it has no flag."),
  LEDGER_WAIT_MILLIS(
      "ledgerWaitMillis",
      2_000,
      1,
      60_000,
      "How long an answer of acks: ledger, or a reader, waits for the books."),
  KAFKA(
      "kafka",
      "HOST:PORT",
      "none",
      KafkaNames.BROKERS,
      "none, host:port, host:port,host:port,...",
      "Some brokers of the Kafka that each event is written to; none for none."),
  KAFKA_TOPIC(
      "kafkaTopic",
      "NAME",
      "manna.events",
      KafkaNames.TOPIC,
      KafkaNames.TOPICS,
      "The topic of the events; it belongs to one log, and is made where it is missing."),
  KAFKA_POSITIONS(
      "kafkaPositions",
      "NAME",
      "manna.positions",
      KafkaNames.TOPIC,
      KafkaNames.TOPICS,
      "The topic that remembers where streams stand; many may share it."),
  KAFKA_PARTITIONS(
      "kafkaPartitions",
      12,
      1,
      10_000,
      "How many partitions the topic of the events gets where it is made."),
  KAFKA_MAX_MESSAGE_BYTES(
      "kafkaMaxMessageBytes",
      Messages.MOST_BYTES,
      1_024,
      1 << 26,
      "The largest message; of a larger event it says where in the export it is."),
  KAFKA_PROPERTIES(
      "kafkaProperties",
      "FILE",
      "none",
      "A file of properties for Kafka's clients, such as how to sign in; none for none."),
  ROCKETMQ(
      "rocketmq",
      "HOST:PORT",
      "none",
      "none|[^\\s,;:]+:[0-9]{1,5}(;[^\\s,;:]+:[0-9]{1,5})*",
      "none, host:port, host:port;host:port;...",
      "Some proxies of the RocketMQ that each event is sent to; none for none."),
  ROCKETMQ_TOPIC(
      "rocketmqTopic",
      "NAME",
      "manna",
      "[a-zA-Z0-9_-]{1,127}",
      "letters, digits, _ and -, 127 at most",
      "The topic of the events, of the type FIFO; it belongs to one log."),
  ROCKETMQ_PROPERTIES(
      "rocketmqProperties",
      "FILE",
      "none",
      "A file that says how to sign in there: accessKey, secretKey, namespace, tls; none for"
          + " none.");

  private final String key;
  private final String label;
  private final String assumed;

  /** Records of text and numbers do not change. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Values values;

  private final String meaning;

  Setting(String key, String label, String assumed, String meaning) {
    this(key, label, assumed, "(?s).*", "text", meaning);
  }

  /** Text of a form, which words tell people. */
  Setting(String key, String label, String assumed, String form, String words, String meaning) {
    this.key = key;
    this.label = label;
    this.assumed = assumed;
    this.values = new Values.Text(form, words);
    this.meaning = meaning;
  }

  /** A whole number. */
  Setting(String key, long assumed, long least, long most, String meaning) {
    this.key = key;
    this.label = "N";
    this.assumed = Long.toString(assumed);
    this.values = new Values.Whole(least, most);
    this.meaning = meaning;
  }

  /** Its name in {@code manna.yaml}. */
  public String key() {
    return key;
  }

  /** Its name on the command line. */
  public String flag() {
    return "--" + CamelCase.apart(key, '-');
  }

  /** Its name in the environment. */
  public String variable() {
    return "MANNA_" + CamelCase.apart(key, '_').toUpperCase(Locale.ROOT);
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
    return values.words();
  }

  /** Whether it is neither shown nor taken from the command line, which other users can see. */
  public boolean secret() {
    return this == LEDGER_PASSWORD || this == LOG_PASSWORD || this == LOG_DATABASE_PASSWORD;
  }

  /** What is wrong with a value, in words that continue its name; empty for a good one. */
  public String complaint(String value) {
    return Addresses.complaint(this, values, value);
  }
}
