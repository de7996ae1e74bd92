package dev.manna.stream.kafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Makes the clients that talk to Kafka. */
interface Clients {
  Admin admin();

  /** Reads what was committed. */
  Consumer<byte[], byte[]> consumer();

  /** Writes in transactions; of those with one id the newest writes, and the others fail. */
  Producer<byte[], byte[]> producer(String transactionalId);
}
