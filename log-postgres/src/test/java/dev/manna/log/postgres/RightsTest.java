package dev.manna.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.manna.core.Log;
import dev.manna.core.wire.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A user with the rights that the guide names can do everything, and with one fewer it cannot. */
final class RightsTest {
  private final String name = Postgres.fresh();
  private final String role = "node_" + name;
  private final Database owner = Postgres.at(name);
  private final Database database =
      Database.at("jdbc:postgresql://127.0.0.1:" + Postgres.port() + "/" + name, role, "");

  private List<String> granted() throws IOException {
    String guide = Files.readString(Path.of("../docs/guide/log-postgres.md"));
    return guide
        .lines()
        .filter(line -> line.startsWith("GRANT "))
        .map(line -> line.replace("manna;", role))
        .toList();
  }

  private void everything(String node) throws IOException {
    try (PostgresLog log = PostgresLog.open(database, "main", node, System::nanoTime);
        PostgresSnapshots snapshots =
            PostgresSnapshots.of(database, "main", node, System::nanoTime, AssertionError::new);
        Nodes nodes = Nodes.of(database, "main", System::nanoTime)) {
      Steady steady = new Steady(log, node);
      for (int i = 0; i < 3; i++) {
        steady.append(2);
        assertThat(steady.away()).isEmpty();
        assertThat(snapshots.write(log.position(), sink -> sink.put(ByteBuffer.wrap(new byte[10]))))
            .isTrue();
      }
      assertThat(snapshots.newest(RightsTest::ten)).isNotNull();
      log.trim(snapshots.older());
      assertThatThrownBy(() -> Steady.all(log)).isInstanceOf(Log.Gone.class);
      assertThat(nodes.leave(node, nodes.epoch())).isTrue();
      assertThat(nodes.raise(nodes.epoch())).isTrue();
    }
  }

  private static boolean ten(Source source) {
    source.fill(ByteBuffer.allocate(10));
    return true;
  }

  @Test
  void shouldNeedTheRightsThatTheGuideNames() throws IOException {
    PostgresLog.open(owner, "other", "owner", System::nanoTime).close();
    Postgres.run(name, "CREATE ROLE " + role + " LOGIN");
    List<String> rights = granted();
    assertThat(rights).hasSize(6);
    rights.forEach(each -> Postgres.run(name, each));
    everything("all");
    int taken = 0;
    for (String each : rights) {
      String table = each.replaceFirst(".* ON ", "").replaceFirst(" TO .*", "");
      for (String right :
          each.replaceFirst("GRANT ", "").replaceFirst(" ON .*", "").split(", ", -1)) {
        Postgres.run(name, "REVOKE " + right + " ON " + table + " FROM " + role);
        String node = "without-" + taken++;
        assertThat(catchThrowable(() -> everything(node)))
            .as("%s on %s", right, table)
            .isInstanceOfAny(IOException.class, Log.Away.class, AssertionError.class);
        Postgres.run(name, each);
      }
    }
    assertThat(taken).isEqualTo(15);
    everything("all-again");
  }
}
