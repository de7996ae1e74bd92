package dev.manna.core.feed;

import dev.manna.core.Batch;
import dev.manna.core.Event;
import dev.manna.core.Log;
import dev.manna.core.TimeSource;
import dev.manna.core.wire.EventCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves one follower along one log, for the thread that calls {@link #doWork}; the figures may be
 * read by any. It only reads the log, and what goes wrong with the follower is kept from everybody
 * else: it is told once, tried again after a pause that doubles, and told once more when it is
 * over.
 */
public final class Feed implements AutoCloseable {
  /** Large enough that a commit costs an event nothing, small enough for a second's work. */
  public static final int CHUNK_EVENTS = 8_192;

  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  private final EventSink sink;
  private final Log log;
  private final TimeSource time;
  private final int chunkEvents;
  private final Consumer<String> say;
  private String identity = "";

  /** Where the follower stands, null where it has to be asked. */
  private @Nullable Bookmark at;

  private long pauseMillis;
  private long retryMillis;

  private volatile long position;
  private volatile long takenMillis;
  private volatile long caughtUpMillis;
  private final AtomicLong errors = new AtomicLong();
  private volatile String trouble = "";

  /**
   * @param chunkEvents so many events make a chunk; it ends with a batch, so it may be larger by
   *     one
   * @param say takes the lines that tell an operator what is wrong and what to do
   */
  public Feed(EventSink sink, Log log, TimeSource time, int chunkEvents, Consumer<String> say) {
    this.sink = sink;
    this.log = log;
    this.time = time;
    this.chunkEvents = chunkEvents;
    this.say = say;
    caughtUpMillis = time.millis();
  }

  /**
   * Hands over the next chunk, if there is one and no pause to keep.
   *
   * @return whether there was one: there may be more at once
   * @throws Log.Failure if the log cannot be read; anything else concerns the follower alone
   */
  public boolean doWork() {
    if (time.millis() < retryMillis) {
      return false;
    }
    try {
      Bookmark standing = at == null ? open() : at;
      at = standing;
      Chunk chunk = next(standing);
      if (chunk != null) {
        at = null;
        sink.take(chunk);
        at = chunk.to();
        position = chunk.to().position();
        takenMillis = chunk.events().getLast().timeMillis();
      } else {
        caughtUpMillis = time.millis();
      }
      recovered();
      return chunk != null;
    } catch (EventSink.Trouble e) {
      failed(String.valueOf(e.getMessage()), e.isLasting());
    } catch (Log.Failure e) {
      throw e;
    } catch (RuntimeException e) {
      // A defect of the follower must not end what it follows.
      failed("it cannot go on, which is a defect of this program: " + e, true);
    }
    return false;
  }

  private Bookmark open() throws EventSink.Trouble {
    String here = identity();
    Bookmark standing = sink.open();
    if (!standing.log().isEmpty() && !standing.log().equals(here)) {
      throw EventSink.Trouble.lasting(
          "it belongs to the log %s, and this is the log %s. Name the one that belongs to this log,"
                  .formatted(standing.log(), here)
              + " or an empty one.");
    }
    long end = log.position();
    if (standing.position() > end) {
      throw EventSink.Trouble.lasting(
          "it stands at position %,d, and the log ends at %,d: the log is an older copy."
                  .formatted(standing.position(), end)
              + " Start with the newest log, or rebuild the follower from this one.");
    }
    if (standing.position() > 0) {
      compare(standing);
    }
    position = standing.position();
    if (standing.position() > 0) {
      // Since when it is behind is known now: since what it took last.
      caughtUpMillis = 0;
    }
    return standing;
  }

  /** What was taken last must be what stands there now. */
  private void compare(Bookmark standing) throws EventSink.Trouble {
    List<Batch> found = new ArrayList<>();
    log.read(
        standing.position() - 1,
        batch -> {
          takenMillis = batch.timeMillis();
          if (batch.last() == standing.position() && Marks.batch(batch) == standing.mark()) {
            found.add(batch);
          }
          return false;
        });
    if (found.isEmpty()) {
      throw EventSink.Trouble.lasting(
          "what it took at position %,d is not what stands there now: the log was restored from a"
                  .formatted(standing.position())
              + " backup and went another way. Rebuild the follower from this log.");
    }
  }

  private String identity() {
    if (identity.isEmpty()) {
      identity = identity(log);
    }
    return identity;
  }

  /** The {@link Marks#log} of a log, empty for one that has not begun. */
  public static String identity(Log of) {
    String[] found = {""};
    of.read(
        0,
        batch -> {
          EventCodec.read(
              batch,
              EventCodec.Claimants.NAMES_ONLY,
              (event, at) -> {
                if (event instanceof Event.Founded founded) {
                  found[0] = Marks.log(founded);
                }
              });
          return false;
        });
    return found[0];
  }

  private @Nullable Chunk next(Bookmark from) {
    if (log.position() <= from.position()) {
      return null;
    }
    String here = identity();
    List<Happened> events = new ArrayList<>();
    Bookmark[] to = {from};
    log.read(
        from.position(),
        batch -> {
          EventCodec.read(
              batch,
              EventCodec.Claimants.NAMES_ONLY,
              (event, at) -> events.add(new Happened(at, batch.timeMillis(), event)));
          to[0] = new Bookmark(here, batch.last(), Marks.batch(batch));
          return events.size() < chunkEvents;
        });
    return events.isEmpty() ? null : new Chunk(from, to[0], events);
  }

  private void failed(String sentence, boolean lasting) {
    at = null;
    errors.incrementAndGet();
    pauseMillis =
        lasting
            ? LONGEST_PAUSE_MILLIS
            : Math.clamp(2 * pauseMillis, FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
    retryMillis = time.millis() + pauseMillis;
    if (!sentence.equals(trouble)) {
      say.accept(
          "%s: %s Nothing is lost: the log keeps it, and this is tried again by itself."
              .formatted(sink.name(), sentence));
    }
    trouble = sentence;
  }

  private void recovered() {
    if (!trouble.isEmpty()) {
      say.accept("%s: goes on at position %,d".formatted(sink.name(), position));
    }
    trouble = "";
    pauseMillis = 0;
  }

  /** What the follower is called. */
  public String name() {
    return sink.name();
  }

  /** The last event that the follower has taken, as far as is known. */
  public long position() {
    return position;
  }

  /** How many events it is behind. */
  public long lag() {
    return Math.max(0, log.position() - position);
  }

  /** For how many milliseconds it has been behind. */
  public long lagMillis() {
    return lag() == 0 ? 0 : Math.max(0, time.millis() - Math.max(takenMillis, caughtUpMillis));
  }

  /** How often something went wrong. */
  public long errors() {
    return errors.get();
  }

  /** What is wrong at the moment, in a sentence; empty where nothing is. */
  public String trouble() {
    return trouble;
  }

  /** Closes the follower. */
  @Override
  public void close() {
    sink.close();
  }
}
