package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Membership.Offer;
import dev.manna.core.Membership.Windows;
import dev.manna.log.postgres.Database;
import dev.manna.log.postgres.PostgresMembership;
import dev.manna.server.cli.Manna;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator sees of nodes, and says of one that is silent. */
final class NodeListTest {
  private final SharedDatabase database = SharedDatabase.fresh();
  private final PostgresMembership members =
      PostgresMembership.of(
          Database.at("jdbc:" + database.log(), "postgres", ""), "shop", System::nanoTime);

  private static final Windows WINDOWS = new Windows(100, 10);

  private String out = "";
  private String err = "";

  @AfterEach
  void close() {
    members.close();
  }

  private int run(String... words) {
    return typed(
        Stream.of(
                List.of(words),
                List.of("--log", "redis://127.0.0.1:1", "--log-database", database.log()),
                List.of("--log-database-user", "postgres"))
            .flatMap(List::stream));
  }

  private int dismiss(String node) {
    return run(
        "nodes", "dismiss", node, "--log-name", "shop", "--actor", "ann", "--reason", "it burned");
  }

  @Test
  void shouldShowWhoLivesWhoLeftAndWhoIsSilent() {
    assertThat(run("nodes", "--log-name", "other")).isEqualTo(1);
    assertThat(err).contains("there is no log \"other\" in jdbc:postgresql://127.0.0.1");
    assertThat(database.rows("SELECT log FROM manna_head")).containsExactly("shop");
    assertThat(run("nodes", "--log-name", "shop")).isZero();
    assertThat(out).contains("log \"shop\", epoch 1", "nobody has joined yet");
    List.of("a", "b", "c").forEach(each -> members.join(each, each, WINDOWS));
    members.leave("c", 1, 77);
    database.run("UPDATE manna_node SET seen = now() - interval '9 seconds' WHERE node = 'b'");
    assertThat(run("nodes", "--log-name", "shop")).isZero();
    assertThat(out)
        .containsPattern("a +1 +0\\.\\d s ago +lives\n")
        .containsPattern("b +1 +9\\.\\d s ago +silent\n")
        .containsPattern("c +1 +0\\.\\d s ago +left at position 77\n");
    assertThat(run("nodes", "--json", "--log-name", "shop")).isZero();
    JsonNode json = JsonMapper.builder().build().readTree(out);
    assertThat(json.path("open").asBoolean()).isTrue();
    assertThat(json.path("nodes").size()).isEqualTo(3);
    assertThat(json.path("nodes").path(1).path("state").asString()).isEqualTo("silent");
  }

  @Test
  void shouldDismissWhomARecoveryWaitsFor() {
    List.of("a", "b").forEach(each -> members.join(each, each, WINDOWS));
    members.raise(1, 0);
    members.offer(2, new Offer("a", 0, "x", 5, "y"), List.of());
    assertThat(run("nodes", "--log-name", "shop")).isZero();
    assertThat(out).contains("it is recovered").containsPattern("a .*offered\nb .*silent\n");
    assertThat(dismiss("a")).isEqualTo(1);
    assertThat(err).contains("a is not waited for: its state is \"offered\"");
    assertThat(dismiss("d")).isEqualTo(1);
    assertThat(err).contains("d has not joined the newest epoch; those who have: a, b");
    assertThat(run("nodes", "dismiss", "b", "--log-name", "shop")).isEqualTo(2);
    assertThat(err).contains("--actor", "--reason");
    assertThat(dismiss("b")).isZero();
    assertThat(out).contains("b is not waited for any more; what only it has acknowledged is lost");
    assertThat(members.members(1).get(1).dismissed()).isTrue();
    assertThat(members.members(1).get(0).dismissed()).isFalse();
    assertThat(run("nodes", "--log-name", "shop")).isZero();
    assertThat(out).containsPattern("b .*dismissed by ann: it burned\n");
  }

  @Test
  void shouldListNodesOfALogInPostgresAndDismissNone() {
    members.join("a", "a", WINDOWS);
    String[] there = {"--log", database.log(), "--log-user", "postgres", "--log-name", "shop"};
    assertThat(typed(Stream.concat(Stream.of("nodes"), Stream.of(there)))).isZero();
    assertThat(out).containsPattern("a .*lives\n");
    Stream<String> dismissal =
        Stream.of("nodes", "dismiss", "a", "--actor", "ann", "--reason", "it burned");
    assertThat(typed(Stream.concat(dismissal, Stream.of(there)))).isEqualTo(1);
    assertThat(err).contains("a log in PostgreSQL has all that its nodes have acknowledged");
    assertThat(typed(Stream.of("nodes", "--log", "journal"))).isEqualTo(1);
    assertThat(err).contains("the log is a journal, which has no nodes");
  }

  private int typed(Stream<String> words) {
    StringWriter written = new StringWriter();
    StringWriter complained = new StringWriter();
    int status =
        Manna.commandLine()
            .setOut(new PrintWriter(written, true))
            .setErr(new PrintWriter(complained, true))
            .execute(words.toArray(String[]::new));
    out = written.toString();
    err = complained.toString();
    return status;
  }
}
