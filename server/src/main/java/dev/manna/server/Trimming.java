package dev.manna.server;

import dev.manna.core.TimeSource;
import dev.manna.core.feed.Feed;
import dev.manna.engine.journal.Retention;
import dev.manna.server.terminal.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what a server need not keep of its log, and says which follower holds it back. A
 * follower that was not reached since the start stands at 0, and needs all there is.
 */
final class Trimming {
  private static final Logger LOG = LoggerFactory.getLogger(Trimming.class);

  private static final long MIB = 1 << 20;

  private final Retention retention;
  private final List<Feed> feeds;
  private final List<Feed> naming;
  private final Retention.Keep keep;
  private final Retention.Archive archive;
  private final TimeSource time;
  private boolean failed;

  /**
   * Removes nothing yet.
   *
   * @param feeds what follows the log, whether it is reached or not
   * @param naming those of them that must know what came before, to name it
   */
  Trimming(
      Retention retention,
      List<Feed> feeds,
      List<Feed> naming,
      Retention.Keep keep,
      Retention.Archive archive,
      TimeSource time) {
    this.retention = retention;
    this.feeds = List.copyOf(feeds);
    this.naming = List.copyOf(naming);
    this.keep = keep;
    this.archive = archive;
    this.time = time;
  }

  /** What is done now and then by the settings. */
  static Runnable of(
      Config config, Retention retention, List<Feed> feeds, List<Feed> naming, TimeSource time) {
    Retention.Keep keep = config.keepLog();
    Retention.Keep all = new Retention.Keep(Long.MAX_VALUE, 0);
    Trimming trimming =
        new Trimming(
            retention, feeds, naming, keep == null ? all : keep, config.archiveLog(), time);
    return keep == null ? trimming::keepSnapshots : trimming::doWork;
  }

  /** Removes nothing; but where the beginning is gone, those who are behind need a snapshot. */
  private void keepSnapshots() {
    if (failed) {
      return;
    }
    try {
      retention.keep(least(naming, 0));
    } catch (IOException e) {
      failed(e);
    }
  }

  /** Removes what may go; for the thread that makes snapshots. */
  void doWork() {
    if (failed) {
      return;
    }
    retention.heldBack(sentence());
    try {
      // Each looks again at what it took last, to see that this is still the log that it knows.
      long needed = least(feeds, 1);
      long named = least(naming, 0);
      boolean more = true;
      while (more) {
        more = retention.trim(needed, named, keep, time.millis(), archive);
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  /** Where the last of some followers stands, or so many events before it. */
  private static long least(List<Feed> of, int before) {
    return of.stream().mapToLong(feed -> feed.position() - before).min().orElse(Long.MAX_VALUE);
  }

  private void failed(IOException e) {
    failed = true;
    LOG.warn(
        "an old segment of the log could not be removed: {}. Nothing is lost; the log only grows"
            + " until the next start. Look at the disk, and at the archive.",
        e.toString());
  }

  /** Who holds more of the log back than is kept anyway; empty for nobody. */
  private String sentence() {
    return feeds.stream()
        .min(Comparator.comparingLong(Feed::position))
        .filter(feed -> feed.lag() > 0)
        .map(feed -> sentence(feed, retention.bytesBehind(feed.position())))
        .orElse("");
  }

  private String sentence(Feed feed, long bytes) {
    return bytes <= keep.bytes()
        ? ""
        : "the follower \"%s\" holds %s bytes of the log back, it %s"
            .formatted(
                feed.name(),
                Table.grouped(bytes),
                feed.position() == 0
                    ? "was not reached since the start"
                    : "stands at position " + Table.grouped(feed.position()));
  }

  /** What a setting says of how much stays, null for all of it. */
  static Retention.@Nullable Keep keep(String keep) {
    if (keep.equals("all")) {
      return null;
    }
    long amount = Long.parseLong(keep.replaceAll("[^0-9]", ""));
    return switch (keep.replaceAll("[0-9]", "")) {
      case "MB" -> new Retention.Keep(amount * MIB, 0);
      case "GB" -> new Retention.Keep((amount * MIB) << 10, 0);
      case "TB" -> new Retention.Keep((amount * MIB) << 20, 0);
      case "h" -> new Retention.Keep(0, Duration.ofHours(amount).toMillis());
      default -> new Retention.Keep(0, Duration.ofDays(amount).toMillis());
    };
  }
}
