package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Campaigns that answer from the books, over HTTP and with books that are really kept. */
final class AnswersFromBooksTest {
  private static final String ALICE =
      "{\"user\":\"alice\",\"lines\":[{\"sku\":\"phone\",\"quantity\":1}]}";

  @TempDir private Path folder;

  private Server start(String ledger, int waitMillis) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.DATA, folder.resolve("data").toString());
    flags.put(Setting.PORT, "0");
    flags.put(Setting.SEGMENT_MIB, "1");
    flags.put(Setting.RESERVE_MIB, "0");
    flags.put(Setting.LEDGER, ledger);
    flags.put(Setting.LEDGER_WAIT_MILLIS, Integer.toString(waitMillis));
    return Server.start(
        Config.read(null, Map.of(), flags), line -> {}, e -> fail("the process would end", e));
  }

  private String books() {
    return "jdbc:sqlite:" + folder.resolve("books.db");
  }

  private static String sale(String acks) {
    return "{\"kind\":\"sale\",\"acks\":\"%s\",\"skus\":[{\"id\":\"phone\",\"stock\":900}]}"
        .formatted(acks);
  }

  private static String order(int user) {
    return ALICE.replace("alice", "u" + user);
  }

  private long grants() throws SQLException {
    try (Connection connection = DriverManager.getConnection(books());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM grants")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Keeps everybody else from writing into the books, until it is closed. */
  private Connection lock() throws SQLException {
    Connection connection = DriverManager.getConnection(books());
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 5000");
      statement.execute("BEGIN IMMEDIATE");
    }
    return connection;
  }

  private static long position(Caller.Got got) {
    return Long.parseLong(got.header("Manna-Position"));
  }

  /** Asks until that is done, however long the books take. */
  private static Caller.Got awaitOk(Callable<Caller.Got> ask) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(ask, got -> got.status() == 200 || got.status() == 201);
  }

  @Test
  void shouldAnswerOnceTheBooksHaveIt() throws SQLException {
    try (Server server = start(books(), 60_000)) {
      Caller caller = new Caller(server.port());
      caller.put("/v1/campaigns/shop", sale("ledger")).is(201);
      assertThat(caller.get("/v1/campaigns/shop").body()).contains("\"acks\":\"ledger\"");
      for (int i = 1; i <= 20; i++) {
        Caller.Got got = caller.claim("shop", "k" + i, order(i)).is(200);
        assertThat(grants()).isEqualTo(i);
        assertThat(position(got)).isEqualTo(got.json().path("position").asLong());
      }
      Caller.Got again = caller.claim("shop", "k1", order(1)).is(200);
      assertThat(again.json().path("position").asLong()).isEqualTo(3);
      assertThat(position(again)).as("it has seen the others").isEqualTo(22);
    }
  }

  @Test
  void shouldGiveUpInTimeAndRefuseEarlyUntilTheBooksAreBack() throws SQLException {
    try (Server server = start(books(), 300)) {
      Caller caller = new Caller(server.port());
      caller.put("/v1/campaigns/plain", sale("log")).is(201);
      awaitOk(() -> caller.put("/v1/campaigns/shop", sale("ledger")));
      try (Connection held = lock()) {
        long begun = System.nanoTime();
        Caller.Got late = caller.claim("shop", "k", ALICE).is(202);
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
            .isBetween(Duration.ofMillis(290), Duration.ofMillis(20_000));
        assertThat(late.code()).isEqualTo("not-in-books");
        assertThat(late.detail()).contains("Sent again with its key");
        assertThat(late.header("Retry-After")).isEqualTo("1");
        assertThat(late.json().path("position").asLong()).isEqualTo(4);
        Caller.Got refused = caller.claim("shop", "new", ALICE).is(503, "unavailable");
        assertThat(refused.detail()).contains("The books are behind: they stand at 3");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(caller.claim("shop", "k", ALICE).is(202).body()).isEqualTo(late.body());
        caller.claim("plain", "k", ALICE).is(200);
        String metrics = caller.get("/metrics").body();
        assertThat(metrics).contains("outcome=\"not-in-books\"} 2.0").contains("acks_waiting 0.0");
        assertThat(held.isClosed()).isFalse();
      }
      Caller.Got got = awaitOk(() -> caller.claim("shop", "k", ALICE));
      assertThat(got.json().path("position").asLong()).isEqualTo(4);
      awaitOk(() -> caller.claim("shop", "new", ALICE));
      assertThat(grants()).isEqualTo(3);
    }
  }

  /** Wins are seen by who has won, whatever the books have. */
  @Test
  void shouldShowAWinAtOnceWhereverItIsRead() throws SQLException {
    try (Server server = start(books(), 300)) {
      Caller caller = new Caller(server.port());
      caller.put("/v1/campaigns/plain", sale("log")).is(201);
      awaitOk(() -> caller.get("/v1/books?position=2"));
      try (Connection held = lock()) {
        long seen = position(caller.claim("plain", "k", ALICE).is(200));
        Caller.Got grants = caller.get("/v1/users/alice/grants").is(200);
        assertThat(grants.json().path("grants")).hasSize(1);
        assertThat(position(grants)).isGreaterThanOrEqualTo(seen);
        Caller.Got behind = caller.get("/v1/books?position=" + seen).is(503, "books-behind");
        assertThat(behind.detail())
            .contains("They stand at position 2 after 300 ms, and the reader has seen 3")
            .contains("the log ends at 3");
        assertThat(behind.header("Retry-After")).isEqualTo("1");
        assertThat(caller.get("/v1/books").is(200).json().path("position").asLong()).isEqualTo(2);
        assertThat(held.isClosed()).isFalse();
      }
      awaitOk(() -> caller.get("/v1/books?position=3"));
      assertThat(grants()).isEqualTo(1);
    }
  }

  @Test
  void shouldWaitForTheBooksWhereAReaderHasBeen() throws SQLException {
    try (Server server = start(books(), 60_000)) {
      Caller caller = new Caller(server.port());
      caller.put("/v1/campaigns/plain", sale("log")).is(201);
      for (int i = 1; i <= 50; i++) {
        String seen = caller.claim("plain", "k" + i, order(i)).is(200).header("Manna-Position");
        caller.send("GET", "/v1/books", null, "Manna-Position", seen).is(200);
        assertThat(grants()).isGreaterThanOrEqualTo(i);
      }
    }
  }

  @Test
  void shouldSayWhatIsWrongWithAPosition() {
    try (Server server = start("sqlite", 100)) {
      Caller caller = new Caller(server.port());
      caller.put("/v1/campaigns/plain", sale("log")).is(201);
      caller.get("/v1/books?position=x").is(400, "malformed");
      caller.get("/v1/books?at=1").is(400, "malformed");
      Caller.Got both =
          caller
              .send("GET", "/v1/books?position=1", null, "Manna-Position", "2")
              .is(400, "malformed");
      assertThat(both.detail()).contains("position").contains("Manna-Position");
      Caller.Got header = caller.send("GET", "/v1/books", null, "Manna-Position", "-1");
      assertThat(header.is(400, "malformed").detail()).startsWith("Manna-Position");
      Caller.Got never = caller.get("/v1/books?position=" + Long.MAX_VALUE);
      assertThat(never.is(503, "books-behind").detail()).contains("the log ends at 2");
      caller.claim("plain", "k", ALICE).is(200);
    }
  }

  @Test
  void shouldRefuseSuchACampaignWithoutBooks() {
    try (Server server = start("none", 100)) {
      Caller caller = new Caller(server.port());
      Caller.Got refused = caller.put("/v1/campaigns/shop", sale("ledger")).is(400, "malformed");
      assertThat(refused.detail())
          .isEqualTo("acks: answers cannot wait for the ledger, since no books are kept here");
      Caller.Got unknown = caller.put("/v1/campaigns/shop", sale("books")).is(400, "malformed");
      assertThat(unknown.detail()).isEqualTo("acks: \"books\" is none of log, ledger");
      caller.put("/v1/campaigns/shop", sale("log")).is(201);
      caller.get("/v1/books").is(501, "no-books");
    }
  }

  @Test
  void shouldNotStartWithoutTheBooksFromWhichCampaignsAnswer() {
    try (Server server = start("sqlite", 60_000)) {
      Caller caller = new Caller(server.port());
      caller.put("/v1/campaigns/shop", sale("ledger")).is(201);
      caller.claim("shop", "k", ALICE).is(200);
    }
    assertThatThrownBy(() -> start("none", 100))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("acks: ledger): shop.")
        .hasMessageContaining("--ledger");
    try (Server server = start("sqlite", 60_000)) {
      Caller caller = new Caller(server.port());
      caller.claim("shop", "k", ALICE).is(200);
      caller.put("/v1/campaigns/shop", sale("log"), "If-Match", "\"1\"").is(200);
    }
    start("none", 100).close();
  }
}
