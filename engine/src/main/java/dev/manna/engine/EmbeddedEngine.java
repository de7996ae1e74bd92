package dev.manna.engine;

import dev.manna.core.Batch;
import dev.manna.core.Engine;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.core.Luck;
import dev.manna.core.Request;
import dev.manna.core.TimeSource;
import dev.manna.core.law.Machine;
import dev.manna.engine.journal.Disk;
import dev.manna.engine.journal.Journal;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine over a journal in one directory, recovered and ready. Its owner gives it threads: one
 * that calls {@link Writer#doWork}, and one, which may wait for the disk, for {@link
 * Snapshotter#doWork} and {@link Journal#prepareNext}.
 */
public final class EmbeddedEngine implements Engine, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedEngine.class);

  private final Journal journal;
  private final Machine machine;
  private final Intake intake;
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
      long snapshotPosition) {
    this.journal = journal;
    this.machine = machine;
    stats.recovered(machine.position());
    intake = new Intake(machine, options.queueCapacity());
    writer = new Writer(intake, around.apply(journal), machine, time, luck, stats);
    snapshotter = new Snapshotter(journal, options.snapshotEvents(), snapshotPosition);
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
    return open(disk, time, luck, options, UnaryOperator.identity());
  }

  /**
   * {@link #open(Disk, TimeSource, Luck, EngineOptions)} with something around the journal on the
   * writer's side: what measures it, or stands in for other writers.
   */
  public static EmbeddedEngine open(
      Disk disk, TimeSource time, Luck luck, EngineOptions options, UnaryOperator<Log> around)
      throws IOException {
    Journal journal = Journal.open(disk, options.journal(), luck);
    boolean opened = false;
    try {
      Machine machine = Snapshotter.newest(journal);
      long snapshotPosition = machine.position();
      journal.read(
          snapshotPosition,
          batch -> {
            machine.replay(batch);
            return true;
          });
      if (!machine.founded()) {
        found(journal, machine, time, luck);
      }
      LOG.info(
          "{}: at position {}, from a snapshot at {}",
          disk.where(),
          machine.position(),
          snapshotPosition);
      opened = true;
      return new EmbeddedEngine(journal, machine, time, luck, options, around, snapshotPosition);
    } finally {
      if (!opened) {
        journal.close();
      }
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

  public Intake intake() {
    return intake;
  }

  public Writer writer() {
    return writer;
  }

  public Snapshotter snapshotter() {
    return snapshotter;
  }

  public Journal journal() {
    return journal;
  }

  public WriterStats stats() {
    return stats;
  }

  /** SHA-256 of the state; only while nobody is in {@link Writer#doWork}. */
  public String digest() {
    return machine.digest();
  }

  /**
   * Writes a snapshot of the live state; only when the writer's thread has ended, for a start that
   * replays nothing.
   */
  public void snapshotNow() throws IOException {
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
