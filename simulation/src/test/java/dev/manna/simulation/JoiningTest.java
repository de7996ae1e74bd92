package dev.manna.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Command;
import dev.manna.core.Log;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.SnapshotStore;
import dev.manna.core.Terms;
import dev.manna.engine.EngineOptions;
import dev.manna.engine.NodeEngine;
import dev.manna.engine.journal.JournalOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A node joins while the others go on, and remove the beginning of the log that it takes in. */
class JoiningTest {
  /** A snapshot whenever one is asked for. */
  private static final EngineOptions OPTIONS = new EngineOptions(JournalOptions.defaults(), 64, 1);

  private final Chance chance = new Chance(1);
  private final SimSharedLog log = new SimSharedLog(chance, fault -> {});
  private final SimSnapshots snapshots = SimSnapshots.calm();
  private final NodeEngine other = join(snapshots);
  private int campaigns;

  private NodeEngine join(SnapshotStore from) {
    log.beFine(true);
    try {
      return NodeEngine.join(log.side(), from, () -> 0, () -> 0, chance::bits, OPTIONS, null);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void define() {
    String campaign = "c" + campaigns++;
    Sale sale = new Sale(Terms.open(campaign), List.of(new Sale.Sku("phone", "phone", 1)));
    CompletableFuture<Reply> reply = other.submit(new Command.Define(campaign, sale, 0));
    while (!reply.isDone()) {
      other.writer().doWork();
    }
    assertThat(reply.join()).isInstanceOf(Reply.Defined.class);
  }

  /** Asked for, left by the writer, and written. */
  private static void leave(NodeEngine node) {
    assertThat(node.snapshotter().doWork()).isFalse();
    node.writer().doWork();
    assertThat(node.snapshotter().doWork()).isTrue();
  }

  /** What whoever looked for the newest snapshot a moment ago still needs is removed. */
  private void goOn() {
    define();
    leave(other);
    log.trim(other.position());
    define();
  }

  /** Snapshots behind each look of which something happens. */
  private static final class Watched implements SnapshotStore {
    private final SnapshotStore inner;
    private final Runnable behind;
    private int looks;
    private int writes;

    Watched(SnapshotStore inner, Runnable behind) {
      this.inner = inner;
      this.behind = behind;
    }

    @Override
    public <T> Found<T> newest(Reader<T> reader) {
      Found<T> found = inner.newest(reader);
      looks++;
      behind.run();
      return found;
    }

    @Override
    public boolean write(long position, Body body) {
      writes++;
      return inner.write(position, body);
    }

    @Override
    public long newestPosition() {
      return inner.newestPosition();
    }

    @Override
    public long older() {
      return inner.older();
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  @Test
  void shouldBeginWithANewerSnapshotWhereTheLogsBeginningGoesMeanwhile() {
    goOn();
    int[] times = {2};
    Watched watched =
        new Watched(
            snapshots,
            () -> {
              if (times[0]-- > 0) {
                goOn();
              }
            });
    NodeEngine joined = join(watched);
    assertThat(joined.position()).isEqualTo(log.end());
    assertThat(joined.digest()).isEqualTo(other.digest());
    assertThat(watched.looks).isEqualTo(3);
  }

  /** Another has left one meanwhile, so there is nothing to be written. */
  @Test
  void shouldBeSparedASnapshotThatAnotherHasLeft() {
    define();
    Watched watched = new Watched(snapshots, () -> {});
    NodeEngine joined = join(watched);
    define();
    leave(other);
    joined.writer().doWork();
    assertThat(joined.snapshotter().doWork()).isFalse();
    joined.writer().doWork();
    assertThat(joined.snapshotter().doWork()).isFalse();
    assertThat(watched.writes).isZero();
  }

  @Test
  void shouldSayWhatIsGoneWhereNoSnapshotIsNewer() {
    goOn();
    define();
    log.trim(log.end());
    Watched watched = new Watched(snapshots, () -> {});
    assertThatThrownBy(() -> join(watched)).isInstanceOf(Log.Gone.class);
    assertThat(watched.looks).isEqualTo(2);
  }
}
