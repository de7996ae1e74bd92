package dev.manna.stream.rocketmq;

import dev.manna.core.Log;
import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink;
import dev.manna.stream.Message;
import dev.manna.stream.Messages;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a log in RocketMQ. It has no transaction over several messages, so the position is
 * kept elsewhere, and moves on when the broker has acknowledged all before it. A crash in between
 * sends some once more, and loses none. The position moves by compare-and-set, so of two that write
 * one stream one fails; what both have sent by then comes twice, in order.
 */
public final class RocketMqSink implements EventSink {
  /** A message and a round trip each, one after the other at worst: about two seconds. */
  private static final int CHUNK_EVENTS = 1_024;

  /** After that a thread that is to stop may do so; what has arrived by then is kept. */
  static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(8);

  private static final String NAME = "rocketmq";

  private final RocketMqTarget target;
  private final Positions positions;
  private final Outlet.Connector connector;
  private final Messages messages;
  private final LongSupplier nanos;
  private @Nullable Outlet outlet;

  /** Where it was left, to notice that somebody else has moved it. */
  private Standing left = Standing.START;

  /**
   * The stream of a log.
   *
   * @param positions where it stands
   * @param nanos a clock that only goes on, in nanoseconds
   * @param background ends connections, which may take long
   */
  public RocketMqSink(
      RocketMqTarget target,
      Positions positions,
      Log log,
      LongSupplier nanos,
      Executor background) {
    this(target, positions, () -> RealOutlet.connect(target, background), log, nanos);
  }

  RocketMqSink(
      RocketMqTarget target,
      Positions positions,
      Outlet.Connector connector,
      Log log,
      LongSupplier nanos) {
    this.target = target;
    this.positions = positions;
    this.connector = connector;
    this.nanos = nanos;
    messages = new Messages(log, Messages.MOST_BYTES);
  }

  /** Where a stream stands. */
  public static Bookmark stands(Positions positions) throws Trouble {
    return positions.read().at();
  }

  /**
   * Lets the stream go on elsewhere: what comes after that place is sent next, once more if it was
   * sent before. Whoever sends it now finds out by itself.
   */
  public static void restartAfter(Bookmark place, Positions positions) throws Trouble {
    positions.set(Standing.of(place, 0));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int chunkEvents() {
    return CHUNK_EVENTS;
  }

  @Override
  public Bookmark open() throws Trouble {
    if (outlet == null) {
      outlet = connector.connect();
    }
    left = positions.claim();
    return left.at();
  }

  @Override
  public Bookmark standing() throws Trouble {
    return positions.read().at();
  }

  @Override
  public void idle() throws Trouble {
    if (!positions.read().equals(left)) {
      throw Troubles.overtaken(target);
    }
  }

  @Override
  public void take(Chunk chunk) throws Trouble {
    Outlet open = outlet;
    if (open == null) {
      throw Trouble.passing("it is not connected.", new IllegalStateException("not open"));
    }
    Standing standing = positions.read();
    if (standing.turn() != left.turn() || !standing.at().equals(chunk.from())) {
      throw Troubles.overtaken(target);
    }
    List<Message> missing =
        messages.of(chunk).stream()
            .filter(message -> message.position() > standing.acknowledged())
            .toList();
    Lanes lanes = new Lanes(missing, open, nanos);
    Lanes.@Nullable Failure failure = send(lanes);
    if (failure == null) {
      move(standing, Standing.of(chunk.to(), standing.turn()));
      return;
    }
    if (failure.error() != null) {
      // Another connection is there sooner than this one looks whether the broker is.
      disconnect();
    }
    long acknowledged = lanes.acknowledgedTo(standing.acknowledged());
    if (acknowledged > standing.acknowledged()) {
      move(standing, new Standing(standing.at(), acknowledged, standing.turn()));
    }
    throw Troubles.of(target, failure, lanes.count(), missing.size());
  }

  private static Lanes.@Nullable Failure send(Lanes lanes) {
    try {
      return lanes.send(MOST_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Lanes.Failure(null, e);
    }
  }

  private void move(Standing from, Standing to) throws Trouble {
    if (!positions.move(from, to)) {
      throw Troubles.overtaken(target);
    }
    left = to;
  }

  @Override
  public void close() {
    disconnect();
    positions.close();
  }

  private void disconnect() {
    if (outlet != null) {
      outlet.close();
    }
    outlet = null;
  }
}
