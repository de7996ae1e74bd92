package dev.manna.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Log;
import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.simulation.CrowdLog;
import dev.manna.simulation.EventSinkContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookSinkTest extends EventSinkContract {
  private static final Log SAME_AS_THE_CONTRACTS = CrowdLog.of(7, 600);

  private static final Hook ALL = Rig.hook("all", HookUrl.parse("http://127.0.0.1:1/"), 100, false);

  @TempDir private Path folder;

  private int files;

  private String file() {
    return folder.resolve("outbox-" + files + ".db").toString();
  }

  private HookSink sink(Outbox.Limits limits, Outbox.Connector connector) {
    Outbox outbox = new Outbox(file(), limits, connector);
    return new HookSink(ALL, outbox, SAME_AS_THE_CONTRACTS, Bookmark.START);
  }

  @Override
  protected EventSink sink() {
    return sink(Outbox.Limits.DEFAULT, () -> Outbox.connect(file()));
  }

  @Override
  protected EventSink failingSink(int steps) {
    Steps left = new Steps(steps, () -> new SQLException("cut"));
    return sink(Outbox.Limits.DEFAULT, () -> left.around(Outbox.connect(file())));
  }

  @Override
  protected Object contents() {
    return rows("SELECT number, target, position, id, campaign, type, hex(body) FROM manna_notice");
  }

  @Override
  protected void clear() {
    files++;
  }

  private List<String> rows(String sql) {
    List<String> found = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.append(rows.getString(i)).append(' ');
        }
        found.add(row.toString().strip());
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return found;
  }

  /** What the contract cuts off half way is only whole with all that lies there. */
  @Test
  void shouldKeepTheMessagesThemselves() throws Trouble {
    Chunk whole = ((CrowdLog) SAME_AS_THE_CONTRACTS).chunks(1_000_000).getFirst();
    try (EventSink sink = sink()) {
      sink.open();
      sink.take(whole);
    }
    List<String> bodies =
        Rig.wanted((CrowdLog) SAME_AS_THE_CONTRACTS, ALL).stream()
            .map(message -> HexFormat.of().withUpperCase().formatHex(message.body()))
            .toList();
    assertThat(rows("SELECT hex(body) FROM manna_notice ORDER BY number")).isEqualTo(bodies);
    assertThat(rows("SELECT pending, dead, dead_bytes FROM manna_target"))
        .containsExactly(bodies.size() + " 0 0");
    assertThat(
            rows(
                "SELECT pending_bytes - (SELECT sum(length(body)) FROM manna_notice)"
                    + " FROM manna_target"))
        .containsExactly("0");
  }

  @Test
  void shouldSayWhenThereIsNoRoom() throws Trouble {
    List<Chunk> chunks = ((CrowdLog) SAME_AS_THE_CONTRACTS).chunks(1);
    List<Outbox.Limits> limits =
        List.of(
            new Outbox.Limits(3, Long.MAX_VALUE, 9, 9),
            new Outbox.Limits(Integer.MAX_VALUE, 1_500, 9, 9));
    for (Outbox.Limits each : limits) {
      clear();
      try (HookSink sink = sink(each, () -> Outbox.connect(file()))) {
        assertThat(sink.hasRoom()).as("it says what is wrong when it is opened").isTrue();
        sink.open();
        int taken = 0;
        while (sink.hasRoom()) {
          sink.take(chunks.get(taken++));
        }
        assertThat(taken).isBetween(2, 8);
      }
    }
  }

  @Test
  void shouldBeginWhereItIsTold() throws Trouble {
    List<Chunk> chunks = ((CrowdLog) SAME_AS_THE_CONTRACTS).chunks(10);
    Outbox outbox = Outbox.at(file(), Outbox.Limits.DEFAULT);
    Bookmark here = chunks.get(1).to();
    Bookmark later = chunks.get(2).to();
    try (HookSink sink = new HookSink(ALL, outbox, SAME_AS_THE_CONTRACTS, here)) {
      assertThat(sink.open()).isEqualTo(here);
    }
    try (HookSink sink = new HookSink(ALL, outbox, SAME_AS_THE_CONTRACTS, later)) {
      assertThat(sink.open()).as("it was seen before").isEqualTo(here);
      sink.take(chunks.get(2));
    }
  }

  @Test
  void shouldRefuseAFileOfANewerProgram() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA user_version = 3");
    }
    try (EventSink sink = sink()) {
      sink.open();
    } catch (Trouble e) {
      assertThat(e.isLasting()).isTrue();
      assertThat(e)
          .hasMessageContaining("written by a newer program (version 3, this one knows 2)");
      return;
    }
    throw new AssertionError("it was opened");
  }

  @Test
  void shouldSayWhatIsWrongWithTheFile() throws Exception {
    java.nio.file.Files.writeString(Path.of(file()), "This is no database. ".repeat(100));
    try (EventSink sink = sink()) {
      sink.open();
    } catch (Trouble e) {
      assertThat(e).hasMessageContaining("is damaged; stop the server and move it away");
      return;
    }
    throw new AssertionError("it was opened");
  }
}
