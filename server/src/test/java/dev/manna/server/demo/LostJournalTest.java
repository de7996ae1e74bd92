package dev.manna.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manna.server.Caller;
import dev.manna.server.child.ServerProcess;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What {@code acks: ledger} is for: the server is killed, nobody looks at its journal any more, and
 * whatever anybody was told stands in the books.
 */
final class LostJournalTest {
  private static final int KILLS = 3;
  private static final int CALLERS = 16;
  private static final int TOLD = 40;

  /** How much longer than until so many were told a server lives. */
  private static final int LIVES_MILLIS = 400;

  @TempDir Path folder;
  private final SplittableRandom random = new SplittableRandom(7);

  /** What was acknowledged: the grant, and the state in which it was told to be. */
  private final Map<String, String> told = new ConcurrentHashMap<>();

  @Test
  void shouldHaveWhateverWasToldInTheBooks() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      told.clear();
      Path place = folder.resolve("life-" + kill);
      assertThat(place.toFile().mkdir()).isTrue();
      String books = "jdbc:sqlite:" + place.resolve("books.db");
      try (ServerProcess server = server(place, books)) {
        server.start();
        server.awaitReady();
        claimUntilKilled(server);
      }
      Map<String, String> kept = grants(books);
      assertThat(told).allSatisfy((grant, state) -> assertKept(kept, grant, state));
    }
  }

  /** However slow the machine is, answers come from the books. */
  private static ServerProcess server(Path place, String books) {
    return new ServerProcess(place, "--ledger", books, "--ledger-wait-millis", "60000");
  }

  /** A hold that was told may have been confirmed since, by whoever did not hear of it. */
  private static void assertKept(Map<String, String> kept, String grant, String state) {
    assertThat(kept).as("told and lost with the journal").containsKey(grant);
    if (state.equals("given")) {
      assertThat(kept).containsEntry(grant, state);
    }
  }

  private void claimUntilKilled(ServerProcess server) throws InterruptedException {
    Caller caller = new Caller(server.uri().getPort());
    caller
        .put(
            "/v1/campaigns/shop",
            "{\"kind\":\"sale\",\"acks\":\"ledger\",\"skus\":[{\"id\":\"a\",\"stock\":1000000}]}")
        .is(201);
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      int number = i;
      callers.add(Thread.startVirtualThread(() -> claim(caller, number)));
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> told.size() >= TOLD);
    Thread.sleep(random.nextInt(LIVES_MILLIS));
    server.kill();
    for (Thread each : callers) {
      each.join();
    }
  }

  /** Orders and confirms, until nobody answers any more. */
  private void claim(Caller caller, int number) {
    String order =
        "{\"user\":\"u%d\",\"lines\":[{\"sku\":\"a\",\"quantity\":1}],\"holdSeconds\":600}"
            .formatted(number);
    try {
      for (int i = 0; ; i++) {
        Caller.Got got = caller.claim("shop", number + "-" + i, order);
        if (got.status() != 200) {
          continue;
        }
        String grant = told(got.json().path("grants").get(0));
        Caller.Got confirmed = caller.post("/v1/grants/" + grant + "/confirm", null);
        if (confirmed.status() == 200) {
          told(confirmed.json());
        }
      }
    } catch (UncheckedIOException e) {
      // The server is gone.
    }
  }

  private String told(JsonNode grant) {
    told.put(grant.path("id").asString(), grant.path("state").asString());
    return grant.path("id").asString();
  }

  private static Map<String, String> grants(String books) throws SQLException {
    Map<String, String> grants = new HashMap<>();
    try (Connection connection = DriverManager.getConnection(books);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT c.name || '.' || g.number, g.state FROM grants g"
                    + " JOIN campaigns c ON c.number = g.campaign")) {
      while (rows.next()) {
        grants.put(rows.getString(1), rows.getString(2));
      }
    }
    return grants;
  }
}
