package dev.manna.server;

import dev.manna.core.feed.Feed;
import dev.manna.engine.journal.Retention;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** The figures of a follower. All are read only when somebody asks. */
final class FeedMeters {
  private FeedMeters() {}

  /** All that follow a log. */
  static void register(MeterRegistry registry, List<Feed> feeds) {
    feeds.forEach(feed -> register(registry, feed));
  }

  static void register(MeterRegistry registry, Feed feed) {
    Gauge.builder("manna.feed.position", feed, each -> known(each, (double) each.position()))
        .tag("sink", feed.name())
        .description("The position of the last event that a follower of the log has taken")
        .register(registry);
    Gauge.builder("manna.feed.lag.events", feed, each -> known(each, (double) each.lag()))
        .tag("sink", feed.name())
        .description("How many events a follower is behind")
        .register(registry);
    Gauge.builder("manna.feed.lag.seconds", feed, each -> known(each, each.lagMillis() / 1e3))
        .tag("sink", feed.name())
        .description("For how long a follower has been behind")
        .register(registry);
    Gauge.builder("manna.feed.trouble", feed, each -> each.trouble().isEmpty() ? 0 : 1)
        .tag("sink", feed.name())
        .description("1 while a follower cannot go on; the log says why")
        .register(registry);
    FunctionCounter.builder("manna.feed.errors", feed, Feed::errors)
        .tag("sink", feed.name())
        .description("How often a follower could not go on")
        .register(registry);
  }

  /** Another node may move the follower and alone know where it stands. */
  private static double known(Feed feed, double figure) {
    return feed.isElsewhere() ? Double.NaN : figure;
  }

  /** What those who follow a journal keep of it from being removed. */
  static void register(MeterRegistry registry, List<Feed> feeds, Retention retention) {
    Gauge.builder("manna.log.first", retention, Retention::first)
        .description("The position at which the log begins")
        .register(registry);
    Gauge.builder("manna.log.bytes", retention, each -> each.bytesBehind(0))
        .description("The bytes of the log's segments")
        .register(registry);
    for (Feed feed : feeds) {
      Gauge.builder("manna.feed.held.bytes", feed, each -> retention.bytesBehind(each.position()))
          .tag("sink", feed.name())
          .description("The bytes of the log that a follower still needs")
          .register(registry);
    }
  }
}
