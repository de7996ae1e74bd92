package dev.manna.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.core.feed.Feed;
import dev.manna.simulation.CrowdLog;
import dev.manna.simulation.net.KafkaProcess;
import dev.manna.stream.Messages;
import dev.manna.stream.kafka.KafkaSink;
import dev.manna.stream.kafka.KafkaTarget;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookWinsTest {
  private static final String TOPIC = "manna.events";

  @TempDir private Path folder;

  private String url() {
    return "jdbc:sqlite:" + folder.resolve("wins.db");
  }

  @Test
  void shouldBookEachGrantOnce() throws SQLException, Trouble {
    CrowdLog log = CrowdLog.of(11, 4_000);
    Set<String> given = new TreeSet<>();
    new Messages(log, 900_000)
        .of(log.chunks(log.batches().size()).getFirst())
        .forEach(message -> given.addAll(message.grantIds()));
    try (KafkaProcess broker = new KafkaProcess(folder.resolve("broker"), Map.of()).start()) {
      KafkaTarget target =
          new KafkaTarget(broker.servers(), TOPIC, "manna.positions", 2, 900_000, Map.of());
      try (KafkaSink sink = new KafkaSink(target, log)) {
        write(sink, log);
        read(broker.servers(), log.position() / 2);
        sink.restartAfter(Bookmark.START);
        write(sink, log);
        read(broker.servers(), 2 * log.position());
      }
    }
    assertThat(booked()).isEqualTo(given).hasSizeGreaterThan(50);
  }

  private static void write(KafkaSink sink, CrowdLog log) {
    Feed feed = new Feed(sink, log, () -> 0, 500, line -> {});
    while (feed.doWork()) {
      assertThat(feed.trouble()).isEmpty();
    }
    assertThat(feed.lag()).isZero();
  }

  /** Reads so many messages at least, and ends without a word, as after a crash. */
  private void read(String servers, long messages) throws SQLException {
    try (Connection books = BookWins.open(url());
        Consumer<String, String> consumer = BookWins.consumer(servers)) {
      consumer.subscribe(List.of(TOPIC));
      while (read(consumer) < messages) {
        BookWins.bookNext(consumer, books);
      }
    }
  }

  private static long read(Consumer<String, String> consumer) {
    long read = 0;
    for (TopicPartition partition : consumer.assignment()) {
      read += consumer.position(partition);
    }
    return read;
  }

  private Set<String> booked() throws SQLException {
    Set<String> booked = new TreeSet<>();
    try (Connection books = BookWins.open(url());
        Statement statement = books.createStatement();
        ResultSet result = statement.executeQuery("SELECT grant_id FROM wins")) {
      while (result.next()) {
        booked.add(result.getString(1));
      }
    }
    return booked;
  }
}
