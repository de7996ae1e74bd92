package dev.manna.stream.rocketmq;

import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.stream.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.rocketmq.client.apis.ClientConfiguration;
import org.apache.rocketmq.client.apis.ClientConfigurationBuilder;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.StaticSessionCredentialsProvider;
import org.apache.rocketmq.client.apis.message.MessageBuilder;
import org.apache.rocketmq.client.apis.producer.Producer;

/** A connection through RocketMQ's own client. */
final class RealOutlet implements Outlet {
  /** One try; whoever sends tries again, and says so. */
  private static final Duration REQUEST = Duration.ofSeconds(3);

  /** The proxy takes 16 KiB of keys and properties, and a broker indexes each key. */
  private static final int MOST_KEYS = 64;

  private static final int MOST_GRANT_CHARS = 8_192;

  /** Which file tells the client what to log; see there. */
  private static final String LOGGING = "rocketmq.logback.configurationFile";

  private final RocketMqTarget target;
  private final ClientServiceProvider client;
  private final Producer producer;
  private final Executor background;

  private RealOutlet(
      RocketMqTarget target, ClientServiceProvider client, Producer producer, Executor background) {
    this.target = target;
    this.client = client;
    this.producer = producer;
    this.background = background;
  }

  /**
   * @param background ends connections: nobody can say how long that takes while a broker hangs
   */
  static Outlet connect(RocketMqTarget target, Executor background) throws Trouble {
    if (System.getProperty(LOGGING) == null) {
      System.setProperty(LOGGING, "dev/manna/stream/rocketmq/client-log.xml");
    }
    ClientServiceProvider client = ClientServiceProvider.loadService();
    try {
      Producer producer =
          client
              .newProducerBuilder()
              .setClientConfiguration(configuration(target))
              .setTopics(target.topic())
              .setMaxAttempts(1)
              .build();
      return new RealOutlet(target, client, producer, background);
    } catch (ClientException | RuntimeException e) {
      throw Troubles.of(target, e);
    }
  }

  private static ClientConfiguration configuration(RocketMqTarget target) {
    RocketMqTarget.Access access = target.access();
    ClientConfigurationBuilder builder =
        ClientConfiguration.newBuilder()
            .setEndpoints(target.proxy())
            .setNamespace(access.namespace())
            .enableSsl(access.tls())
            .setMaxStartupAttempts(1)
            .setRequestTimeout(REQUEST);
    String accessKey = access.accessKey();
    String secretKey = access.secretKey();
    if (accessKey != null && secretKey != null) {
      builder.setCredentialProvider(new StaticSessionCredentialsProvider(accessKey, secretKey));
    }
    return builder.build();
  }

  @Override
  public CompletionStage<?> send(Message message) {
    MessageBuilder builder =
        client
            .newMessageBuilder()
            .setTopic(target.topic())
            .setTag(message.type())
            .setKeys(keys(message))
            .setMessageGroup(message.key())
            .setBody(message.body())
            .addProperty("content-type", "application/cloudevents+json; charset=UTF-8")
            .addProperty("position", Long.toString(message.position()));
    String grants = String.join(",", message.grantIds());
    if (!grants.isEmpty() && grants.length() <= MOST_GRANT_CHARS) {
      builder.addProperty("grants", grants);
    }
    return producer.sendAsync(builder.build());
  }

  /** What an operator finds the message by: its id, and the grants that it gives. */
  private static String[] keys(Message message) {
    List<String> keys = new ArrayList<>(List.of(message.id()));
    List<String> grants = message.grantIds();
    keys.addAll(grants.subList(0, Math.min(grants.size(), MOST_KEYS - 1)));
    return keys.toArray(String[]::new);
  }

  @Override
  public void close() {
    background.execute(this::end);
  }

  private void end() {
    try {
      producer.close();
    } catch (IOException e) {
      // It was not to be used any more anyway.
      return;
    }
  }
}
