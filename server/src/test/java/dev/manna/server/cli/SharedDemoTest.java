package dev.manna.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The demonstration and the rehearsal over three nodes that share a log. */
@Timeout(300)
final class SharedDemoTest {
  private static final Path REAL_ORDERS = Path.of("../../shared/data/online-retail-baskets.csv.gz");

  /** How many orders are rehearsed; all of a shop's take some minutes. */
  private static final int ORDERS = Integer.getInteger("manna.rehearse.orders", 400);

  /** Half of the orders want something that has run out. */
  private static final int STOCK = Integer.getInteger("manna.rehearse.stock", 5);

  /** Over which log they are rehearsed. */
  private static final String LOG = System.getProperty("manna.rehearse.log", "redis");

  private static String programs = "";

  @TempDir private Path folder;

  /** The programs of the tests' own PostgreSQL, which need not be installed. */
  @BeforeAll
  static void findPrograms() throws IOException, SQLException {
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres", "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW data_directory")) {
      row.next();
      Path file = Path.of(row.getString(1), "postmaster.pid");
      long pid = Long.parseLong(Files.readAllLines(file).getFirst());
      Path program = Path.of(ProcessHandle.of(pid).orElseThrow().info().command().orElseThrow());
      programs = program.getParent().toString();
    }
  }

  private static int run(Command command, Object... options) {
    Object[] words = new Object[options.length + 2];
    System.arraycopy(options, 0, words, 0, options.length);
    words[options.length] = "--postgres-bin";
    words[options.length + 1] = programs;
    return command.run(words);
  }

  @ParameterizedTest
  @CsvSource({
    "postgres, PostgreSQL, PostgreSQL",
    "redis, Redis with a replica, the master of Redis"
  })
  void shouldShowThreeNodes(String log, String up, String killed) {
    Path keep = folder.resolve("kept");
    Command command = new Command();
    int status =
        run(
            command,
            "demo",
            "--log",
            log,
            "--seconds",
            4,
            "--users",
            400,
            "--concurrency",
            16,
            "--json",
            "--keep",
            keep);
    assertThat(command.err())
        .contains("3 nodes and " + up, "SIGKILL: a node is gone")
        .contains("SIGKILL: " + killed + " is gone, too", "the node that was killed has joined")
        .contains("the same bytes came back", "Everything held");
    assertThat(status).isZero();
    shouldHaveHeld(command.json());
    shouldHaveKeptTheLog(keep, command.json().path("events").asLong());
  }

  private static void shouldHaveHeld(JsonNode json) {
    assertThat(json.path("ok").asBoolean()).isTrue();
    assertThat(json.path("lost").asLong(-1)).isZero();
    assertThat(json.path("double").asLong(-1)).isZero();
    assertThat(json.path("granted").asLong()).isGreaterThan(100);
    assertThat(json.path("repeated").asLong()).isPositive();
    assertThat(json.path("recoverySeconds").asDouble()).isPositive();
    assertThat(json.path("proof").path("unrevealed").asLong(-1)).isZero();
    JsonNode books = json.path("books");
    assertThat(books.path("ok").asBoolean()).as(books.toString()).isTrue();
    assertThat(books.path("position").asLong()).isEqualTo(json.path("events").asLong());
  }

  /** It was copied whole, so whatever reads a journal reads it. */
  private static void shouldHaveKeptTheLog(Path keep, long events) {
    Command audit = new Command();
    assertThat(audit.run("audit", "--data", keep.resolve("data"), "--json")).isZero();
    assertThat(audit.json().path("events").asLong()).isEqualTo(events);
    assertThat(new Command().run("verify", keep.resolve("published.jsonl"))).isZero();
  }

  /** A shop's real orders where they are, else orders of the same shape. */
  private List<String> orders() throws IOException {
    if (!Files.exists(REAL_ORDERS)) {
      return GeneratedOrders.baskets(13, ORDERS);
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(REAL_ORDERS)), StandardCharsets.UTF_8))) {
      return lines.lines().limit(ORDERS).toList();
    }
  }

  /** Whichever node is asked, one order after the other comes to what one server makes of them. */
  @Test
  void shouldRehearseOverThreeNodesWhatOneServerGrants() throws IOException {
    Path orders = Files.write(folder.resolve("orders.csv"), orders());
    List<String> alone = outcomes(orders, 0, "--concurrency", 1);
    assertThat(alone).hasSize(ORDERS + 1).anyMatch(each -> each.endsWith(",granted"));
    assertThat(alone).anyMatch(each -> each.matches(".*,(insufficient|sold-out)"));
    assertThat(outcomes(orders, 0, "--concurrency", 1, "--log", LOG)).isEqualTo(alone);
    List<String> killed = outcomes(orders, 1, "--concurrency", 16, "--log", LOG);
    assertThat(killed).hasSize(ORDERS + 1);
  }

  private List<String> outcomes(Path orders, int kills, Object... more) throws IOException {
    Path file = folder.resolve("outcomes-" + more.length + "-" + kills + ".csv");
    Command command = new Command();
    Object[] options = new Object[10 + more.length];
    Object[] first = {
      "rehearse",
      "--orders",
      orders,
      "--stock",
      STOCK,
      "--outcomes",
      file,
      "--kill",
      kills,
      "--json"
    };
    System.arraycopy(first, 0, options, 0, first.length);
    System.arraycopy(more, 0, options, first.length, more.length);
    int status = run(command, options);
    assertThat(command.err()).contains("Everything held.");
    assertThat(status).isZero();
    JsonNode json = command.json();
    assertThat(json.path("kills").asInt()).isEqualTo(kills);
    assertThat(json.path("lost").asLong(-1)).isZero();
    assertThat(json.path("double").asLong(-1)).isZero();
    return Files.readAllLines(file);
  }

  @Test
  void shouldSayWhatIsWrong() {
    expect("--log \"oracle\": journal, postgres and redis are allowed", "--log", "oracle");
    expect(
        "--postgres-bin " + folder + ": holds no initdb and postgres; name the folder that does",
        "--log",
        "postgres",
        "--postgres-bin",
        folder);
    expect(
        "--ledger sqlite: several nodes keep no books in a file",
        "--log",
        "postgres",
        "--ledger",
        "sqlite");
  }

  private static void expect(String complaint, Object... options) {
    Command command = new Command();
    Object[] words = new Object[options.length + 1];
    words[0] = "demo";
    System.arraycopy(options, 0, words, 1, options.length);
    assertThat(command.run(words)).isEqualTo(1);
    assertThat(command.err()).startsWith("manna: ").contains(complaint).doesNotContain("\tat ");
  }
}
