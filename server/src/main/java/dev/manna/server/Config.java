package dev.manna.server;

import dev.manna.engine.journal.Retention;
import dev.manna.ledger.Database;
import dev.manna.log.redis.RedisLogOptions;
import dev.manna.server.proof.LogPlace;
import dev.manna.stream.kafka.KafkaTarget;
import dev.manna.stream.rocketmq.PositionFile;
import dev.manna.stream.rocketmq.PositionTable;
import dev.manna.stream.rocketmq.Positions;
import dev.manna.stream.rocketmq.RocketMqTarget;
import dev.manna.webhook.Outbox;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
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
  private final HookSettings webhooks;

  private Config(Map<Setting, String> values, HookSettings webhooks) {
    this.values = values;
    this.webhooks = webhooks;
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
    HookSettings webhooks = HookSettings.NONE;
    Path named = file == null ? Path.of(FILE) : file;
    if (file != null || Files.exists(named)) {
      SettingsFile.Content content = SettingsFile.read(named);
      values.putAll(content.values());
      webhooks = content.webhooks();
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
    return new Config(values, webhooks);
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

  /**
   * Where the log lies.
   *
   * @param say takes the lines that tell an operator how the start goes
   * @param fatal told of an error after which the process must not go on
   */
  LogSite site(Consumer<String> say, Consumer<Throwable> fatal) {
    SharedLimits.check(this);
    // What is wrong with them is said before anything is opened.
    shadow();
    return isShared() ? new SharedSite(this, say, fatal) : new JournalSite(this, say);
  }

  /**
   * The settings of the one that keeps a copy of the log where nodes could go on; null for nobody.
   */
  @Nullable Config shadow() {
    if (text(Setting.SHADOW).equals(Setting.SHADOW.assumed())) {
      return null;
    }
    Map<Setting, String> there = new EnumMap<>(values);
    there.put(Setting.LOG, text(Setting.SHADOW));
    // Books, streams and webhooks follow the journal alone, and only that is archived.
    there.put(Setting.LEDGER, "none");
    for (Setting own : List.of(Setting.SHADOW, Setting.KEEP_LOG, Setting.ARCHIVE_LOG)) {
      there.put(own, own.assumed());
    }
    Config made = new Config(there, HookSettings.NONE);
    SharedLimits.check(made);
    return made;
  }

  /** Whether several nodes share the log. */
  public boolean isShared() {
    return !text(Setting.LOG).equals("journal");
  }

  /** Whether several nodes share a log that lies in Redis. */
  public boolean isInRedis() {
    return RedisPlace.is(text(Setting.LOG));
  }

  /**
   * The database in which the nodes of a log that several share are written down, and in which the
   * log itself lies, if that is not in Redis.
   *
   * @throws Complaint if a log in Redis has none
   */
  public dev.manna.log.postgres.Database logDatabase() {
    boolean beside = isInRedis();
    if (beside) {
      SharedLimits.requireDatabase(this);
    }
    String url = text(beside ? Setting.LOG_DATABASE : Setting.LOG);
    String password = text(beside ? Setting.LOG_DATABASE_PASSWORD : Setting.LOG_PASSWORD);
    return dev.manna.log.postgres.Database.at(
        url.startsWith("jdbc:") ? url : "jdbc:" + url,
        text(beside ? Setting.LOG_DATABASE_USER : Setting.LOG_USER),
        password.isEmpty() ? null : password);
  }

  /**
   * What is asked of the Redis that holds the log.
   *
   * @param node what whoever asks is called
   */
  public RedisLogOptions redis(String node) {
    return RedisPlace.of(this, node);
  }

  /** Where the log lies, for whoever reads it. */
  public LogPlace logPlace() {
    if (isInRedis()) {
      return new LogPlace.InRedis(redis("beside"), logDatabase());
    }
    return isShared()
        ? new LogPlace.InPostgres(logDatabase(), logName())
        : new LogPlace.Journal(data());
  }

  /** Where the stream in RocketMQ remembers how far it is. */
  public Positions positions(RocketMqTarget target) {
    return isShared()
        ? PositionTable.of(target, new BesideLog(logDatabase()), logName())
        : PositionFile.of(target, data());
  }

  /** What waits for webhooks. */
  public Outbox outbox() {
    return isShared()
        ? Outbox.shared(new BesideLog(logDatabase()), logName(), Outbox.Limits.DEFAULT)
        : Outbox.at(data().resolve(Server.WEBHOOKS).toString(), Outbox.Limits.DEFAULT);
  }

  /** The name of the log where several nodes share it. */
  public String logName() {
    return text(Setting.LOG_NAME);
  }

  /** What an operator calls this node; empty where nobody says. */
  String node() {
    String node = text(Setting.NODE);
    return node.equals(Setting.NODE.assumed()) ? "" : node;
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

  /** Whether the books are a file of this machine. */
  boolean hasOwnBooks() {
    String ledger = text(Setting.LEDGER);
    return ledger.equals("sqlite") || ledger.startsWith("jdbc:sqlite:");
  }

  /** The Kafka to write events to, null for none. */
  public @Nullable KafkaTarget kafka() {
    String servers = text(Setting.KAFKA);
    if (servers.equals("none")) {
      return null;
    }
    String properties = text(Setting.KAFKA_PROPERTIES);
    return new KafkaTarget(
        servers,
        text(Setting.KAFKA_TOPIC),
        text(Setting.KAFKA_POSITIONS),
        (int) number(Setting.KAFKA_PARTITIONS),
        (int) number(Setting.KAFKA_MAX_MESSAGE_BYTES),
        properties.equals("none") ? Map.of() : PropertiesFile.read(properties, KafkaTarget.FIXED));
  }

  /** The RocketMQ to send events to, null for none. */
  public @Nullable RocketMqTarget rocketMq() {
    String proxies = text(Setting.ROCKETMQ);
    if (proxies.equals("none")) {
      return null;
    }
    String properties = text(Setting.ROCKETMQ_PROPERTIES);
    return new RocketMqTarget(
        proxies,
        text(Setting.ROCKETMQ_TOPIC),
        properties.equals("none")
            ? RocketMqTarget.Access.OPEN
            : RocketMqAccess.of(properties, PropertiesFile.read(properties, Set.of())));
  }

  /** Who is told of what happens; only a file says so. */
  HookSettings webhooks() {
    return webhooks;
  }

  public String host() {
    return text(Setting.HOST);
  }

  /** Whether nobody but this machine can reach the port. */
  boolean isInside() {
    return host().startsWith("127.") || host().equals("localhost") || host().equals("::1");
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

  /** How much of the log stays, null for all of it. */
  Retention.@Nullable Keep keepLog() {
    return Trimming.keep(text(Setting.KEEP_LOG));
  }

  /** Where removed segments go. */
  Retention.Archive archiveLog() {
    String folder = text(Setting.ARCHIVE_LOG);
    return folder.equals("none") ? name -> {} : new LogArchive(data(), Path.of(folder));
  }

  /** The value of a setting that is a number. */
  long number(Setting setting) {
    return Long.parseLong(text(setting));
  }

  /** Whether a setting says what is assumed where nobody says anything. */
  boolean isAssumed(Setting setting) {
    return text(setting).equals(setting.assumed());
  }

  /** The value of a setting, as it was given. */
  String text(Setting setting) {
    return Objects.requireNonNull(values.get(setting));
  }
}
