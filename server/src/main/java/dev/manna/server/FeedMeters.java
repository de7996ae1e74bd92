package dev.manna.server;

import dev.manna.core.feed.Feed;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The figures of a follower. All are read only when somebody asks. */
final class FeedMeters {
  private FeedMeters() {}

  static void register(MeterRegistry registry, Feed feed) {
    Gauge.builder("manna.feed.position", feed, Feed::position)
        .tag("sink", feed.name())
        .description("The position of the last event that a follower of the log has taken")
        .register(registry);
    Gauge.builder("manna.feed.lag.events", feed, Feed::lag)
        .tag("sink", feed.name())
        .description("How many events a follower is behind")
        .register(registry);
    Gauge.builder("manna.feed.lag.seconds", feed, each -> each.lagMillis() / 1e3)
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
}
