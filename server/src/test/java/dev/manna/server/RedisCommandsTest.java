package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import dev.manna.server.cli.Manna;
import dev.manna.simulation.net.RedisProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say that read a log, of one that lies in Redis. */
@Timeout(180)
final class RedisCommandsTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private static final String WHEEL =
      "{\"kind\":\"lottery\",\"prizes\":[{\"id\":\"a\",\"weight\":1,\"stock\":900}]}";

  @TempDir private Path folder;
  private final SharedDatabase database = SharedDatabase.fresh();
  private RedisProcess redis;
  private int claimed;

  @BeforeEach
  void begin() {
    redis = RedisProcess.server(folder.resolve("redis"), RedisProcess.FSYNCED).start();
  }

  @AfterEach
  void end() {
    redis.close();
  }

  private Server start(int snapshotEvents) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.PORT, "0");
    flags.put(Setting.SNAPSHOT_EVENTS, "" + snapshotEvents);
    flags.put(Setting.LEAVE_SECONDS, "1");
    flags.put(Setting.LOG, redis.uri());
    Config config = Config.read(settings(), Map.of(), flags);
    return Server.start(config, line -> {}, e -> fail("the process would end", e));
  }

  private Path settings() {
    try {
      return Files.writeString(
          folder.resolve("manna.yaml"),
          """
          logDatabase: %s
          logDatabaseUser: postgres
          ledger: %s
          ledgerUser: postgres
          """
              .formatted(database.log(), database.ledger()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String run(String... words) {
    StringWriter out = new StringWriter();
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--config", settings().toString(), "--log", redis.uri()));
    int status =
        Manna.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(out, true))
            .execute(all.toArray(String[]::new));
    return status + " " + out;
  }

  private void claim(Server server) {
    claimed++;
    String body = "{\"user\":\"u" + claimed + "\"}";
    new Caller(server.port()).claim("wheel", "k" + claimed, body).is(200);
  }

  private String meta(String field) {
    return redis.ask("HGET", "manna:{manna}:meta", field);
  }

  private void awaitBooks() {
    List<String> end = List.of(meta("position"));
    await().atMost(LONG).until(() -> database.rows("SELECT position FROM positions").equals(end));
  }

  @Test
  void shouldReadTheLogBesideItsNodes() {
    String where = "log manna at " + redis.uri();
    assertThat(run("audit")).startsWith("1 manna: " + where + ": there is none; if there was");
    try (Server server = start(1_000_000)) {
      assertThat(run("show")).startsWith("0 position 1 of 1, at ");
      new Caller(server.port()).put("/v1/campaigns/wheel", WHEEL).is(201);
      for (int i = 1; i <= 8; i++) {
        claim(server);
      }
      assertThat(run("audit"))
          .startsWith("0 " + where + ": 10 events; the log ends cleanly")
          .contains("Everything holds.");
      assertThat(run("export").lines()).hasSize(10);
      assertThat(run("export", "--from", "9").lines()).hasSize(2).last().asString().contains("k8");
      assertThat(run("show", "--at", "4")).startsWith("0 ").contains("position 4 of 10");
      assertThat(run("show", "--json")).contains("\"position\":10");
      assertThat(run("explain", "wheel", "u3", "k3")).startsWith("0 wheel (lottery");
      awaitBooks();
      assertThat(run("reconcile")).startsWith("0 ").contains("what the log has made");
    }
    database.run("DELETE FROM grants WHERE number = 3");
    assertThat(run("reconcile")).startsWith("1 ").contains("wheel.3");
    assertThat(run("ledger", "rebuild"))
        .isEqualTo("0 books in " + database.ledger() + ": 10 events\n");
    assertThat(run("reconcile")).startsWith("0 ");
    redis.kill();
    assertThat(run("export")).startsWith("1 manna: " + where + ": ").doesNotContain("\"type\"");
    redis.start();
    assertThat(run("audit"))
        .startsWith(
            "0 " + where + ": 10 events; Redis was started again, or another took its place")
        .contains("Everything holds.");
  }

  /** A batch that Redis holds otherwise than it was appended is told, and not passed on. */
  @Test
  void shouldSayThatABatchIsNotWhatWasAppended() {
    try (Server server = start(1_000_000)) {
      new Caller(server.port()).put("/v1/campaigns/wheel", WHEEL).is(201);
      claim(server);
    }
    String id =
        redis
            .ask("XREVRANGE", "manna:{manna}:log", "+", "-", "COUNT", "1")
            .lines()
            .findFirst()
            .orElseThrow();
    redis.ask("XDEL", "manna:{manna}:log", id);
    assertThat(run("audit")).startsWith("1 manna: ").contains("has a hole: after position 2");
  }

  /** What no follower needs goes by itself; what is left tells of now, and of some time before. */
  @Test
  void shouldTellWhatALogTellsThatWasTrimmed() {
    long trimmed;
    try (Server server = start(2)) {
      new Caller(server.port()).put("/v1/campaigns/wheel", WHEEL).is(201);
      await()
          .atMost(LONG)
          .until(
              () -> {
                claim(server);
                return !meta("trimmed").equals("0");
              });
      awaitBooks();
    }
    trimmed = Long.parseLong(meta("trimmed"));
    String begins =
        ": the log begins at position %d, and this needs all of it.".formatted(trimmed + 1);
    assertThat(run("audit")).startsWith("1 manna: ").contains(begins, "is in the books");
    assertThat(run("export")).startsWith("1 manna: ").contains(begins);
    assertThat(run("reconcile")).startsWith("1 manna: ").contains("compared with all of it");
    String rows = "SELECT count(*) FROM claims";
    List<String> before = database.rows(rows);
    assertThat(run("ledger", "rebuild")).startsWith("1 manna: ").contains(begins);
    assertThat(database.rows(rows)).as("books that cannot be made again").isEqualTo(before);
    assertThat(run("show")).startsWith("0 ").contains("position " + meta("position") + " of ");
    assertThat(run("show", "--at", "" + trimmed)).contains("position " + trimmed + " of ");
    assertThat(run("show", "--at", "2"))
        .startsWith("1 manna: ")
        .contains("no snapshot of an earlier");
    assertThat(run("show", "--campaign", "wheel", "--winners"))
        .startsWith("1 manna: ")
        .contains("leave out --winners");
  }
}
