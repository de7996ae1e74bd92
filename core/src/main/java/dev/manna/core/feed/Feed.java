package dev.manna.core.feed;

import dev.manna.core.Log;
import dev.manna.core.SharedLog;
import dev.manna.core.TimeSource;
import dev.manna.core.wire.EventCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
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

  /** So often a follower that has everything may look whether it still stands where it did. */
  private static final long IDLE_MILLIS = 5_000;

  private final EventSink sink;
  private final Log log;
  private final TimeSource time;
  private final int chunkEvents;
  private final Consumer<String> say;
  private final LongConsumer stands;
  private String identity = "";

  /** Where the follower stands, null where it has to be asked. */
  private @Nullable Bookmark at;

  private long pauseMillis;
  private long retryMillis;
  private long usedMillis;

  private volatile long position;
  private volatile long takenMillis;
  private volatile long caughtUpMillis;
  private final AtomicLong errors = new AtomicLong();
  private volatile String trouble = "";
  private volatile boolean elsewhere;

  /** Nobody is told where the follower stands. */
  public Feed(EventSink sink, Log log, TimeSource time, int chunkEvents, Consumer<String> say) {
    this(sink, log, time, chunkEvents, say, position -> {});
  }

  /**
   * A feed along a log.
   *
   * @param chunkEvents so many events make a chunk; it ends with a batch, so it may be larger by
   *     one
   * @param say takes the lines that tell an operator what is wrong and what to do
   * @param stands told each position at which the follower is known to stand, once it has committed
   *     there
   */
  public Feed(
      EventSink sink,
      Log log,
      TimeSource time,
      int chunkEvents,
      Consumer<String> say,
      LongConsumer stands) {
    this.sink = sink;
    this.log = log;
    this.time = time;
    this.chunkEvents = chunkEvents;
    this.say = say;
    this.stands = stands;
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
      elsewhere = false;
      Chunk chunk = next(standing);
      if (chunk != null) {
        at = null;
        sink.take(chunk);
        at = chunk.to();
        takenMillis = chunk.events().getLast().timeMillis();
        standAt(chunk.to().position());
        usedMillis = time.millis();
      } else {
        caughtUp();
      }
      recovered();
      return chunk != null;
    } catch (EventSink.Trouble e) {
      failed(String.valueOf(e.getMessage()), e.isLasting());
    } catch (Log.Gone e) {
      failed(
          "it needs what came before position %,d, where the log begins: it is new, was away too"
                  .formatted(e.first())
              + " long, or is an older copy. Put back a copy of it that stands later, or the"
              + " segments of the log from the archive.",
          true);
    } catch (Log.Away e) {
      failed("the log cannot be read: " + e.getMessage(), false);
    } catch (Log.Failure e) {
      throw e;
    } catch (RuntimeException e) {
      // A defect of the follower must not end what it follows.
      failed("it cannot go on, which is a defect of this program: " + e, true);
    }
    return false;
  }

  private void caughtUp() throws EventSink.Trouble {
    caughtUpMillis = time.millis();
    if (caughtUpMillis - usedMillis >= IDLE_MILLIS) {
      usedMillis = caughtUpMillis;
      sink.idle();
    }
  }

  private Bookmark open() throws EventSink.Trouble {
    Bookmark standing = sink.open();
    usedMillis = time.millis();
    standing.mustBelongTo(identity());
    long end = end(standing.position());
    if (standing.position() > end) {
      throw EventSink.Trouble.lasting(
          "it stands at position %,d, and the log ends at %,d: the log is an older copy."
                  .formatted(standing.position(), end)
              + " Start with the newest log, or rebuild the follower from this one.");
    }
    if (standing.position() > 0) {
      takenMillis = standing.mustStandIn(log);
    }
    standAt(standing.position());
    if (standing.position() > 0) {
      // Since when it is behind is known now: since what it took last.
      caughtUpMillis = 0;
    }
    return standing;
  }

  /** Where the log ends, which another node may have made longer than is known here. */
  private long end(long needed) {
    long known = log.position();
    return known < needed && log instanceof SharedLog shared ? shared.await(known, 0) : known;
  }

  /**
   * Learns where the follower stands, whom somebody else moves; instead of {@link #doWork}, by the
   * same thread.
   */
  public void look() {
    if (time.millis() < retryMillis) {
      return;
    }
    at = null;
    try {
      Bookmark standing = sink.standing();
      elsewhere = standing == null;
      if (standing != null) {
        standing.mustBelongTo(identity());
        standAt(standing.position());
      }
      recovered();
    } catch (EventSink.Trouble e) {
      failed(String.valueOf(e.getMessage()), e.isLasting());
    } catch (Log.Away | Log.Gone e) {
      failed("the log cannot be read: " + e.getMessage(), false);
    }
  }

  private void standAt(long committed) {
    position = committed;
    stands.accept(committed);
  }

  private String identity() {
    if (identity.isEmpty()) {
      identity = Marks.identity(log);
    }
    return identity;
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

  /** Whether somebody else moves the follower, and only he knows where it stands. */
  public boolean isElsewhere() {
    return elsewhere;
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
