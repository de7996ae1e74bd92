package dev.manna.server;

import dev.manna.simulation.net.RedisProcess;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where servers of a test may share a log. */
enum SharedLogs {
  POSTGRESQL,
  REDIS;

  /** The name of a topic that nobody else writes. */
  String topic() {
    return "shared-" + name().toLowerCase(Locale.ROOT);
  }

  Place fresh(Path folder) {
    SharedDatabase database = SharedDatabase.fresh();
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    settings.put(Setting.LEDGER, "none");
    settings.put(Setting.LEAVE_SECONDS, "0");
    return switch (this) {
      case POSTGRESQL -> {
        settings.put(Setting.LOG, database.log());
        settings.put(Setting.LOG_USER, "postgres");
        yield new Place(database, settings, null);
      }
      case REDIS -> {
        RedisProcess redis =
            RedisProcess.server(folder.resolve("redis"), RedisProcess.FSYNCED).start();
        settings.put(Setting.LOG, redis.uri());
        settings.put(Setting.LOG_DATABASE, database.log());
        settings.put(Setting.LOG_DATABASE_USER, "postgres");
        yield new Place(database, settings, redis);
      }
    };
  }

  /**
   * A log that nobody has used yet.
   *
   * @param database in which followers keep their positions
   * @param settings of a server that is to join it
   */
  record Place(SharedDatabase database, Map<Setting, String> settings, @Nullable RedisProcess redis)
      implements AutoCloseable {
    @Override
    public void close() {
      if (redis != null) {
        redis.close();
      }
    }
  }
}
