package dev.manna.stream.kafka;

import dev.manna.core.feed.EventSink.Trouble;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The two topics of a stream: made where they are missing, refused where they would lose it. */
final class Topics {
  private final KafkaTarget target;

  Topics(KafkaTarget target) {
    this.target = target;
  }

  void makeReady(Admin admin) throws Trouble {
    try {
      if (describe(admin, target.events()) == null) {
        create(admin, new NewTopic(target.events(), Optional.of(target.partitions()), anyCopies()));
      }
      TopicDescription positions = describe(admin, target.positions());
      if (positions == null) {
        create(admin, positions());
      } else {
        check(admin, positions);
      }
    } catch (ExecutionException e) {
      throw Troubles.of(target, e);
    } catch (InterruptedException e) {
      throw Troubles.of(target, new InterruptException(e));
    }
  }

  /** As many copies as the cluster makes of topics by itself. */
  private static Optional<Short> anyCopies() {
    return Optional.empty();
  }

  /** One partition, so that there is one order; of each stream the last position is enough. */
  private NewTopic positions() {
    return new NewTopic(target.positions(), Optional.of(1), anyCopies())
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.SEGMENT_MS_CONFIG,
                "600000",
                TopicConfig.SEGMENT_BYTES_CONFIG,
                Integer.toString(16 << 20)));
  }

  private static @Nullable TopicDescription describe(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    try {
      return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return null;
      }
      throw e;
    }
  }

  private static void create(Admin admin, NewTopic topic)
      throws ExecutionException, InterruptedException {
    try {
      KafkaFuture<Void> done = admin.createTopics(List.of(topic)).all();
      done.get();
    } catch (ExecutionException e) {
      // Somebody else may have been faster.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private void check(Admin admin, TopicDescription positions)
      throws ExecutionException, InterruptedException, Trouble {
    if (positions.partitions().size() != 1) {
      throw Trouble.lasting(
          "the topic %s has %d partitions, and positions need one order; name another with"
                  .formatted(positions.name(), positions.partitions().size())
              + " kafkaPositions, or make one of 1 partition.");
    }
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, positions.name());
    try {
      Config config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
      String policy =
          config == null ? "unknown" : config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
      if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
        throw Trouble.lasting(
            "the topic %s has cleanup.policy=%s, and would forget where the stream stands; set"
                    .formatted(positions.name(), policy)
                + " cleanup.policy=compact.");
      }
    } catch (ExecutionException e) {
      // Who may not look into it is trusted to have made it well.
      if (!(e.getCause() instanceof AuthorizationException)) {
        throw e;
      }
    }
  }
}
