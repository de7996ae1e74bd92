package dev.manna.log.redis;

import static redis.clients.jedis.Protocol.Command.XREAD;

import dev.manna.core.Log;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for news of a log, on a connection of its own that sleeps in the server, and takes them in
 * as they come: whoever decides next need not ask for them.
 */
final class Tailing implements AutoCloseable {
  /** So many batches at most are told at once. */
  private static final int MOST_TOLD = 16;

  /** While there are always news, what was removed is asked for so seldom. */
  private static final int FORGETS_EVERY = 64;

  private final RedisLogOptions options;
  private final LogKeys keys;
  private final Reading reading;
  private final long epoch;
  private final Supplier<LogMark> mark;
  private final @Nullable Copy copy;
  private @Nullable Link tail;
  private int told;

  /**
   * @param epoch in which this side has joined, with all that came before
   * @param mark up to where this side knows the log
   * @param copy what the log's beginning need not be kept in once it was removed; null for none
   */
  Tailing(
      RedisLogOptions options,
      LogKeys keys,
      Reading reading,
      long epoch,
      Supplier<LogMark> mark,
      @Nullable Copy copy) {
    this.options = options;
    this.keys = keys;
    this.reading = reading;
    this.epoch = epoch;
    this.mark = mark;
    this.copy = copy;
  }

  /** The last position that is known, at once if it is beyond one, and after so long at most. */
  long await(long position, long atMostMillis) {
    LogMark known = mark.get();
    if (known.position() > position) {
      return known.position();
    }
    List<?> news = atMostMillis <= 0 ? List.of() : sleep(known, atMostMillis);
    for (Object each : news) {
      take(Entry.of(each));
    }
    if (news.isEmpty() || ++told % FORGETS_EVERY == 0) {
      look();
    }
    return mark.get().position();
  }

  /** What an older epoch may hold there, on a server that was left behind, has lower ids. */
  private List<?> sleep(LogMark known, long atMostMillis) {
    byte[][] arguments =
        Arguments.of(
            "BLOCK",
            atMostMillis,
            "COUNT",
            MOST_TOLD,
            "STREAMS",
            keys.log(),
            epoch + "-" + known.position());
    List<?> streams =
        (List<?>) tail(atMostMillis).ask(redis -> redis.sendBlockingCommand(XREAD, arguments));
    // Of the one stream, its key and what is new in it; nothing where nothing is.
    return streams == null ? List.of() : (List<?>) ((List<?>) streams.getFirst()).get(1);
  }

  /** Takes in what follows; what does not is judged by those who read. */
  private void take(Entry entry) {
    LogMark known = mark.get();
    if (entry.batch().last() <= known.position()) {
      return;
    }
    if (entry.batch().first() != known.position() + 1) {
      catchUp();
      return;
    }
    try {
      entry.verify(known.chain());
    } catch (Log.Failure e) {
      catchUp();
      return;
    }
    reading.saw(entry.batch(), entry.mark());
  }

  /** Whoever appends may read on meanwhile, and what was known before it be removed. */
  private void catchUp() {
    LogMark known = mark.get();
    try {
      reading.read(known.position(), known.chain(), batch -> true);
    } catch (Log.Gone e) {
      if (mark.get().position() == known.position()) {
        throw e;
      }
    }
  }

  /** Nothing may mean that nothing is there any more. */
  private void look() {
    Meta meta = reading.meta();
    if (copy != null) {
      copy.forget(meta.trimmed());
    }
    if (meta.end().position() > mark.get().position()) {
      catchUp();
    }
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
