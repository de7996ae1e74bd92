package dev.manna.engine;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.core.Luck;
import dev.manna.core.Request;
import dev.manna.core.TimeSource;
import dev.manna.core.feed.FeedClock;
import dev.manna.core.law.Machine;
import dev.manna.engine.journal.Disk;
import dev.manna.engine.journal.Journal;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine over a journal in one directory, recovered and ready. Its owner gives it threads: one
 * that calls {@link Writer#doWork}, and one, which may wait for the disk, for {@link
 * Snapshotter#doWork} and {@link Journal#prepareNext}.
 */
public final class EmbeddedEngine implements LiveEngine {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedEngine.class);

  private final Journal journal;
  private final Machine machine;
  private final Intake intake;
  private final Watch watch;
  private final Writer writer;
  private final Snapshotter snapshotter;
  private final WriterStats stats = new WriterStats();

  private EmbeddedEngine(
      Journal journal,
      Machine machine,
      TimeSource time,
      Luck luck,
      EngineOptions options,
      UnaryOperator<Log> around,
      @Nullable FeedClock books,
      long snapshotPosition) {
    this.journal = journal;
    this.machine = machine;
    stats.recovered(machine.position());
    intake = new Intake(machine, options.queueCapacity());
    watch = new Watch(machine.conservation(), options.watchedRows(), intake);
    Acknowledging acks = new Acknowledging(machine.booked(), books);
    Freezer freezer = new Freezer(machine, intake, watch);
    writer =
        new Writer(intake, around.apply(journal), machine, time, luck, stats, acks, watch, freezer);
    snapshotter = new Snapshotter(journal, freezer, options.snapshotEvents(), snapshotPosition);
  }

  /**
   * Opens the directory of a disk: recovers what is there, or founds a new log.
   *
   * @param luck must be unpredictable: it keys the hashes of users, and draws depend on it
   * @throws IOException if the directory is in use, damaged or cannot be read; the message says
   *     which
   */
  public static EmbeddedEngine open(Disk disk, TimeSource time, Luck luck, EngineOptions options)
      throws IOException {
    return open(disk, time, luck, options, UnaryOperator.identity(), null);
  }

  /**
   * {@link #open(Disk, TimeSource, Luck, EngineOptions)} for campaigns that answer from the books,
   * and with something around the journal.
   *
   * @param around what is put around the journal on the writer's side: what measures it, or stands
   *     in for other writers
   * @param books where the books stand; null where none are kept, and then no campaign can have
   *     {@code acks: ledger}. Its owner calls {@link FeedClock#expire} now and then
   */
  public static EmbeddedEngine open(
      Disk disk,
      TimeSource time,
      Luck luck,
      EngineOptions options,
      UnaryOperator<Log> around,
      @Nullable FeedClock books)
      throws IOException {
    Journal journal = Journal.open(disk, options.journal(), luck);
    boolean opened = false;
    try {
      Machine machine = Snapshotter.newest(journal);
      long snapshotPosition = machine.position();
      outline(journal, machine);
      journal.read(
          snapshotPosition,
          batch -> {
            machine.replay(batch);
            return true;
          });
      if (!machine.founded()) {
        found(journal, machine, time, luck);
      }
      outline(journal, machine);
      LOG.info(
          "{}: at position {}, from a snapshot at {}",
          disk.where(),
          machine.position(),
          snapshotPosition);
      opened = true;
      return new EmbeddedEngine(
          journal, machine, time, luck, options, around, books, snapshotPosition);
    } finally {
      if (!opened) {
        journal.close();
      }
    }
  }

  /** Whoever follows the log needs not read what a start has read anyway. */
  private static void outline(Journal journal, Machine machine) {
    if (machine.position() > 0) {
      journal.snapshots().know(machine.view().outline());
    }
  }

  private static void found(Journal journal, Machine machine, TimeSource time, Luck luck)
      throws IOException {
    machine.begin(time.millis());
    machine.found(luck.next(), luck.next());
    Batch first = machine.batch();
    if (first == null || !(journal.append(0, first) instanceof Appended.Done)) {
      throw new IOException("there is no room to begin a log");
    }
    machine.commit();
  }

  @Override
  public void submit(Request request, Receiver receiver) {
    intake.submit(request, receiver);
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

  public Snapshotter snapshotter() {
    return snapshotter;
  }

  public Journal journal() {
    return journal;
  }

  @Override
  public WriterStats stats() {
    return stats;
  }

  @Override
  public List<String> answeringFromBooks() {
    return machine.booked().campaigns();
  }

  @Override
  public String digest() {
    return machine.digest();
  }

  /**
   * Writes a snapshot of the live state; only when the writer's thread has ended, for a start that
   * replays nothing.
   *
   * @throws IOException if it could not be written, or its books do not balance
   */
  public void snapshotNow() throws IOException {
    if (!watch.balances()) {
      throw new IOException("the books of the state do not balance; the log is whole");
    }
    journal.snapshots().write(machine.position(), machine::save);
  }

  /** Closes the journal; when the writer's thread has ended. */
  @Override
  public void close() {
    intake.close();
    snapshotter.stop();
    journal.close();
  }
}
