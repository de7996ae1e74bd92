package dev.manna.stream.rocketmq;

import dev.manna.core.feed.EventSink.Trouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.rocketmq.client.java.exception.ForbiddenException;
import org.apache.rocketmq.client.java.exception.NotFoundException;
import org.apache.rocketmq.client.java.exception.PayloadTooLargeException;
import org.apache.rocketmq.client.java.exception.TooManyRequestsException;
import org.apache.rocketmq.client.java.exception.UnauthorizedException;
import org.jspecify.annotations.Nullable;

/** Errors of RocketMQ in the words of an operator. */
final class Troubles {
  private static final String WRONG_TYPE = "message type not match";
  private static final String VARYING = " after [0-9].*$";
  private static final String TOO_LARGE = "exceeds the threshold";

  private Troubles() {}

  static Trouble overtaken(RocketMqTarget target) {
    String sentence =
        "somebody else has moved this stream; see that one server or group of nodes writes it.";
    return Trouble.passing(
        sentence + " (" + target.shown() + ")", new IllegalStateException("another position"));
  }

  /** The trouble of messages of which only so many were acknowledged. */
  static Trouble of(RocketMqTarget target, Lanes.Failure failure, int acknowledged, int all) {
    if (failure.error() != null) {
      return of(target, failure.error());
    }
    return Trouble.passing(
        "the broker is slow: it took %,d of %,d messages within %d s, and goes on after them. (%s)"
            .formatted(
                acknowledged,
                all,
                TimeUnit.NANOSECONDS.toSeconds(RocketMqSink.MOST_NANOS),
                target.shown()),
        new TimeoutException("no time left"));
  }

  /** A trouble for the first error of a chain that says something. */
  static Trouble of(RocketMqTarget target, Throwable error) {
    Throwable last = error;
    for (Throwable each = error; each != null; each = each.getCause()) {
      Trouble known = known(target, each, where(target, each));
      if (known != null) {
        return known;
      }
      last = each;
    }
    return Trouble.passing(
        "the broker cannot be reached, or is too slow; see that proxy and broker run."
            + where(target, last),
        error);
  }

  private static String where(RocketMqTarget target, Throwable error) {
    String first = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    // What differs from time to time would make each sentence another one.
    String steady = first.replaceFirst("^\\[request-id=[^]]*] *", "").replaceFirst(VARYING, "");
    return " (%s: %s)".formatted(target.shown(), steady);
  }

  private static @Nullable Trouble known(RocketMqTarget target, Throwable error, String where) {
    String message = String.valueOf(error.getMessage());
    return switch (error) {
      case NotFoundException missing ->
          Trouble.lasting(
              "the topic is not there. Make it with `" + makeTopic(target) + "`." + where, error);
      case UnauthorizedException unknown ->
          Trouble.lasting(
              "the proxy does not accept who this server says it is; correct the file that"
                  + " rocketmqProperties names."
                  + where,
              error);
      case ForbiddenException forbidden -> Trouble.lasting(forbidden(target) + where, error);
      case TooManyRequestsException busy ->
          Trouble.passing("the broker asks for less at a time." + where, error);
      case PayloadTooLargeException large -> tooLarge(where, error);
      default -> {
        if (message.contains(WRONG_TYPE)) {
          yield Trouble.lasting(wrongType(target) + where, error);
        }
        yield message.contains(TOO_LARGE) ? tooLarge(where, error) : null;
      }
    };
  }

  private static Trouble tooLarge(String where, Throwable error) {
    return Trouble.lasting(
        "the broker takes no message so large; raise maxMessageSize of proxy and broker to 1 MiB."
            + where,
        error);
  }

  private static String forbidden(RocketMqTarget target) {
    return ("the broker does not allow it; let this server publish with `mqadmin createAcl"
            + " -n NAMESERVER -c CLUSTER -s User:ACCESSKEY -r Topic:%s -a Pub -d Allow`.")
        .formatted(target.topic());
  }

  /** A topic's type is fixed when it is made. */
  private static String wrongType(RocketMqTarget target) {
    return ("the topic is not of the type FIFO, and so keeps no order. Name another with"
            + " --rocketmq-topic, or take it away with `mqadmin deleteTopic -n NAMESERVER -c"
            + " CLUSTER -t %s` and make it with `%s`.")
        .formatted(target.topic(), makeTopic(target));
  }

  private static String makeTopic(RocketMqTarget target) {
    return "mqadmin updateTopic -n NAMESERVER -c CLUSTER -t %s -o true -a +message.type=FIFO"
        .formatted(target.topic());
  }
}
