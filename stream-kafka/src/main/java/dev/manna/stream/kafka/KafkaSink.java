package dev.manna.stream.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manna.core.Log;
import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink;
import dev.manna.core.feed.Marks;
import dev.manna.stream.Message;
import dev.manna.stream.Messages;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a log in Kafka. A chunk's messages and the position after it are one transaction,
 * so whoever reads what is committed sees each event once, and whoever reads everything at least
 * once; a campaign's messages have one key and so one order. Of all that write one log's stream the
 * newest may, and the others fail by themselves; what became of a commit whose answer was lost is
 * read from the position.
 */
public final class KafkaSink implements EventSink {
  /** What the ids of its transactions begin with. */
  static final String ID_PREFIX = "manna-";

  private static final String NAME = "kafka";

  private static final byte[] CONTENT_TYPE =
      "application/cloudevents+json; charset=UTF-8".getBytes(US_ASCII);

  /** A server looks after its stream every few seconds; this takes a part of one. */
  private static final int RESTARTS = 10;

  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final KafkaTarget target;
  private final Log log;
  private final Clients clients;
  private final Messages messages;
  private final Positions positions;
  private @Nullable Producer<byte[], byte[]> producer;
  private Bookmark at = Bookmark.START;

  /** The stream of a log. */
  public KafkaSink(KafkaTarget target, Log log) {
    this(target, log, new RealClients(target));
  }

  KafkaSink(KafkaTarget target, Log log, Clients clients) {
    this.target = target;
    this.log = log;
    this.clients = clients;
    messages = new Messages(log, target.mostBytes());
    positions = new Positions(target);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Bookmark open() throws Trouble {
    disconnect();
    boolean open = false;
    try (Admin admin = clients.admin();
        Consumer<byte[], byte[]> consumer = clients.consumer()) {
      new Topics(target).makeReady(admin);
      // First: it ends what another has begun, so that what is read then stays.
      Producer<byte[], byte[]> fresh =
          clients.producer(ID_PREFIX + Marks.identity(log) + '-' + target.events());
      producer = fresh;
      fresh.initTransactions();
      at = positions.last(admin, consumer);
      open = true;
      return at;
    } catch (KafkaException e) {
      throw Troubles.of(target, e);
    } finally {
      if (!open) {
        disconnect();
      }
    }
  }

  @Override
  public void take(Chunk chunk) throws Trouble {
    if (!at.equals(chunk.from())) {
      throw Troubles.overtaken(target);
    }
    Iterable<Message> all = messages.of(chunk);
    commit(chunk.to(), all);
  }

  /** Writes where it stands once more, which fails if somebody else has moved the stream. */
  @Override
  public void idle() throws Trouble {
    if (!at.equals(Bookmark.START)) {
      commit(at, List.of());
    }
  }

  /**
   * Lets the stream go on elsewhere: what comes after that place is written next, once more if it
   * was written before. Whoever writes the stream now finds out by itself; where that is in the
   * middle of this, it ends this, and this is done again.
   */
  public void restartAfter(Bookmark place) throws Trouble {
    for (int attempt = 1; ; attempt++) {
      try {
        open();
        commit(place, List.of());
        return;
      } catch (Trouble e) {
        if (attempt == RESTARTS || !Troubles.isOvertaken(e)) {
          throw e;
        }
      }
    }
  }

  private void commit(Bookmark to, Iterable<Message> all) throws Trouble {
    Producer<byte[], byte[]> open = producer;
    if (open == null) {
      throw Trouble.passing("it is not connected.", new KafkaException("not open"));
    }
    boolean done = false;
    try {
      open.beginTransaction();
      for (Message message : all) {
        send(open, record(message));
      }
      send(open, positions.record(to));
      open.commitTransaction();
      at = to;
      done = true;
    } catch (KafkaException | ExecutionException e) {
      throw Troubles.of(target, e);
    } catch (InterruptedException e) {
      throw Troubles.of(target, new InterruptException(e));
    } finally {
      if (!done) {
        disconnect();
      }
    }
  }

  /**
   * The commit waits for what becomes of it, and fails if that has; but what could not even be sent
   * has waited for the broker by then, and each further one would wait as long.
   */
  private static void send(Producer<byte[], byte[]> open, ProducerRecord<byte[], byte[]> record)
      throws ExecutionException, InterruptedException {
    Future<RecordMetadata> sent = open.send(record);
    if (sent.isDone()) {
      sent.get();
    }
  }

  private ProducerRecord<byte[], byte[]> record(Message message) {
    // No time of its own: what is old would be thrown away where it is sent again.
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(target.events(), message.key().getBytes(UTF_8), message.body());
    record
        .headers()
        .add("content-type", CONTENT_TYPE)
        .add("position", Long.toString(message.position()).getBytes(US_ASCII));
    if (!message.grantIds().isEmpty()) {
      record.headers().add("grants", String.join(",", message.grantIds()).getBytes(US_ASCII));
    }
    return record;
  }

  private void disconnect() {
    if (producer != null) {
      producer.close(FAREWELL);
    }
    producer = null;
  }

  @Override
  public void close() {
    disconnect();
  }
}
