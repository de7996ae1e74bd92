package dev.manna.log.redis;

import dev.manna.core.Log.Failure;
import dev.manna.core.Log.Gone;
import dev.manna.log.redis.RedisLog.Unfit;
import java.time.Duration;
import java.util.function.BiFunction;

/** Opens a side of a log, or says why not. */
final class Opening {
  /** A log's beginning is removed some times a second at most, and its reading is not slower. */
  private static final int MOST_TRIES = 20;

  private Opening() {}

  /** Connects, and looks whether this Redis can hold a log. */
  static void look(RedisLogOptions options) {
    Duration timeout = Duration.ofMillis(options.timeoutMillis());
    try (Link link = Link.to(options, LogKeys.of(options.name()).meta(), timeout)) {
      Fitness.require(link, options);
    } catch (Trouble e) {
      throw new Unfit(options.shown() + ": " + e.getMessage());
    }
  }

  /**
   * Opens a log of which a copy is kept; it holds all that stands there.
   *
   * @param founds whether it may be founded
   */
  static RedisLog withCopy(RedisLogOptions options, boolean founds) {
    return withCopy(options, founds, () -> {});
  }

  /**
   * The same, for a test.
   *
   * @param meanwhile what others do between a look at where the log begins and its reading
   */
  static RedisLog withCopy(RedisLogOptions options, boolean founds, Runnable meanwhile) {
    Scripts scripts = Scripts.SHIPPED;
    return of(
        options,
        scripts,
        0,
        founds,
        (link, found) -> {
          Meta meta = found.meta();
          Copy copy = new Copy(meta.begin(), found.stock(), meta.end().position());
          RedisLog log = new RedisLog(options, link, scripts, meta, copy);
          meanwhile.run();
          log.readAll(meta);
          return log;
        });
  }

  /**
   * Connects, looks whether this Redis can hold a log, and finds or founds it.
   *
   * @param known a position that the log has reached
   * @param founds whether it may be founded where there is none
   */
  static RedisLog of(
      RedisLogOptions options,
      Scripts scripts,
      long known,
      boolean founds,
      BiFunction<Link, Founding.Found, RedisLog> made) {
    for (int i = 1; i < MOST_TRIES; i++) {
      try {
        return once(options, scripts, known, founds, made);
      } catch (Gone e) {
        // While it was read its beginning was removed: what is left now is read.
      }
    }
    return once(options, scripts, known, founds, made);
  }

  private static RedisLog once(
      RedisLogOptions options,
      Scripts scripts,
      long known,
      boolean founds,
      BiFunction<Link, Founding.Found, RedisLog> made) {
    LogKeys keys = LogKeys.of(options.name());
    Link link = null;
    try {
      link = Link.to(options, keys.meta(), Duration.ofMillis(options.timeoutMillis()));
      Fitness.require(link, options);
      return made.apply(
          link, Founding.found(link, scripts.found(), keys, known, founds, options.shown()));
    } catch (Trouble | Failure | Unfit | Gone e) {
      if (link != null) {
        link.close();
      }
      if (e instanceof Gone gone) {
        throw gone;
      }
      throw e instanceof Unfit unfit ? unfit : new Unfit(options.shown() + ": " + e.getMessage());
    }
  }
}
