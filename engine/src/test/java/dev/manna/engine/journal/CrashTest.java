package dev.manna.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The disk fails at each step of a journal's life, and what is left is recovered. */
class CrashTest {
  /** What is left of the files. */
  enum Aftermath {
    KILL {
      @Override
      Map<String, byte[]> of(MemoryDisk disk, RandomGenerator random) {
        return disk.files();
      }
    },
    POWER_LOSS {
      @Override
      Map<String, byte[]> of(MemoryDisk disk, RandomGenerator random) {
        return disk.durableFiles();
      }
    },
    TORN {
      @Override
      Map<String, byte[]> of(MemoryDisk disk, RandomGenerator random) {
        return disk.tornFiles(random);
      }
    };

    abstract Map<String, byte[]> of(MemoryDisk disk, RandomGenerator random);
  }

  private final SplittableRandom random = new SplittableRandom(11);

  /** What was asked of a journal in all its lives, and how far it said yes. */
  private static final class History {
    private List<Batch> asked = new ArrayList<>();
    private long acknowledged;

    void ask(Journal journal, Batch batch) {
      asked.add(batch);
      Journals.append(journal, batch);
      acknowledged = batch.last();
    }

    /** What was asked and not acknowledged may have been lost. */
    void meet(Journal journal) {
      List<Batch> found = Journals.read(journal);
      assertThat(journal.position()).isGreaterThanOrEqualTo(acknowledged);
      assertThat(found).isEqualTo(asked.subList(0, found.size()));
      asked = new ArrayList<>(found);
    }

    History copy() {
      History copy = new History();
      copy.asked.addAll(asked);
      copy.acknowledged = acknowledged;
      return copy;
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldKeepWhatWasAcknowledged(Aftermath aftermath) {
    int rounds = aftermath == Aftermath.TORN ? 3 : 1;
    boolean failed = true;
    for (int step = 0; failed; step++) {
      for (int round = 0; round < rounds; round++) {
        History history = new History();
        MemoryDisk disk = new MemoryDisk();
        disk.failAt(step);
        boolean alive = live(disk, history);
        failed = !alive || !live(disk, history);
        recoverWithFailures(aftermath, aftermath.of(disk, random), history);
      }
    }
  }

  /** A failed force leaves in the cache what is not on the disk, and nobody will write it again. */
  @Test
  void shouldNotRelyOnWhatOnlyTheCacheHolds() {
    boolean failed = true;
    for (int step = 0; failed; step++) {
      History history = new History();
      MemoryDisk disk = new MemoryDisk();
      disk.failAt(step);
      failed = !live(disk, history);
      disk.restart();
      assertThat(live(disk, history)).isTrue();
      assertThat(live(MemoryDisk.of(disk.durableFiles()), history)).isTrue();
    }
  }

  /** Recovers, failing at steps of that as well, until nothing fails. */
  private void recoverWithFailures(
      Aftermath aftermath, Map<String, byte[]> files, History history) {
    boolean failed = true;
    for (int step = 0; failed; step += 1 + random.nextInt(20)) {
      MemoryDisk disk = MemoryDisk.of(files);
      disk.failAt(step);
      History branch = history.copy();
      failed = !live(disk, branch);
      MemoryDisk after = MemoryDisk.of(aftermath.of(disk, random));
      assertThat(live(after, branch)).isTrue();
    }
  }

  /** A life of a journal with everything in it; false if the disk has failed. */
  private static boolean live(MemoryDisk disk, History history) {
    try (Journal journal = Journals.open(disk)) {
      history.meet(journal);
      history.ask(journal, Journals.batch(journal.position() + 1, 1, "first"));
      history.ask(journal, Journals.batchOfBlocks(journal.position() + 1, 3));
      journal.idle();
      journal.prepareNext();
      history.ask(journal, Journals.batchOfBlocks(journal.position() + 1, 2));
      history.ask(journal, Journals.batch(journal.position() + 1, 7, "seven"));
      journal.snapshots().write(journal.position(), sink -> sink.put(ByteBuffer.allocate(5000)));
      history.ask(journal, Journals.batchOfBlocks(journal.position() + 1, 12));
      history.ask(journal, Journals.batch(journal.position() + 1, 1, "last"));
      return true;
    } catch (Damaged e) {
      throw new AssertionError("a crash is not damage", e);
    } catch (IOException | Log.Failure e) {
      return false;
    }
  }
}
