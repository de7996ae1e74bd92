package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink;
import dev.manna.core.feed.Feed;
import dev.manna.simulation.CrowdLog;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class FeedMetersTest {
  private static final CrowdLog LOG = CrowdLog.of(3, 300);

  /** One that remembers where it stands, and nothing else. */
  private static final class Standing implements EventSink {
    private final String name;
    private Bookmark at = Bookmark.START;

    Standing(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Bookmark open() {
      return at;
    }

    @Override
    public void take(Chunk chunk) {
      at = chunk.to();
    }

    @Override
    public void close() {}
  }

  private static Feed feed(String name) {
    return new Feed(new Standing(name), LOG, () -> 0, 50, line -> {});
  }

  @Test
  void shouldTellFollowersApart() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Feed ahead = feed("ahead");
    Feed behind = feed("behind");
    FeedMeters.register(registry, ahead);
    FeedMeters.register(registry, behind);
    while (ahead.doWork()) {
      assertThat(ahead.position()).isPositive();
    }
    behind.doWork();
    assertThat(registry.scrape())
        .contains("manna_feed_lag_events{sink=\"ahead\"} 0.0")
        .contains("manna_feed_lag_events{sink=\"behind\"} " + (double) behind.lag())
        .contains("manna_feed_position{sink=\"ahead\"} " + (double) LOG.position())
        .contains("manna_feed_position{sink=\"behind\"} " + (double) behind.position());
    assertThat(behind.lag()).isPositive();
  }
}
