package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node that shares its log: what it says of itself, and how it comes and goes. */
final class SharedSiteTest {
  private static final String WHEEL =
      "{\"kind\":\"lottery\",\"prizes\":[{\"id\":\"a\",\"weight\":1,\"stock\":9}]}";

  @TempDir private Path folder;
  private final SharedDatabase database = SharedDatabase.fresh();
  private final List<String> said = new ArrayList<>();

  private Config config(Map<Setting, String> more) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.DATA, folder.resolve("data").toString());
    flags.put(Setting.PORT, "0");
    flags.put(Setting.LOG, database.log());
    flags.put(Setting.LOG_USER, "postgres");
    flags.put(Setting.LEDGER, "none");
    flags.put(Setting.NODE, "n");
    flags.put(Setting.LEAVE_SECONDS, "0");
    flags.putAll(more);
    return Config.read(null, Map.of(), flags);
  }

  private Server start(Map<Setting, String> more) {
    return Server.start(config(more), said::add, e -> fail("the process would end", e));
  }

  private static Caller caller(Server server) {
    return new Caller(server.port());
  }

  @Test
  void shouldSayWhichNodeItIsAndWhereItStands() {
    try (Server server = start(Map.of())) {
      caller(server).put("/v1/campaigns/wheel", WHEEL).is(201);
      Caller.Got ready = caller(server).get("/health/ready").is(200);
      assertThat(ready.json().path("node").asString()).matches("n-[0-9a-f]{8}");
      assertThat(ready.json().path("epoch").asLong()).isEqualTo(1);
      assertThat(ready.json().path("position").asLong()).isEqualTo(2);
      assertThat(caller(server).get("/metrics").body())
          .contains("manna_node{node=\"n-")
          .contains("manna_log_epoch 1.0")
          .contains("manna_log_known 2.0")
          .contains("manna_log_races_lost_total 0.0")
          .contains("manna_log_trouble 0.0");
    }
    assertThat(said).anyMatch(each -> each.matches("log \"manna\" in jdbc:.*: joined as n-.*"));
    assertThat(said.getLast()).isEqualTo("left at position 2");
    assertThat(Files.exists(folder.resolve("data"))).isFalse();
    assertThat(database.rows("SELECT count(*) FROM manna_node WHERE \"left\" IS NOT NULL"))
        .containsExactly("1");
  }

  @Test
  void shouldServeForAWhileWhenItIsToldToStop() {
    Server server = start(Map.of(Setting.LEAVE_SECONDS, "2"));
    Caller caller = caller(server);
    caller.put("/v1/campaigns/wheel", WHEEL).is(201);
    assertThat(caller.get("/health/live").header("connection")).isEmpty();
    Thread stopping = Thread.startVirtualThread(server::stop);
    await().until(() -> caller.get("/health/ready").status() == 503);
    assertThat(caller.get("/health/ready").body()).contains("\"reason\":\"stopping\"");
    Caller.Got claim = caller.claim("wheel", "k", "{\"user\":\"ann\"}").is(200);
    assertThat(claim.header("connection")).isEqualTo("close");
    await().until(() -> !stopping.isAlive());
    try (Server next = start(Map.of())) {
      assertThat(caller(next).claim("wheel", "k", "{\"user\":\"ann\"}").is(200).body())
          .isEqualTo(claim.body());
    }
  }

  @Test
  void shouldTellAReaderThatItIsBehind() {
    try (Server server = start(Map.of())) {
      Caller.Got behind =
          caller(server).send("GET", "/v1/users/ann/wallet", null, "Manna-Position", "1000");
      assertThat(behind.is(503, "unavailable").detail())
          .isEqualTo(
              "This node knows the log up to position 1 after 2000 ms, and the reader has seen"
                  + " 1000.");
      assertThat(behind.header("Retry-After")).isEqualTo("1");
      caller(server)
          .send("GET", "/v1/users/ann/wallet", null, "Manna-Position", "one")
          .is(400, "malformed");
    }
  }

  @Test
  void shouldNotBeReadyWhereTheLogGoesOnWithoutIt() {
    try (Server server = start(Map.of())) {
      caller(server).put("/v1/campaigns/wheel", WHEEL).is(201);
      database.run("UPDATE manna_head SET epoch = 2");
      Caller.Got claim = caller(server).claim("wheel", "k", "{\"user\":\"ann\"}");
      claim.is(503, "unavailable");
      await().until(() -> caller(server).get("/health/ready").status() == 503);
      assertThat(caller(server).get("/health/ready").body())
          .contains("\"reason\":\"log-unavailable\"");
      assertThat(caller(server).get("/metrics").body()).contains("manna_log_trouble 1.0");
      caller(server).get("/v1/campaigns/wheel").is(200);
    }
  }

  @Test
  void shouldSayWhyItCannotJoin() {
    assertThatThrownBy(() -> start(Map.of(Setting.LOG, "postgresql://127.0.0.1:1/manna")))
        .isInstanceOf(Complaint.class)
        .hasMessageStartingWith(
            "the log cannot be joined: the database cannot be reached; see that it runs."
                + " (jdbc:postgresql://127.0.0.1:1/manna: ");
    assertThatThrownBy(() -> start(Map.of(Setting.LOG, database.log() + "_missing")))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("there is no such database; create it.");
    database.run("CREATE ROLE \"poor-" + database.name() + "\" LOGIN");
    assertThatThrownBy(() -> start(Map.of(Setting.LOG_USER, "poor-" + database.name())))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("the user may not write there; grant it the schema of the log.");
    database.run("ALTER DATABASE " + database.name() + " SET synchronous_commit = off");
    assertThatThrownBy(() -> start(Map.of()))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("SET synchronous_commit = on");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LEDGER      | sqlite    | ledger: is not allowed with a log that several nodes share
          KEEP_LOG    | 1GB       | keepLog: is not allowed with a log that several nodes share
          ARCHIVE_LOG | /tmp/none | archiveLog: is not allowed with a log that several nodes share
          """)
  void shouldRefuseWhatDoesNotGoTogether(Setting setting, String value, String complaint) {
    assertThatThrownBy(() -> start(Map.of(setting, value)))
        .isInstanceOf(Complaint.class)
        .hasMessageStartingWith(complaint);
  }
}
