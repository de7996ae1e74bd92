package dev.manna.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.webhook.DeadLetters;
import dev.manna.webhook.Outbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator does about dead letters. */
final class HooksTest {
  @TempDir private Path folder;

  /** Two targets, and three dead letters of the first. */
  @BeforeEach
  void letters() throws Exception {
    String path = folder.resolve("webhooks.db").toString();
    DeadLetters.open(Outbox.at(path, Outbox.Limits.DEFAULT)).close();
    try (Connection connection = Outbox.connect(path)) {
      run(
          connection,
          "INSERT INTO manna_target (log, name, log_id, position, mark)"
              + " VALUES ('', 'shop', 'a', 9, 1)");
      run(
          connection,
          "INSERT INTO manna_target (log, name, log_id, position, mark)"
              + " VALUES ('', 'crm', 'a', 9, 1)");
      for (int number = 4; number <= 6; number++) {
        String values = "%1$d, '', 'shop', %1$d, 'a-%1$d', 'flash', 'dev.manna.won.v1'";
        String body = ", CAST('{\"id\":%1$d}' AS BLOB), 99, 1700000000000, 0, 'it answers 410'";
        run(
            connection,
            ("INSERT INTO manna_dead_letter VALUES (" + values + body + ")").formatted(number));
      }
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private String run(int status, Object... words) {
    Command command = new Command();
    Object[] all = new Object[words.length + 3];
    all[0] = "webhooks";
    System.arraycopy(words, 0, all, 1, words.length);
    all[words.length + 1] = "--data";
    all[words.length + 2] = folder;
    assertThat(command.run(all)).as(command.err()).isEqualTo(status);
    return status == 0 ? command.out() : command.err();
  }

  @Test
  void shouldShowHowTargetsStand() {
    assertThat(run(0, "list").lines())
        .containsExactly(
            "target  position  pending  dead  last problem",
            "crm            9        0     0",
            "shop           9        0     3");
    assertThat(run(0, "list", "--json").lines().toList().getLast())
        .isEqualTo(
            "{\"target\":\"shop\",\"position\":9,\"pending\":0,\"dead\":3,\"problem\":\"\"}");
  }

  @Test
  void shouldFindTheDirectoryThatTheSettingsName() throws Exception {
    Path settings = Files.writeString(folder.resolve("settings.yaml"), "data: " + folder + "\n");
    Command command = new Command();
    assertThat(command.run("webhooks", "list", "--config", settings)).isZero();
    assertThat(command.out()).contains("shop           9        0     3");
  }

  @Test
  void shouldShowDeadLettersPageByPage() {
    assertThat(run(0, "dead"))
        .contains(
            "\n"
                + "4         shop     flash  dev.manna.won.v1         4        99 "
                + " 2023-11-14T22:13:20Z")
        .contains("it answers 410");
    assertThat(run(0, "dead", "--target", "crm").lines()).hasSize(1);
    assertThat(run(0, "dead", "--limit", 1, "--after", 4).lines()).hasSize(2);
    JsonNode letter =
        JsonMapper.shared().readTree(run(0, "dead", "--json").lines().toList().getLast());
    assertThat(letter.at("/number").asInt()).isEqualTo(6);
    assertThat(letter.at("/notice/id").asInt()).isEqualTo(6);
    assertThat(letter.at("/firstTried").asString()).isEqualTo("2023-11-14T22:13:20Z");
  }

  @Test
  void shouldResendAndDiscard() {
    assertThat(run(0, "resend", "--target", "shop", "--number", 5))
        .isEqualTo("1 dead letter of shop: to be sent again\n");
    assertThat(run(0, "discard", "--target", "shop", "--number", 4))
        .isEqualTo("1 dead letter of shop: thrown away\n");
    assertThat(run(0, "list")).contains("shop           9        1     1");
    assertThat(run(0, "resend", "--target", "shop", "--all"))
        .isEqualTo("1 dead letter of shop: to be sent again\n");
    assertThat(run(0, "resend", "--target", "shop", "--all"))
        .isEqualTo("0 dead letters of shop: to be sent again\n");
    assertThat(run(0, "list")).contains("shop           9        2     0");
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThat(run(1, "resend", "--target", "shop"))
        .isEqualTo("manna: say which: either --number N, from 1 on, or --all\n");
    assertThat(run(1, "discard", "--target", "shop", "--all", "--number", 4))
        .contains("either --number N");
    assertThat(run(1, "resend", "--target", "shp", "--all"))
        .isEqualTo("manna: --target \"shp\": there is none of that name; allowed: crm, shop\n");
    assertThat(run(1, "resend", "--target", "shop", "--number", 9))
        .isEqualTo("manna: --number 9: shop has no dead letter of that number\n");
    assertThat(run(1, "dead", "--limit", 0)).contains("--limit 0: 1 to 10000 are allowed");
    assertThat(new Command().run("webhooks", "list", "--data", folder.resolve("none")))
        .isEqualTo(1);
    Command none = new Command();
    none.run("webhooks", "list", "--data", folder.resolve("none"));
    assertThat(none.err()).contains("webhooks.db: is not there; a server makes it that has");
  }
}
