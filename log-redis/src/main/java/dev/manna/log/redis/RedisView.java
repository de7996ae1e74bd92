package dev.manna.log.redis;

import dev.manna.core.Log;
import dev.manna.core.Log.BatchReader;
import java.io.IOException;
import java.time.Duration;

/**
 * A log as far as it goes at the moment, for whoever looks at it beside its nodes. It changes
 * nothing, and asks for no more of Redis than that it tells what stands there. Used by one thread
 * at a time.
 */
public final class RedisView implements AutoCloseable {
  private final RedisLogOptions options;
  private final Link link;
  private final LogKeys keys;
  private Standing standing;

  private RedisView(RedisLogOptions options, Link link, LogKeys keys, Standing standing) {
    this.options = options;
    this.link = link;
    this.keys = keys;
    this.standing = standing;
  }

  /**
   * Opens a log.
   *
   * @throws IOException if there is none, it holds nothing, or it cannot be reached; the message
   *     says which
   */
  public static RedisView open(RedisLogOptions options) throws IOException {
    LogKeys keys = LogKeys.of(options.name());
    Link link = null;
    try {
      link = Link.to(options, keys.meta(), Duration.ofMillis(options.timeoutMillis()));
      RedisView view = new RedisView(options, link, keys, found(options, link, keys));
      link = null;
      return view;
    } catch (Trouble | Log.Failure e) {
      throw new IOException("log %s: %s".formatted(options.shown(), e.getMessage()), e);
    } finally {
      if (link != null) {
        link.close();
      }
    }
  }

  private static Standing found(RedisLogOptions options, Link link, LogKeys keys)
      throws IOException {
    Standing found = Standing.now(link, keys);
    if (found.epoch() == 0) {
      throw new IOException(
          "log %s: there is none; if there was, a node that starts recovers what is left of it"
              .formatted(options.shown()));
    }
    if (found.end().position() == 0) {
      throw new IOException("log %s: holds nothing".formatted(options.shown()));
    }
    return found;
  }

  /** The position of the first event that is there, 1 unless the beginning was removed. */
  public long first() {
    return standing.trimmed() + 1;
  }

  /** The position of the last event, as of the last look. */
  public long end() {
    return standing.end().position();
  }

  /** Why there may be more of it than stands here; empty while nodes append. */
  public String doubt() {
    return standing.running()
        ? ""
        : "Redis was started again, or another took its place, since nodes appended: what was"
            + " behind it is known once one of them has recovered the log";
  }

  /**
   * Looks how far it goes by now.
   *
   * @throws Log.Away if Redis cannot be reached, or the log is gone
   */
  public void look() {
    try {
      standing = found(options, link, keys);
    } catch (Trouble e) {
      throw e.said("log " + options.shown());
    } catch (IOException e) {
      throw new Log.Away(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Hands over each batch that ends after a position, in order, up to the end of the last look or
   * until the reader has enough.
   *
   * @throws Log.Gone if some of them were removed
   * @throws Log.Away if Redis cannot be reached
   * @throws Log.Failure if what is there is not what was appended
   */
  public void read(long after, BatchReader reader) {
    long end = end();
    if (after >= end) {
      return;
    }
    Reading reading = new Reading(link, keys, 0, (batch, mark) -> {});
    try {
      reading.read(after, null, batch -> reader.read(batch) && batch.last() < end);
    } catch (Trouble e) {
      throw e.said("log " + options.shown());
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
