package dev.manna.simulation;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.SharedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A log in memory that several nodes share over a network that loses answers. It keeps what it has
 * shown: what goes wrong lies between it and its nodes.
 */
final class SimSharedLog {
  /** So few that batches are cut for it. */
  private static final long STOCK_WINDOW = 20;

  private final Chance chance;
  private final Consumer<NodeFault> faults;
  private final List<Batch> batches = new ArrayList<>();
  private Consumer<Side> race = side -> {};
  private int epoch = 1;
  private boolean fine;
  private boolean troubled;
  private long trimmed;
  private @Nullable Batch unsure;
  private int awayFor;

  SimSharedLog(Chance chance, Consumer<NodeFault> faults) {
    this.chance = chance;
    this.faults = faults;
  }

  long end() {
    return batches.isEmpty() ? 0 : batches.getLast().last();
  }

  /** Whoever has a side now appends no more. */
  void beginEpoch() {
    epoch++;
  }

  /** What others may do while a side appends: between what its node knew, and the log. */
  void whileAppending(Consumer<Side> others) {
    race = others;
  }

  /** From now on nothing goes wrong, or it may again. */
  void beFine(boolean yes) {
    fine = yes;
    awayFor = 0;
  }

  /** For so many calls nobody reaches it. */
  void goAway(int calls) {
    awayFor = calls;
  }

  /** Whether an append had no effect, or nobody knows which, since this was asked last. */
  boolean wasTroubled() {
    boolean was = troubled;
    troubled = false;
    return was;
  }

  Side side() {
    return new Side();
  }

  /** Nobody reads any more what ends at a position or before it. */
  void trim(long upTo) {
    trimmed = Math.max(trimmed, upTo);
  }

  /** The whole log, also what was removed. */
  CrowdLog whole() {
    return CrowdLog.of(batches);
  }

  /** What stands in the log for sure: all but a last batch of which its node knows nothing. */
  CrowdLog sure() {
    boolean open = !batches.isEmpty() && batches.getLast().equals(unsure);
    return CrowdLog.of(open ? batches.subList(0, batches.size() - 1) : batches);
  }

  private boolean isAway() {
    if (awayFor == 0) {
      return false;
    }
    awayFor--;
    faults.accept(NodeFault.AWAY);
    return true;
  }

  /** A node's side. */
  final class Side implements SharedLog {
    private final int joined = epoch;

    /** What was appended here: a batch of another node's, alike to the bit, is not ours. */
    private final List<Batch> own = new ArrayList<>();

    private long known;
    private boolean doubtful;

    boolean isFenced() {
      return joined != epoch;
    }

    /** Whether its last batch is in doubt. */
    boolean isDoubtful() {
      return doubtful;
    }

    @Override
    public long position() {
      return known;
    }

    @Override
    public long turn() {
      known = end();
      return known;
    }

    @Override
    public long await(long position, long atMostMillis) {
      return turn();
    }

    @Override
    public boolean endsAt(long position) {
      return turn() <= position;
    }

    @Override
    public long stockWindow() {
      return STOCK_WINDOW;
    }

    @Override
    public Appended append(long expectedPosition, Batch batch) {
      Appended appended = isAway() ? away() : reached(expectedPosition, batch);
      unsure = appended instanceof Appended.InDoubt ? batch.copy() : null;
      troubled |= !(appended instanceof Appended.Done || appended instanceof Appended.Conflict);
      doubtful =
          appended instanceof Appended.InDoubt || (doubtful && appended instanceof Appended.Full);
      return appended;
    }

    private Appended away() {
      return doubtful
          ? new Appended.InDoubt("the network still does not answer")
          : new Appended.Full("the network is gone");
    }

    private Appended reached(long expectedPosition, Batch batch) {
      if (own.contains(batch)) {
        return done(batch);
      }
      if (isFenced()) {
        faults.accept(NodeFault.FENCED);
        return new Appended.Fenced("epoch " + epoch + " has begun");
      }
      race.accept(this);
      if (expectedPosition < end()) {
        return late(expectedPosition);
      }
      Check.that(expectedPosition == end(), "nobody expects more than there is", expectedPosition);
      if (!fine && chance.oneIn(12)) {
        faults.accept(NodeFault.REQUEST_LOST);
        return new Appended.InDoubt("the request was lost");
      }
      own.add(batch.copy());
      batches.add(own.getLast());
      if (!fine && chance.oneIn(12)) {
        faults.accept(NodeFault.ANSWER_LOST);
        return new Appended.InDoubt("the answer was lost");
      }
      return done(batch);
    }

    private Appended done(Batch batch) {
      known = Math.max(known, batch.last());
      return new Appended.Done(batch.last());
    }

    private Appended late(long expectedPosition) {
      List<Batch> missing =
          batches.stream().filter(each -> each.last() > expectedPosition).toList();
      faults.accept(NodeFault.CONFLICT);
      if (missing.size() > 1 && chance.oneIn(3)) {
        faults.accept(NodeFault.CONFLICT_IN_PARTS);
        missing = missing.subList(0, 1 + chance.below(missing.size() - 1));
      }
      known = Math.max(known, missing.getLast().last());
      return new Appended.Conflict(missing);
    }

    /** What it has heard of may be less than the log holds. */
    @Override
    public void heard(long position, BatchReader reader) {
      if (position < trimmed) {
        return;
      }
      for (Batch batch : List.copyOf(batches)) {
        if (batch.last() > position && (chance.oneIn(4) || !reader.read(batch))) {
          return;
        }
      }
    }

    @Override
    public void read(long position, BatchReader reader) {
      if (position < trimmed) {
        throw new Gone("what came up to " + trimmed + " was removed", trimmed + 1);
      }
      for (Batch batch : List.copyOf(batches)) {
        if (batch.last() > position) {
          known = Math.max(known, batch.last());
          if (!reader.read(batch)) {
            return;
          }
        }
      }
    }

    @Override
    public void close() {}
  }
}
