package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.manna.core.Batch;
import dev.manna.engine.EmbeddedEngine;
import dev.manna.engine.EngineOptions;
import dev.manna.engine.journal.Journal;
import dev.manna.engine.journal.JournalOptions;
import dev.manna.engine.journal.JournalReader;
import dev.manna.engine.journal.RealDisk;
import dev.manna.server.cli.Manna;
import dev.manna.server.proof.SmallLog;
import dev.manna.simulation.CrowdLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A log that goes from a data directory to where several nodes share it, and back. */
final class MoveTest {
  private static final String UNUSED = "SELECT log FROM manna_log UNION SELECT log FROM manna_head";

  private static final String SALE = "{\"kind\":\"sale\",\"skus\":[{\"id\":\"a\",\"stock\":9}]}";

  /** What a killed process has ended with. */
  private static final int SIGKILL = 137;

  @TempDir private Path folder;
  private final SharedDatabase database = SharedDatabase.fresh();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Path data() {
    return folder.resolve("data");
  }

  private Path back() {
    return folder.resolve("back");
  }

  private int move(Object from, Object to) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Manna.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words(from, to));
  }

  private static String[] words(Object from, Object to) {
    return new String[] {
      "move", "--from", from.toString(), "--to", to.toString(), "--log-user", "postgres", "--json"
    };
  }

  private JsonNode json() {
    return JsonMapper.builder().build().readTree(out.toString());
  }

  private static List<Batch> batches(Path data) throws IOException {
    List<Batch> batches = new ArrayList<>();
    try (JournalReader journal = JournalReader.open(RealDisk.of(data))) {
      journal.read(
          0,
          batch -> {
            ByteBuffer payload = ByteBuffer.allocate(batch.payload().remaining());
            payload.put(batch.payload().duplicate()).flip();
            return batches.add(
                new Batch(batch.first(), batch.count(), batch.timeMillis(), payload));
          });
    }
    return batches;
  }

  private static String digest(Path data) throws IOException {
    try (EmbeddedEngine engine =
        EmbeddedEngine.open(
            RealDisk.of(data), () -> Long.MAX_VALUE / 2, () -> 1, EngineOptions.defaults())) {
      return engine.digest();
    }
  }

  @Test
  void shouldMoveThereAndBack() throws IOException {
    SmallLog.everything(data());
    List<Batch> batches = batches(data());
    assertThat(move(data(), database.log())).as(err.toString()).isZero();
    JsonNode there = json();
    assertThat(there.path("events").asLong()).isEqualTo(batches.getLast().last());
    assertThat(there.path("batches").asInt()).isEqualTo(batches.size());
    assertThat(database.rows("SELECT count(*) FROM manna_log WHERE log = 'manna'"))
        .containsExactly("" + batches.size());
    assertThat(database.rows("SELECT position FROM manna_snapshot WHERE log = 'manna'"))
        .containsExactly("" + batches.getLast().last());
    Files.createDirectory(back());
    assertThat(move(database.log(), back())).as(err.toString()).isZero();
    assertThat(json().path("digest")).isEqualTo(there.path("digest"));
    assertThat(batches(back())).isEqualTo(batches).isEqualTo(batches(data()));
    assertThat(digest(back())).isEqualTo(digest(data())).isEqualTo(there.path("digest").asString());
    assertThat(Files.exists(folder.resolve("back.moving"))).isFalse();
  }

  @Test
  void shouldGoOnWhereItWasMovedTo() throws IOException {
    SmallLog.everything(data());
    long end = batches(data()).getLast().last();
    assertThat(move(data(), database.log())).as(err.toString()).isZero();
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.LOG, database.log());
    flags.put(Setting.LOG_USER, "postgres");
    String claim = serve(flags, "moved");
    assertThat(move(database.log(), back())).as(err.toString()).isZero();
    assertThat(batches(back()).getLast().last()).isGreaterThan(end);
    assertThat(serve(Map.of(Setting.DATA, back().toString()), "again")).isEqualTo(claim);
  }

  /** A server goes on with a log: another campaign begins, and a claim is known. */
  private String serve(Map<Setting, String> place, String campaign) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.DATA, folder.resolve("unused").toString());
    flags.put(Setting.PORT, "0");
    flags.put(Setting.LEDGER, "none");
    flags.put(Setting.LEAVE_SECONDS, "0");
    flags.putAll(place);
    Config config = Config.read(null, Map.of(), flags);
    try (Server server = Server.start(config, line -> {}, e -> fail("the server would end", e))) {
      Caller caller = new Caller(server.port());
      caller.put("/v1/campaigns/" + campaign, SALE).is(201);
      String claim = caller.get("/v1/claims/wheel/user-0/d0").is(200).body();
      return claim.replaceFirst(",\"position\":[0-9]+", "");
    }
  }

  @Test
  void shouldLeaveAloneWhatIsThere() throws IOException {
    SmallLog.everything(data());
    assertThat(move(data(), database.log())).isZero();
    List<String> before = database.rows("SELECT encode(chain, 'hex') FROM manna_log");
    assertThat(move(data(), database.log())).isEqualTo(1);
    assertThat(err.toString())
        .contains("was not moved: log \"manna\" is not empty: it ends at position");
    assertThat(database.rows("SELECT encode(chain, 'hex') FROM manna_log")).isEqualTo(before);
    Files.createDirectory(back());
    Files.writeString(back().resolve("notes.txt"), "mine");
    assertThat(move(database.log(), back())).isEqualTo(1);
    assertThat(err.toString()).contains("back is not empty: it holds notes.txt");
    assertThat(Files.readString(back().resolve("notes.txt"))).isEqualTo("mine");
  }

  @Test
  void shouldMoveNothingThatIsInUse() throws IOException {
    SmallLog.everything(data());
    JournalOptions options = JournalOptions.defaults();
    try (Journal used = Journal.open(RealDisk.of(data()), options, () -> 7)) {
      assertThat(move(data(), database.log())).isEqualTo(1);
      assertThat(used.position()).isPositive();
      assertThat(err.toString()).contains("was not moved: another process is using " + data());
    }
    assertThat(move(data(), database.log())).isZero();
    database.run(
        "INSERT INTO manna_node (log, epoch, node, registered, seen)"
            + " SELECT log, epoch, 'shop-1', now(), now() FROM manna_head");
    assertThat(move(database.log(), back())).isEqualTo(1);
    assertThat(err.toString()).contains("the log is in use by shop-1 (heard of 0 s ago)");
    assertThat(Files.exists(back())).isFalse();
    database.run("UPDATE manna_node SET seen = now() - interval '1 minute'");
    assertThat(move(database.log(), back())).isZero();
    assertThat(database.rows("SELECT epoch FROM manna_head")).containsExactly("2");
  }

  @Test
  void shouldSayWhatCannotBeMoved() throws IOException {
    SmallLog.everything(data());
    assertThat(move(data(), back())).isEqualTo(1);
    assertThat(err.toString()).contains("one of --from and --to is postgresql://HOST/NAME");
    assertThat(move(database.log(), database.log())).isEqualTo(1);
    assertThat(err.toString()).contains("one of them is a data directory");
    assertThat(move(data(), "redis://me:secret@127.0.0.1")).isEqualTo(1);
    assertThat(err.toString())
        .contains("--to: \"redis:...\" is not allowed", "redis://HOST:PORT", "MANNA_LOG_PASSWORD")
        .doesNotContain("secret", "--log:");
    assertThat(move("postgresql://me:secret@127.0.0.1/manna", back())).isEqualTo(1);
    assertThat(err.toString())
        .contains("--from: \"postgresql:...\" is not allowed", "are no part of it: logUser and")
        .doesNotContain("secret", "--log:");
    assertThat(move(back(), database.log())).isEqualTo(1);
    assertThat(err.toString()).contains("back: there is no such directory");
    assertThat(move(Files.createDirectory(back()), database.log())).isEqualTo(1);
    assertThat(err.toString()).contains("back: holds no journal");
    assertThat(move(database.log(), back())).isEqualTo(1);
    assertThat(err.toString()).contains("holds no log");
    assertThat(move(data(), database.log() + "x")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no such database; create it.");
  }

  @Test
  void shouldBeRunAgainAfterItWasKilled() throws Exception {
    CrowdLog crowd = CrowdLog.of(5, 4_000);
    try (Journal journal =
        Journal.open(RealDisk.make(data()), JournalOptions.defaults(), () -> 9)) {
      crowd.batches().forEach(each -> journal.append(each.first() - 1, each));
    }
    kill(data(), database.log(), () -> !locksOfInserts().isEmpty());
    assertThat(database.rows(UNUSED)).isSubsetOf("manna");
    assertThat(database.rows("SELECT first FROM manna_log")).isEmpty();
    assertThat(move(data(), database.log())).as(err.toString()).isZero();
    kill(database.log(), back(), () -> Files.exists(folder.resolve("back.moving")));
    assertThat(Files.exists(back())).isFalse();
    assertThat(move(database.log(), back())).as(err.toString()).isZero();
    assertThat(batches(back())).isEqualTo(crowd.batches());
    assertThat(Files.exists(folder.resolve("back.moving"))).isFalse();
  }

  private List<String> locksOfInserts() {
    return database.rows(
        "SELECT 1 FROM pg_locks WHERE relation = to_regclass('manna_log')"
            + " AND mode = 'RowExclusiveLock'");
  }

  private void kill(Object from, Object to, BooleanSupplier inTheMiddle) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(words(from, to)));
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      while (!inTheMiddle.getAsBoolean()) {
        assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(process.exitValue()).as(Files.readString(said)).isEqualTo(SIGKILL);
  }
}
