package dev.manna.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Books what was won, each grant once, out of the stream in Kafka. A message comes again after a
 * crash of this program, and after the stream was started again; the grant's id tells it.
 */
public final class BookWins {
  private static final Duration POLL = Duration.ofMillis(500);

  private BookWins() {}

  /** Runs until it is ended: {@code HOST:PORT TOPIC jdbc:sqlite:wins.db}. */
  public static void main(String[] arguments) throws SQLException {
    try (Connection books = open(arguments[2]);
        Consumer<String, String> consumer = consumer(arguments[0])) {
      consumer.subscribe(List.of(arguments[1]));
      while (!Thread.currentThread().isInterrupted()) {
        bookNext(consumer, books);
      }
    }
  }

  static Connection open(String url) throws SQLException {
    Connection books = DriverManager.getConnection(url);
    books.setAutoCommit(false);
    try (Statement statement = books.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS wins"
              + " (grant_id TEXT PRIMARY KEY, campaign TEXT NOT NULL, message TEXT NOT NULL)");
    }
    books.commit();
    return books;
  }

  static Consumer<String, String> consumer(String servers) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", servers,
            "group.id", "wins",
            "auto.offset.reset", "earliest",
            "enable.auto.commit", "false",
            "isolation.level", "read_committed"),
        new StringDeserializer(),
        new StringDeserializer());
  }

  static void bookNext(Consumer<String, String> consumer, Connection books) throws SQLException {
    try (PreparedStatement insert =
        books.prepareStatement("INSERT INTO wins VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
      for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
        Header grants = record.headers().lastHeader("grants");
        if (grants == null) {
          continue; // Nothing is given by it.
        }
        for (String grant : List.of(new String(grants.value(), UTF_8).split(",", -1))) {
          insert.setString(1, grant);
          insert.setString(2, record.key());
          insert.setString(3, record.value());
          insert.executeUpdate();
        }
      }
    }
    books.commit();
    consumer.commitSync(); // Only now: what was read and not booked comes again.
  }
}
