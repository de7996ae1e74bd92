package dev.manna.stream.kafka;

import dev.manna.core.feed.EventSink.Trouble;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** Errors of Kafka in the words of an operator. */
final class Troubles {
  private static final String OVERTAKEN =
      "somebody else has moved this stream; see that one server writes it.";

  private Troubles() {}

  static Trouble overtaken(KafkaTarget target) {
    return of(target, new ProducerFencedException("another position"));
  }

  /** Whether somebody else has begun to write the stream. */
  static boolean isOvertaken(Trouble trouble) {
    return trouble.getCause() instanceof ProducerFencedException
        || trouble.getCause() instanceof InvalidProducerEpochException;
  }

  /** A trouble for the first error of a chain that says something. */
  static Trouble of(KafkaTarget target, Throwable error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      Trouble known = known(target, each, where(target, each));
      if (known != null) {
        return known;
      }
    }
    return Trouble.passing("the broker refuses; look into its log." + where(target, error), error);
  }

  private static String where(KafkaTarget target, Throwable error) {
    String first = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    return " (" + target.shown() + ": " + first + ")";
  }

  private static @Nullable Trouble known(KafkaTarget target, Throwable error, String where) {
    return switch (error) {
      case ProducerFencedException fenced -> Trouble.passing(OVERTAKEN + where, error);
      case InvalidProducerEpochException fenced -> Trouble.passing(OVERTAKEN + where, error);
      case AuthenticationException refused ->
          Trouble.lasting(
              "the broker does not accept who this server says it is; correct the file that"
                  + " kafkaProperties names."
                  + where,
              error);
      case AuthorizationException forbidden ->
          Trouble.lasting(
              "the broker does not allow it; this server must Write, Describe and Create the topics"
                  + " %s and %s, Read the second, and Write the transactional id %s*."
                      .formatted(target.events(), target.positions(), KafkaSink.ID_PREFIX)
                  + where,
              error);
      case RecordTooLargeException large ->
          Trouble.lasting(
              "the broker takes no message so large; raise max.message.bytes of the topic, or set"
                  + " kafkaMaxMessageBytes, which is %,d, lower.".formatted(target.mostBytes())
                  + where,
              error);
      case UnsupportedVersionException old ->
          Trouble.lasting("the broker is too old; 2.5 or newer is needed." + where, error);
      case ConfigException wrong ->
          Trouble.lasting(
              "the settings are wrong; correct kafka, or the file that kafkaProperties names."
                  + where,
              error);
      case NotEnoughReplicasException few ->
          Trouble.passing("too few brokers have the topic; see that all run." + where, error);
      case UnknownTopicOrPartitionException gone ->
          Trouble.passing("a topic is not there (yet)." + where, error);
      case TimeoutException late -> Trouble.passing(unreachable(where), error);
      case DisconnectException cut -> Trouble.passing(unreachable(where), error);
      default -> null;
    };
  }

  private static String unreachable(String where) {
    return "the broker cannot be reached, or is too slow; see that it runs." + where;
  }
}
