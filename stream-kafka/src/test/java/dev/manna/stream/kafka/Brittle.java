package dev.manna.stream.kafka;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.DisconnectException;

/**
 * Clients that break: after so many steps each further one fails. The step at which they break may
 * have been done, as when a process is killed before it hears of it.
 */
final class Brittle implements Clients {
  private static final Set<String> STEPS =
      Set.of(
          "describeTopics",
          "createTopics",
          "listOffsets",
          "poll",
          "initTransactions",
          "beginTransaction",
          "send",
          "commitTransaction");

  private final Clients real;
  private final boolean done;
  private int left;

  Brittle(KafkaTarget target, int steps, boolean done) {
    this.real = new RealClients(target);
    this.left = steps;
    this.done = done;
  }

  @Override
  public Admin admin() {
    return around(Admin.class, real.admin());
  }

  @Override
  @SuppressWarnings("unchecked")
  public Consumer<byte[], byte[]> consumer() {
    return around(Consumer.class, real.consumer());
  }

  @Override
  @SuppressWarnings("unchecked")
  public Producer<byte[], byte[]> producer(String transactionalId) {
    return around(Producer.class, real.producer(transactionalId));
  }

  private <T> T around(Class<T> type, T client) {
    return type.cast(
        Proxy.newProxyInstance(
            Brittle.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              boolean step = STEPS.contains(method.getName());
              if (step && --left < 0 && !(done && left == -1)) {
                throw new DisconnectException("the connection was cut");
              }
              Object result;
              try {
                result = method.invoke(client, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (step && left < 0) {
                throw new DisconnectException("the connection was cut");
              }
              return result;
            }));
  }
}
