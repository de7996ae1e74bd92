package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import dev.manna.server.cli.Manna;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say that read a log, of one that nodes share. */
final class SharedLogCommandsTest {
  private static final String WHEEL =
      "{\"kind\":\"lottery\",\"prizes\":[{\"id\":\"a\",\"weight\":1,\"stock\":9}]}";

  @TempDir private Path folder;
  private final SharedDatabase database = SharedDatabase.fresh();

  private Server start() {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.DATA, folder.resolve("data").toString());
    flags.put(Setting.PORT, "0");
    flags.put(Setting.LOG, database.log());
    flags.put(Setting.LOG_USER, "postgres");
    flags.put(Setting.LEDGER, database.ledger());
    flags.put(Setting.LEDGER_USER, "postgres");
    flags.put(Setting.SNAPSHOT_EVENTS, "4");
    flags.put(Setting.LEAVE_SECONDS, "0");
    flags.put(Setting.KEEP_LOG, "1h");
    Config config = Config.read(null, Map.of(), flags);
    return Server.start(config, line -> {}, e -> fail("the process would end", e));
  }

  private String run(String... words) {
    StringWriter out = new StringWriter();
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--config", settings(), "--log", database.log()));
    int status =
        Manna.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(out, true))
            .execute(all.toArray(String[]::new));
    return status + " " + out;
  }

  private String settings() {
    try {
      return Files.writeString(
              folder.resolve("manna.yaml"),
              "logUser: postgres\nledger: %s\nledgerUser: postgres\n".formatted(database.ledger()))
          .toString();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private long snapshots() {
    return Long.parseLong(database.rows("SELECT count(*) FROM manna_snapshot").getFirst());
  }

  @Test
  void shouldReadTheLogBesideItsNodes() {
    try (Server server = start()) {
      Caller caller = new Caller(server.port());
      caller.put("/v1/campaigns/wheel", WHEEL).is(201);
      for (int i = 1; i <= 8; i++) {
        caller.claim("wheel", "k" + i, "{\"user\":\"u" + i + "\"}").is(200);
        if (i == 5) {
          await().atMost(Duration.ofSeconds(30)).until(() -> snapshots() > 0);
        }
      }
      String where = "log \"manna\" in " + database.ledger();
      assertThat(run("audit"))
          .startsWith("0 " + where + ": 10 events; the log ends cleanly")
          .contains("Everything holds.");
      assertThat(run("export").lines()).hasSize(10);
      assertThat(run("export", "--from", "9").lines()).hasSize(2).last().asString().contains("k8");
      assertThat(run("show", "--at", "4")).startsWith("0 ").contains("position 4 of 10");
      assertThat(run("show", "--json")).contains("\"position\":10");
      assertThat(run("explain", "wheel", "u3", "k3")).startsWith("0 wheel (lottery");
      await().atMost(Duration.ofSeconds(30)).until(this::isBooked);
      assertThat(run("reconcile")).startsWith("0 ").contains("what the log has made");
    }
    database.run("DELETE FROM grants WHERE number = 3");
    assertThat(run("reconcile")).startsWith("1 ").contains("wheel.3");
    assertThat(run("ledger", "rebuild")).isEqualTo("0 books in " + books() + ": 10 events\n");
    assertThat(run("reconcile")).startsWith("0 ");
    assertThat(database.rows("SELECT trimmed FROM manna_head"))
        .as("an hour stays")
        .containsExactly("0");
    database.run("UPDATE manna_head SET trimmed = 4");
    assertThat(run("export"))
        .startsWith("1 manna: log \"manna\" in ")
        .contains(": the log begins at position 5, and this needs all of it.");
    assertThat(run("reconcile")).startsWith("1 manna: ").contains("compared with all of it");
    assertThat(run("show", "--at", "9")).startsWith("0 ").contains("position 9 of 10");
    assertThat(run("show", "--log-name", "other"))
        .isEqualTo(
            "1 manna: %s holds no log \"other\"; there are: manna\n".formatted(database.ledger()));
  }

  private String books() {
    return database.ledger();
  }

  private boolean isBooked() {
    return database.rows("SELECT position FROM positions").equals(List.of("10"));
  }
}
