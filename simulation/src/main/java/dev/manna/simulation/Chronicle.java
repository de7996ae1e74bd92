package dev.manna.simulation;

import dev.manna.core.Batch;
import dev.manna.core.Command;
import dev.manna.core.Log;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.law.Conservation.Violation;
import dev.manna.core.law.Machine;
import dev.manna.core.law.Replica;
import dev.manna.engine.Answered;
import dev.manna.engine.EmbeddedEngine;
import dev.manna.engine.SecondOpinion;
import dev.manna.engine.journal.Disk;
import dev.manna.engine.journal.JournalReader;
import dev.manna.simulation.audit.Auditor;
import dev.manna.simulation.audit.Invariant;
import dev.manna.simulation.audit.Witness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the world outside knows to be durable: every batch that a log has shown, the state that
 * follows from them, and a witness who matches them with what clients heard. A log may grow; it may
 * never lose or change what it has shown.
 */
final class Chronicle {
  /** More than there are between two looks at a log. */
  private static final int ANSWERS = 1 << 16;

  private final List<Batch> batches = new ArrayList<>();
  private final Witness witness = new Witness();
  private final Machine shadow = new Machine();
  private final List<Reply.Claimed> acknowledged = new ArrayList<>();
  private final Story story;

  /** What engines answer to claims, which is decided again from another state. */
  private final Answered answers = new Answered(ANSWERS);

  private final Replica replica = new Replica();
  private final SecondOpinion opinion =
      new SecondOpinion(
          answers,
          difference -> {
            throw new Found("decided again it is something else: " + difference);
          });

  /** The campaigns that answered from the books before what was shown last. */
  private List<String> fromBooks = List.of();

  Chronicle(Story story) {
    this.story = story;
  }

  long position() {
    return batches.isEmpty() ? 0 : batches.getLast().last();
  }

  /** Takes in what a log has come to hold since. */
  void follow(Log log) {
    fromBooks = shadow.booked().campaigns();
    log.read(position(), this::add);
    decideAgain();
  }

  /** Every answer so far has its place in what is durable. */
  private void decideAgain() {
    opinion.compare(replica);
    Found.unless(opinion.left() == 0, opinion.left() + " answers have no place in the log");
  }

  /**
   * {@link #compare(Log, long)} of an engine that was opened, and hears its answers from now on.
   */
  void compare(EmbeddedEngine engine) {
    engine.writer().show(answers);
    compare(engine.journal(), engine.journal().retention().first());
  }

  /**
   * Reads a log from where it begins: all that was shown from there on must stand there, to the
   * byte.
   */
  void compare(Log log, long first) {
    fromBooks = shadow.booked().campaigns();
    List<Batch> known = from(first);
    int[] next = {0};
    log.read(
        first - 1,
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

  private List<Batch> from(long first) {
    List<Batch> known = batches.stream().filter(batch -> batch.last() >= first).toList();
    Found.unless(
        known.isEmpty() || known.getFirst().first() == first,
        "a log that was cut at " + first + " begins within a batch");
    return known;
  }

  /** A log that other engines write to as well. */
  boolean add(Batch batch) {
    Batch kept = batch.copy();
    Found.unless(kept.first() == position() + 1, "a gap in the log before " + kept);
    story.tell("durable", kept + " " + kept.payload().hashCode());
    batches.add(kept);
    shadow.replay(kept);
    opinion.compare(replica);
    replica.begin(kept);
    opinion.compare(replica);
    replica.advance(kept.last());
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

  /** A win of a campaign that answers from the books must have been in them when it was told. */
  void checkBooked(Request request, Reply reply, long booked) {
    if (reply instanceof Reply.Claimed claimed
        && fromBooks.contains(claimed.campaign())
        && shadow.booked().waits(request)) {
      Found.unless(
          claimed.position() <= booked, "told while the books stood at " + booked + ": " + reply);
    }
  }

  /** A request whose reply nobody heard; false where the log does not hold what comes of it. */
  boolean miss(Request request, long clockMillis) {
    return mayBeTurnedAway(request) || witness.miss(request, clockMillis);
  }

  /** Whether it may never have been decided, because the books were behind. */
  private boolean mayBeTurnedAway(Request request) {
    return request instanceof Command.Claim claim
        && (fromBooks.contains(claim.campaign()) || shadow.booked().waits(claim))
        && !shadow.booked().knows(shadow.prepare(claim));
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

  /** What the engine itself finds in its live state, between batches. */
  static void checkBooks(Map<String, List<Violation>> violations) {
    Found.unless(violations.isEmpty(), "the books do not balance: " + violations);
  }

  /** What a stopped server has left of a log that begins at a position. */
  void audit(Disk disk, long first) {
    if (first == 1) {
      audit(disk);
    } else {
      read(disk, first);
    }
  }

  /** Of a log that begins later, read as by whoever looks back. */
  private void read(Disk disk, long first) {
    List<Batch> known = from(first);
    List<Batch> found = new ArrayList<>();
    try (JournalReader reader = JournalReader.open(disk)) {
      Found.unless(reader.tail() instanceof JournalReader.Tail.Clean, "the end is not clean");
      reader.read(
          first - 1,
          batch -> {
            Found.unless(batch.equals(known.get(found.size())), "the log shows " + batch);
            found.add(known.get(found.size()));
            return true;
          });
    } catch (IOException e) {
      throw new Found("a closed log cannot be read", e);
    }
    Found.unless(found.size() == known.size(), "what is read ends before what was durable");
  }

  /** Read as `manna audit` does. */
  void audit(Disk disk) {
    Auditor auditor = new Auditor();
    try (JournalReader reader = JournalReader.open(disk)) {
      Found.unless(reader.tail() instanceof JournalReader.Tail.Clean, "the end is not clean");
      reader.read(0, batch -> accepts(auditor, batch));
    } catch (IOException e) {
      throw new Found("a closed log cannot be audited", e);
    }
    check(auditor);
  }

  /** A log that is shared. */
  void audit(Log log) {
    Auditor auditor = new Auditor();
    log.read(0, batch -> accepts(auditor, batch));
    check(auditor);
  }

  private static boolean accepts(Auditor auditor, Batch batch) {
    auditor.accept(batch);
    return true;
  }

  private void check(Auditor auditor) {
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
