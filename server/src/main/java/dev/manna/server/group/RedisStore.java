package dev.manna.server.group;

import dev.manna.ledger.Database;
import dev.manna.log.redis.RedisLogOptions;
import dev.manna.server.Complaint;
import dev.manna.server.move.Moving;
import dev.manna.simulation.net.RedisProcess;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A log in Redis, which has a replica and a Sentinel, and a PostgreSQL for the books, the nodes and
 * the snapshots. What is killed is the master; its replica takes its place.
 */
final class RedisStore implements Store {
  private static final String LOG = "manna";
  private static final String MASTER = "manna";

  private final PostgresProcess database;
  private final Path folder;
  private @Nullable Running running;

  /** What runs once it is started; master and replica change places. */
  private record Running(RedisProcess master, RedisProcess replica, RedisProcess sentinel) {
    Running promoted() {
      return new Running(/* master= */ replica, /* replica= */ master, sentinel);
    }

    String uri() {
      return "redis-sentinel://127.0.0.1:" + sentinel.port() + "#" + MASTER;
    }
  }

  RedisStore(PostgresPrograms programs, Path folder) {
    requirePrograms();
    database = new PostgresProcess(programs, folder.resolve("postgres"));
    this.folder = folder.toAbsolutePath().resolve("redis");
  }

  private static void requirePrograms() {
    String[] path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1);
    for (String program : List.of("redis-server", "redis-cli")) {
      if (Stream.of(path).noneMatch(each -> Files.isExecutable(Path.of(each, program)))) {
        throw new Complaint(
            "no %s was found on the PATH: install Redis 6.2 or newer (apt install redis-server)"
                .formatted(program));
      }
    }
  }

  @Override
  public String shown() {
    return "Redis with a replica and a Sentinel";
  }

  @Override
  public String victim() {
    return "the master of Redis";
  }

  @Override
  public String comeback() {
    return "its replica takes its place";
  }

  @Override
  public void start() {
    database.begin();
    List<String> lines = new ArrayList<>(RedisProcess.FSYNCED);
    lines.add("repl-diskless-sync-delay 0");
    RedisProcess master = RedisProcess.server(folder.resolve("one"), lines);
    lines.add("replicaof 127.0.0.1 " + master.port());
    RedisProcess replica = RedisProcess.server(folder.resolve("other"), lines);
    running =
        new Running(master, replica, RedisProcess.sentinel(folder.resolve("sentinel"), master));
    master.start();
    replica.start();
    awaitReplica();
    running().sentinel().start();
    running().sentinel().await("" + replica.port(), "SENTINEL", "REPLICAS", MASTER);
  }

  private Running running() {
    if (running == null) {
      throw new IllegalStateException("it is started first");
    }
    return running;
  }

  private void awaitReplica() {
    running().replica().await("master_link_status:up", "INFO", "replication");
  }

  @Override
  public List<String> log() {
    return List.of(
        "--log",
        running().uri(),
        "--log-name",
        LOG,
        "--log-database",
        database.url(),
        "--log-database-user",
        PostgresProcess.NAME);
  }

  @Override
  public List<String> ledger() {
    return List.of("--ledger", "jdbc:" + database.url(), "--ledger-user", PostgresProcess.NAME);
  }

  @Override
  public Map<String, String> secrets(boolean books) {
    String variable = "MANNA_LOG_DATABASE_PASSWORD";
    return books
        ? Map.of(variable, database.password(), LEDGER_PASSWORD, database.password())
        : Map.of(variable, database.password());
  }

  @Override
  public Database books() {
    return Database.at("jdbc:" + database.url(), PostgresProcess.NAME, database.password());
  }

  /** What a dead node has acknowledged, and the dead master, nobody might know. */
  @Override
  public boolean missesTheDead() {
    return true;
  }

  @Override
  public void kill() {
    running().master().kill();
  }

  @Override
  public void restart() {
    Running promoted = running().promoted();
    String port = Integer.toString(promoted.master().port());
    promoted.sentinel().await(port, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER);
    promoted.master().await("role:master", "INFO", "replication");
    promoted.replica().start();
    running = promoted;
  }

  /**
   * The Sentinel makes a replica of a master that comes back, in ten seconds or so, if it does not
   * make it the master again.
   */
  @Override
  public void settle() {
    String named = running().sentinel().ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER);
    if (named.lines().anyMatch(Integer.toString(running().replica().port())::equals)) {
      running = running().promoted();
    }
    awaitReplica();
  }

  /** A dead node is of an epoch that is over. */
  @Override
  public long silenceNanos() {
    return 0;
  }

  @Override
  public void copy(Path data) {
    dev.manna.log.postgres.Database nodes =
        dev.manna.log.postgres.Database.at(
            "jdbc:" + database.url(), PostgresProcess.NAME, database.password());
    Moving.outOfRedis(RedisLogOptions.at(LOG, running().uri()), nodes, data, line -> {});
  }

  @Override
  public void close() {
    if (running != null) {
      running.sentinel().close();
      running.replica().close();
      running.master().close();
    }
    database.close();
  }
}
