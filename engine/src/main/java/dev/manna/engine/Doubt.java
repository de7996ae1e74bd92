package dev.manna.engine;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.core.Reply;
import dev.manna.core.law.Machine;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch of which nobody can say whether it stands in the log, and those who wait for that. Until
 * the log has told, nothing else is appended; so there is one at most.
 */
final class Doubt {
  private final Batch batch;
  private final List<Open> open = new ArrayList<>();

  /** A request that the batch answers, if it stands. */
  private record Open(Waiting waiting, Reply reply, long seen, long awaited) {}

  /** What the log says when it is asked again. */
  enum Told {
    /** It is not reached. */
    NOTHING,
    /** The batch is in the log, and the machine has taken it in: the replies are what they were. */
    STANDS,
    /** The batch never stood, and the machine has taken in what did: all is to be decided again. */
    NEVER
  }

  /** Keeps a copy of a batch, which is undone. */
  Doubt(Batch of) {
    batch = of.copy();
  }

  Batch batch() {
    return batch;
  }

  /** Adds a request, with the reply that it has if the batch stands. */
  void add(Waiting waiting, Reply reply, long seen, long awaited) {
    open.add(new Open(waiting, reply, seen, awaited));
  }

  /** Appends the same batch again, which tells what became of it. */
  Told ask(Log log, Machine machine) {
    return switch (log.append(batch.first() - 1, batch)) {
      case Appended.Done done -> {
        machine.replay(batch);
        yield Told.STANDS;
      }
      case Appended.Conflict conflict -> {
        conflict.missing().forEach(machine::replay);
        yield Told.NEVER;
      }
      case Appended.Fenced fenced -> Told.NEVER;
      case Appended.Full away -> Told.NOTHING;
      case Appended.InDoubt still -> Told.NOTHING;
    };
  }

  /** Lets the replies go, where the batch stands. */
  void release(Acknowledging acks) {
    for (Open each : open) {
      acks.release(
          each.awaited(),
          each.waiting().prepared().request(),
          each.reply(),
          each.seen(),
          each.waiting().receiver());
    }
  }

  /** Puts the requests where they are decided again; returns how many there are. */
  int putInto(Waiting[] taken) {
    for (int i = 0; i < open.size(); i++) {
      taken[i] = open.get(i).waiting();
    }
    return open.size();
  }
}
