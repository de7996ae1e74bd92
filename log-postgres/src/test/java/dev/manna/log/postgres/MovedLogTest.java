package dev.manna.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Batch;
import dev.manna.core.Log.Appended;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A log that comes from elsewhere, and one that goes elsewhere. */
final class MovedLogTest {
  private static final int BATCHES = 1_200;

  private final String name = Postgres.fresh();

  private static Batch batch(long first) {
    byte[] payload = ("batch " + first).getBytes(StandardCharsets.UTF_8);
    return new Batch(first, 2, 1_000 + first, ByteBuffer.wrap(payload));
  }

  private IncomingLog incoming() throws IOException {
    return IncomingLog.begin(Postgres.at(name), "main");
  }

  private PostgresLog node(String who) throws IOException {
    return PostgresLog.open(Postgres.at(name), "main", who, System::nanoTime);
  }

  private LeftLog left() throws IOException {
    return LeftLog.open(Postgres.at(name), "main", System::nanoTime);
  }

  private void comeIn() throws IOException {
    try (IncomingLog log = incoming()) {
      for (int i = 0; i < BATCHES; i++) {
        log.append(batch(1 + 2L * i));
      }
      log.commit();
    }
  }

  /** Nobody was told that the nodes have stopped; they are not heard of any more. */
  private void silence() {
    Postgres.run(name, "UPDATE manna_node SET seen = now() - interval '1 minute'");
  }

  @Test
  void shouldBeOneThatNodesGoOnWith() throws IOException {
    comeIn();
    List<Batch> read = new ArrayList<>();
    try (PostgresLog node = node("a")) {
      node.read(0, read::add);
      assertThat(read).hasSize(BATCHES).first().isEqualTo(batch(1));
      assertThat(node.position()).isEqualTo(2 * BATCHES);
      assertThat(node.append(2 * BATCHES, batch(2 * BATCHES + 1)))
          .isEqualTo(new Appended.Done(2 * BATCHES + 2));
    }
    silence();
    try (LeftLog log = left()) {
      assertThat(log.end()).isEqualTo(2 * BATCHES + 2);
      log.fence();
      List<Batch> again = new ArrayList<>();
      log.read(0, again::add);
      assertThat(again).hasSize(BATCHES + 1).startsWith(read.toArray(new Batch[0]));
    }
  }

  @Test
  void shouldNotBeFoundBeforeItIsWhole() throws IOException {
    try (IncomingLog log = incoming()) {
      log.append(batch(1));
      log.append(batch(3));
      List<Batch> read = new ArrayList<>();
      log.read(0, read::add);
      assertThat(read).containsExactly(batch(1), batch(3));
      assertThatThrownBy(this::left)
          .hasMessageContaining("log \"main\" in")
          .hasMessageContaining("holds nothing");
    }
    assertThatThrownBy(this::left).as("left by halves").hasMessageContaining("holds nothing");
    comeIn();
  }

  @Test
  void shouldHaveNoGap() throws IOException {
    try (IncomingLog log = incoming()) {
      log.append(batch(1));
      assertThatThrownBy(() -> log.append(batch(5)))
          .hasMessage("after position 2 comes 5, and a log has no gap");
    }
  }

  @Test
  void shouldComeWhereNothingIs() throws IOException {
    try (PostgresLog node = node("a")) {
      node.append(0, batch(1));
    }
    assertThatThrownBy(this::incoming)
        .isInstanceOf(IncomingLog.NotEmpty.class)
        .hasMessage("log \"main\" is not empty: it ends at position 2");
    Postgres.run(name, "DELETE FROM manna_log", "UPDATE manna_head SET trimmed = 2");
    assertThatThrownBy(this::incoming).as("removed").isInstanceOf(IncomingLog.NotEmpty.class);
  }

  @Test
  void shouldNotGoWhileANodeUsesIt() throws IOException {
    comeIn();
    try (PostgresLog node = node("a")) {
      assertThatThrownBy(this::left)
          .hasMessage(
              "the log is in use by a (heard of 0 s ago); stop each node, or wait 10 s if it died");
      silence();
      try (LeftLog log = left()) {
        log.fence();
      }
      assertThat(node.append(2 * BATCHES, batch(2 * BATCHES + 1)))
          .as("it was only silent")
          .isInstanceOf(Appended.Fenced.class);
    }
  }

  @Test
  void shouldSeeANodeThatWasOnlySilent() throws IOException {
    comeIn();
    try (PostgresLog node = node("a")) {
      silence();
      try (LeftLog log = left()) {
        node.append(2 * BATCHES, batch(2 * BATCHES + 1));
        assertThatThrownBy(log::fence)
            .hasMessage(
                "log \"main\" went on from position 2400 to 2402; a node was only silent: try"
                    + " again");
      }
    }
  }

  @Test
  void shouldSayWhatIsThereInstead() throws IOException {
    assertThatThrownBy(this::left).hasMessageContaining("holds no log");
    comeIn();
    assertThatThrownBy(() -> LeftLog.open(Postgres.at(name), "shop", System::nanoTime))
        .hasMessageContaining("holds no log \"shop\"; there are: main");
    Postgres.run(name, "UPDATE manna_head SET trimmed = 2");
    assertThatThrownBy(this::left)
        .hasMessageContaining("begins at position 3, and all of it is needed");
  }
}
