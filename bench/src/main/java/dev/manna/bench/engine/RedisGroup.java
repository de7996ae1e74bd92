package dev.manna.bench.engine;

import dev.manna.bench.Bench;
import dev.manna.bench.Group;
import dev.manna.bench.Row;
import dev.manna.log.postgres.Database;
import dev.manna.log.redis.Durability;
import dev.manna.log.redis.RedisLogOptions;
import dev.manna.simulation.net.RedisProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Claims of one SKU over the log in Redis, by one node and by four, against a script that decides
 * each in Redis.
 */
public final class RedisGroup implements Group {
  static final String NAME = "log-redis";
  private static final int NODES = 4;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String heap() {
    return "6g";
  }

  @Override
  public boolean heapTouched() {
    return true;
  }

  @Override
  public List<Row> measure(Bench bench) throws Exception {
    if (OnPath.find("redis-server").isEmpty()) {
      return List.of(
          Row.notMeasured(
              NAME, "claims over a log in Redis", "no redis-server (apt install redis-server)"));
    }
    List<Row> rows = new ArrayList<>();
    try (EmbeddedPostgres server = PostgresGroup.server(bench)) {
      Database database = Database.at(HotRow.url(server.getPort()), "postgres", "");
      rows.addAll(measure(bench, database, Durability.EVERY_SECOND, "everysec"));
      rows.addAll(measure(bench, database, Durability.FSYNCED, "always"));
    }
    return rows;
  }

  private static List<Row> measure(
      Bench bench, Database database, Durability durability, String appendfsync) throws Exception {
    List<String> settings =
        List.of("appendonly yes", "appendfsync " + appendfsync, "auto-aof-rewrite-min-size 1gb");
    Path folder = bench.folder().resolve("redis-" + appendfsync);
    try (RedisProcess redis = RedisProcess.server(folder, settings).start();
        RedisNodes alone =
            RedisNodes.join(at(redis, "one-" + appendfsync, durability), database, 1);
        RedisNodes together =
            RedisNodes.join(at(redis, "four-" + appendfsync, durability), database, NODES)) {
      return new Races(bench, redis, alone, together, "appendfsync " + appendfsync).rows();
    }
  }

  private static RedisLogOptions at(RedisProcess redis, String log, Durability durability) {
    return RedisLogOptions.at(log, redis.uri()).withDurability(durability);
  }
}
