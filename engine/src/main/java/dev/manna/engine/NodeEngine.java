package dev.manna.engine;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.core.Luck;
import dev.manna.core.Request;
import dev.manna.core.SharedLog;
import dev.manna.core.SnapshotStore;
import dev.manna.core.TimeSource;
import dev.manna.core.feed.FeedClock;
import dev.manna.core.law.Machine;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine of one of several nodes that share a log. It holds the whole state, decides everything
 * that it is asked, and appends; where another node was first, it takes in what that wrote and
 * decides again. Its owner gives it threads: one that calls {@link Writer#doWork}, one that calls
 * {@link #follow}, which sleeps in the log most of the time, and one, which may wait for the
 * network, for {@link NodeSnapshotter#doWork}.
 */
public final class NodeEngine implements LiveEngine {
  private static final Logger LOG = LoggerFactory.getLogger(NodeEngine.class);

  /** How long {@link #follow} sleeps at most, so that a stop need not wait. */
  private static final long FOLLOW_MILLIS = 250;

  private final SharedLog log;
  private final SharedLog manners;
  private final Machine machine;
  private final Intake intake;
  private final Watch watch;
  private final Writer writer;
  private final NodeSnapshotter snapshotter;
  private final WriterStats stats = new WriterStats();

  /** Up to where {@link #follow} has heard of the log. */
  private long told;

  private NodeEngine(
      SharedLog log,
      SnapshotStore snapshots,
      Current current,
      TimeSource time,
      LongSupplier nanos,
      Luck luck,
      EngineOptions options,
      @Nullable FeedClock books) {
    this.log = log;
    machine = current.machine;
    stats.recovered(machine.position());
    intake = new Intake(machine, options.queueCapacity());
    watch = new Watch(machine.conservation(), options.watchedRows(), intake);
    Acknowledging acks = new Acknowledging(machine.booked(), books);
    manners = new Courtesy(log, nanos, new Rest());
    Freezer freezer = new Freezer(machine, intake, watch);
    writer = new Writer(intake, manners, machine, time, luck, stats, acks, watch, freezer);
    snapshotter =
        new NodeSnapshotter(log, snapshots, freezer, options.snapshotEvents(), current.from);
  }

  /**
   * Joins those who share a log, or founds it.
   *
   * @param log closed with this engine
   * @param snapshots where nodes leave their states for those who join
   * @param nanos of a clock that never goes back
   * @param luck must be unpredictable: it keys the hashes of users, and draws depend on it
   * @param books where the books stand; null where none are kept
   * @throws IOException if the log takes no founding; the message says why
   * @throws Log.Away if the log cannot be reached
   * @throws Log.Gone if the log begins after the machine's position
   */
  public static NodeEngine join(
      SharedLog log,
      SnapshotStore snapshots,
      TimeSource time,
      LongSupplier nanos,
      Luck luck,
      EngineOptions options,
      @Nullable FeedClock books)
      throws IOException {
    Current current = current(log, snapshots);
    Machine machine = current.machine;
    while (!machine.founded()) {
      found(log, machine, time, luck);
    }
    LOG.info("joined at position {}, from a snapshot at {}", machine.position(), current.from);
    return new NodeEngine(log, snapshots, current, time, nanos, luck, options, books);
  }

  /**
   * A state that has taken in the log.
   *
   * @param from the position of the snapshot that it began with
   */
  private record Current(Machine machine, long from) {}

  /** With a newer snapshot the log's beginning may go, also from one who is taking it in. */
  private static Current current(SharedLog log, SnapshotStore snapshots) throws IOException {
    long last = -1;
    while (true) {
      Machine machine = NodeSnapshotter.newest(snapshots);
      long from = machine.position();
      try {
        new Turn(log, machine, new WriterStats()).catchUp();
        return new Current(machine, from);
      } catch (Log.Gone e) {
        if (from <= last) {
          throw e;
        }
        last = from;
      }
    }
  }

  /** Where several found a log at once, one is first and the others take in what it wrote. */
  private static void found(SharedLog log, Machine machine, TimeSource time, Luck luck)
      throws IOException {
    machine.begin(time.millis());
    machine.found(luck.next(), luck.next());
    Batch first = machine.batch();
    if (first == null) {
      throw new IOException("a log begins with its founding");
    }
    switch (log.append(0, first)) {
      case Appended.Done done -> machine.commit();
      case Appended.Conflict conflict -> {
        machine.undo();
        conflict.missing().forEach(machine::replay);
      }
      case Appended.Full full -> throw notFounded(machine, full.detail());
      case Appended.Fenced fenced -> throw notFounded(machine, fenced.detail());
      case Appended.InDoubt doubt -> throw notFounded(machine, doubt.detail());
    }
  }

  private static IOException notFounded(Machine machine, String why) {
    machine.undo();
    return new IOException("the log cannot be begun: " + why);
  }

  @Override
  public void submit(Request request, Receiver receiver) {
    intake.submit(request, receiver);
  }

  /**
   * Sleeps until another node has appended something, for a quarter of a second at most, and wakes
   * the writer for it; always called by one thread.
   */
  public void follow() {
    long known = Math.max(stats.position(), told);
    long end = manners.await(known, FOLLOW_MILLIS);
    // Where there is nothing new, what was told may be of a log that is no more.
    told = end > known ? end : 0;
    if (end > stats.position()) {
      intake.wake();
    }
  }

  @Override
  public Intake intake() {
    return intake;
  }

  @Override
  public Writer writer() {
    return writer;
  }

  @Override
  public Watch watch() {
    return watch;
  }

  public NodeSnapshotter snapshotter() {
    return snapshotter;
  }

  /** This node's side of the log. */
  public SharedLog log() {
    return log;
  }

  @Override
  public WriterStats stats() {
    return stats;
  }

  @Override
  public List<String> answeringFromBooks() {
    return machine.booked().campaigns();
  }

  /** The last event that its state knows; only while nobody is in {@link Writer#doWork}. */
  public long position() {
    return machine.position();
  }

  @Override
  public String digest() {
    return machine.digest();
  }

  /** Closes its side of the log; when the writer's thread has ended. */
  @Override
  public void close() {
    intake.close();
    snapshotter.stop();
    log.close();
  }
}
