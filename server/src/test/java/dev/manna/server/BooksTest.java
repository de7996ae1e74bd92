package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import dev.manna.server.cli.Manna;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The books of a server that runs, of one that is stopped, and of one whose books are away. */
final class BooksTest {
  private static final String GRANTS =
      "SELECT k.user_name || ' ' || i.name || ' ' || g.units || ' ' || g.state FROM grants g"
          + " JOIN claims k ON k.campaign = g.campaign AND k.number = g.claim"
          + " JOIN items i ON i.campaign = g.campaign AND i.number = g.item ORDER BY g.number";

  @TempDir private Path folder;

  private Server start(String ledger) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.DATA, folder.toString());
    flags.put(Setting.PORT, "0");
    flags.put(Setting.SEGMENT_MIB, "1");
    flags.put(Setting.RESERVE_MIB, "0");
    flags.put(Setting.LEDGER, ledger);
    Config config = Config.read(null, Map.of(), flags);
    return Server.start(config, line -> {}, e -> fail("the process would end", e));
  }

  private static void sell(Server server, String user) {
    Caller caller = new Caller(server.port());
    caller
        .put("/v1/campaigns/shop", "{\"kind\":\"sale\",\"skus\":[{\"id\":\"phone\",\"stock\":9}]}")
        .is(201);
    caller
        .claim(
            "shop",
            user + "-1",
            "{\"user\":\"" + user + "\",\"lines\":[{\"sku\":\"phone\",\"quantity\":2}]}")
        .is(200);
  }

  private List<String> rows(String sql) {
    String url = "jdbc:sqlite:" + folder.resolve("books.db");
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    } catch (SQLException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
    return rows;
  }

  @Test
  void shouldKeepBooksBesideTheJournal() {
    try (Server server = start("sqlite")) {
      sell(server, "alice");
      await().until(() -> rows(GRANTS).equals(List.of("alice phone 2 given")));
      await().until(() -> ready(server).contains("\"behindEvents\":0"));
      assertThat(ready(server)).contains("\"name\":\"ledger\"").contains("\"ok\":true");
      assertThat(new Caller(server.port()).get("/metrics").body())
          .contains("manna_feed_position{sink=\"ledger\"}")
          .contains("manna_feed_lag_seconds{sink=\"ledger\"}");
    }
  }

  private static String ready(Server server) {
    return new Caller(server.port()).get("/health/ready").body();
  }

  @Test
  void shouldTakeWhatIsLeftWhenItStops() {
    Server server = start("sqlite");
    sell(server, "bob");
    server.stop();
    assertThat(rows(GRANTS)).containsExactly("bob phone 2 given");
  }

  @Test
  void shouldServeWhileTheBooksAreAway() {
    try (Server server = start("jdbc:postgresql://127.0.0.1:1/books")) {
      sell(server, "carol");
      await().until(() -> ready(server).contains("\"ok\":false"));
      assertThat(ready(server)).contains("\"status\":\"ready\"").doesNotContain("Events\":0");
    }
  }

  @Test
  void shouldReconcileBesideARunningServer() throws SQLException {
    try (Server server = start("sqlite")) {
      sell(server, "erin");
      await().until(() -> ready(server).contains("\"behindEvents\":0"));
      assertThat(reconcile()).startsWith("0 ").contains("1 grants and 1 items at position 3");
      String url = "jdbc:sqlite:" + folder.resolve("books.db");
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement()) {
        statement.executeUpdate("UPDATE grants SET units = 1");
      }
      assertThat(reconcile())
          .startsWith("1 ")
          .contains(
              "grant shop.1: the log has 2 phone given at position 3,"
                  + " the books 1 phone given at position 3");
    }
  }

  /** Books that lie elsewhere and are not named are missing, and none are made by asking. */
  @Test
  void shouldMakeNoBooksByReadingThem() {
    start("none").stop();
    for (String command : List.of("reconcile", "books export --what grants")) {
      StringWriter err = new StringWriter();
      int status =
          Manna.commandLine()
              .setErr(new PrintWriter(err, true))
              .execute((command + " --data " + folder).split(" ", -1));
      assertThat(status).as(command).isEqualTo(1);
      assertThat(err.toString())
          .startsWith("manna: there is no such file, or none that may be read");
    }
    assertThat(folder.resolve("books.db")).doesNotExist();
  }

  private String reconcile() {
    StringWriter out = new StringWriter();
    int status =
        Manna.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute("reconcile", "--data", folder.toString());
    return status + " " + out;
  }

  @Test
  void shouldRebuildTheBooks() throws IOException {
    Server server = start("none");
    sell(server, "dora");
    server.stop();
    assertThat(Files.exists(folder.resolve("books.db"))).isFalse();
    StringWriter out = new StringWriter();
    for (int i = 0; i < 2; i++) {
      int status =
          Manna.commandLine()
              .setOut(new PrintWriter(out, true))
              .execute("ledger", "rebuild", "--data", folder.toString());
      assertThat(status).isZero();
      assertThat(rows(GRANTS)).containsExactly("dora phone 2 given");
    }
    assertThat(out.toString()).contains("books in jdbc:sqlite:").contains("3 events");
  }
}
