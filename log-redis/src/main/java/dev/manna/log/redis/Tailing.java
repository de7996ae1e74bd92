package dev.manna.log.redis;

import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits for news of a log, on a connection of its own that sleeps in the server. */
final class Tailing implements AutoCloseable {
  private final RedisLogOptions options;
  private final LogKeys keys;
  private final Reading reading;
  private final @Nullable Copy copy;
  private @Nullable Link tail;

  /**
   * @param copy what the log's beginning need not be kept in once it was removed; null for none
   */
  Tailing(RedisLogOptions options, LogKeys keys, Reading reading, @Nullable Copy copy) {
    this.options = options;
    this.keys = keys;
    this.reading = reading;
    this.copy = copy;
  }

  /** The log's last position, at once if it is beyond one, and after so long at most. */
  long await(long position, long atMostMillis) {
    Meta meta = reading.meta();
    if (copy != null) {
      copy.forget(meta.trimmed());
    }
    if (meta.end().position() > position || atMostMillis <= 0) {
      return meta.end().position();
    }
    sleep(tail(atMostMillis), StreamOffset.from(keys.log(), meta.idAt(position)), atMostMillis);
    return reading.meta().end().position();
  }

  @SuppressWarnings("unchecked") // An array of one.
  private static void sleep(Link link, StreamOffset<String> from, long atMostMillis) {
    link.ask(redis -> redis.xread(XReadArgs.Builder.block(atMostMillis).count(1), from));
  }

  private Link tail(long atMostMillis) {
    Link sleeping = tail;
    if (sleeping == null) {
      sleeping =
          Link.to(options, keys.log(), Duration.ofMillis(options.timeoutMillis() + atMostMillis));
      tail = sleeping;
    }
    return sleeping;
  }

  @Override
  public void close() {
    Link sleeping = tail;
    if (sleeping != null) {
      sleeping.close();
    }
  }
}
