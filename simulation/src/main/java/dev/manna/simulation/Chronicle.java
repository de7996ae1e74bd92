package dev.manna.simulation;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.law.Machine;
import dev.manna.engine.journal.Disk;
import dev.manna.engine.journal.JournalReader;
import dev.manna.simulation.audit.Auditor;
import dev.manna.simulation.audit.Invariant;
import dev.manna.simulation.audit.Witness;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the world outside knows to be durable: every batch that a log has shown, the state that
 * follows from them, and a witness who matches them with what clients heard. A log may grow; it may
 * never lose or change what it has shown.
 */
final class Chronicle {
  private final List<Batch> batches = new ArrayList<>();
  private final Witness witness = new Witness();
  private final Machine shadow = new Machine();
  private final List<Reply.Claimed> acknowledged = new ArrayList<>();
  private final Story story;

  Chronicle(Story story) {
    this.story = story;
  }

  long position() {
    return batches.isEmpty() ? 0 : batches.getLast().last();
  }

  /** Takes in what a log has come to hold since. */
  void follow(Log log) {
    log.read(position(), this::add);
  }

  /** Reads a log from its beginning: all that was shown must stand there, to the byte. */
  void compare(Log log) {
    List<Batch> known = List.copyOf(batches);
    int[] next = {0};
    log.read(
        0,
        batch -> {
          if (next[0] == known.size()) {
            return add(batch);
          }
          Batch before = known.get(next[0]++);
          Found.unless(
              before.equals(batch), "the log shows " + batch + " where " + before + " was durable");
          return true;
        });
    Found.unless(
        next[0] == known.size(),
        "acknowledged and lost: the log ends before position " + position() + ", which it had");
  }

  /** A log that other engines write to as well. */
  boolean add(Batch batch) {
    ByteBuffer copy = ByteBuffer.allocate(batch.payload().remaining());
    copy.put(batch.payload().duplicate()).flip();
    Batch kept = new Batch(batch.first(), batch.count(), batch.timeMillis(), copy);
    Found.unless(kept.first() == position() + 1, "a gap in the log before " + kept);
    story.tell("durable", kept + " " + copy.hashCode());
    batches.add(kept);
    shadow.replay(kept);
    witness.see(kept);
    return true;
  }

  /** Hears a reply, in the order in which the engine decided. */
  void hear(Request request, Reply reply, long clockMillis, boolean mayBeFull) {
    witness.hear(request, reply, clockMillis, mayBeFull);
    if (reply instanceof Reply.Claimed claimed) {
      acknowledged.add(claimed);
    }
    check();
  }

  /** A request whose reply nobody heard; false where the log does not hold what comes of it. */
  boolean miss(Request request, long clockMillis) {
    return witness.miss(request, clockMillis);
  }

  /** Everything in the log must be explained by now. */
  void settle() {
    witness.settle();
    check();
  }

  /** The state of an engine must be what follows from the log. */
  void checkDigest(String digest) {
    Found.unless(
        shadow.digest().equals(digest), "at " + position() + " the state is not the log's replay");
  }

  /** All of it once more, at the end: replayed from the start, and every acknowledgement. */
  void conclude(String digest) {
    Machine replayed = new Machine();
    batches.forEach(replayed::replay);
    Found.unless(replayed.digest().equals(digest), "the replay from the start is another state");
    acknowledged.forEach(witness.auditor()::acknowledged);
    check(witness.invariants());
  }

  /** What a stopped server has left, read as `manna audit` does. */
  void audit(Disk disk) {
    Auditor auditor = new Auditor();
    try (JournalReader reader = JournalReader.open(disk)) {
      Found.unless(reader.tail() instanceof JournalReader.Tail.Clean, "the end is not clean");
      reader.read(
          0,
          batch -> {
            auditor.accept(batch);
            return true;
          });
    } catch (IOException e) {
      throw new Found("a closed log cannot be audited", e);
    }
    acknowledged.forEach(auditor::acknowledged);
    Found.unless(auditor.position() == position(), "the audit ends at " + auditor.position());
    check(auditor.invariants());
  }

  private static void check(List<Invariant> invariants) {
    String broken =
        invariants.stream()
            .filter(invariant -> !invariant.held())
            .map(invariant -> invariant.name() + ": " + invariant.detail())
            .collect(Collectors.joining("; "));
    Found.unless(broken.isEmpty(), broken);
  }

  private void check() {
    if (!witness.auditor().ok()) {
      check(witness.invariants());
    }
  }
}
