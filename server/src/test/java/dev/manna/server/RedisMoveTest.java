package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.manna.server.cli.Manna;
import dev.manna.simulation.net.RedisProcess;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that goes into Redis, and back. */
final class RedisMoveTest {
  private static final String WHEEL =
      "{\"kind\":\"lottery\",\"prizes\":[{\"id\":\"a\",\"weight\":1,\"stock\":9}]}";

  @TempDir private Path folder;
  private final SharedDatabase database = SharedDatabase.fresh();
  private RedisProcess redis;
  private String moved = "";

  @BeforeEach
  void begin() {
    redis = RedisProcess.server(folder.resolve("redis"), RedisProcess.FSYNCED).start();
  }

  @AfterEach
  void end() {
    redis.close();
  }

  private static Server start(Map<Setting, String> place) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.PORT, "0");
    flags.put(Setting.LEDGER, "none");
    flags.put(Setting.LEAVE_SECONDS, "0");
    flags.putAll(place);
    Config config = Config.read(null, Map.of(), flags);
    return Server.start(config, line -> {}, e -> fail("the process would end", e));
  }

  private static Caller caller(Server server) {
    return new Caller(server.port());
  }

  /** From a journal, on with two answers known, and back with what came since. */
  @Test
  void shouldGoOnFromAJournalAndBack() {
    Path data = folder.resolve("data");
    String answer;
    try (Server server = start(Map.of(Setting.DATA, data.toString()))) {
      caller(server).put("/v1/campaigns/wheel", WHEEL).is(201);
      answer = caller(server).claim("wheel", "k", "{\"user\":\"ann\"}").is(200).body();
    }
    assertThat(move(data.toString(), redis.uri())).as(moved).isZero();
    assertThat(moved).contains("3 events in 3 batches", "all of it stands in Redis");
    assertThat(move(data.toString(), redis.uri())).isEqualTo(1);
    assertThat(moved).contains("was not moved: ", "is not empty: it ends at position 3");
    String later;
    Map<Setting, String> shared =
        Map.of(
            Setting.LOG,
            redis.uri(),
            Setting.LOG_DATABASE,
            database.log(),
            Setting.LOG_DATABASE_USER,
            "postgres",
            Setting.NODE,
            "n");
    try (Server node = start(shared)) {
      assertThat(caller(node).claim("wheel", "k", "{\"user\":\"ann\"}").is(200).body())
          .isEqualTo(answer);
      later = caller(node).claim("wheel", "l", "{\"user\":\"bob\"}").is(200).body();
      assertThat(move(redis.uri(), folder.resolve("busy").toString())).isEqualTo(1);
      assertThat(moved).contains("is used by n-");
    }
    Path back = folder.resolve("back");
    assertThat(move(redis.uri(), back.toString())).as(moved).isZero();
    try (Server server = start(Map.of(Setting.DATA, back.toString()))) {
      assertThat(caller(server).claim("wheel", "l", "{\"user\":\"bob\"}").is(200).body())
          .isEqualTo(later);
    }
  }

  private int move(String from, String to) {
    StringWriter written = new StringWriter();
    PrintWriter out = new PrintWriter(written, true);
    int status =
        Manna.commandLine()
            .setOut(out)
            .setErr(out)
            .execute(
                "move",
                "--from",
                from,
                "--to",
                to,
                "--log-database",
                database.log(),
                "--log-database-user",
                "postgres");
    moved = written.toString();
    return status;
  }
}
