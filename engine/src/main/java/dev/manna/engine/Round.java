package dev.manna.engine;

import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.law.Machine;
import dev.manna.core.law.Prepared;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one wake-up of the writer has taken, and what it is answered. */
final class Round {
  /** What one wake-up takes at most; a batch ends at the machine's bounds anyway. */
  static final int MAX_TAKEN = 8_192;

  final Waiting[] taken = new Waiting[MAX_TAKEN];
  private final Reply[] replies = new Reply[MAX_TAKEN];

  /** The last event that each reply may depend on. */
  private final long[] seen = new long[MAX_TAKEN];

  /** Where the books must stand for each reply, 0 for those that do not wait for them. */
  private final long[] awaited = new long[MAX_TAKEN];

  /** When each was decided, where somebody looks at that. */
  private final long[] decided = new long[MAX_TAKEN];

  private final Machine machine;
  private final Acknowledging acks;

  /** Who looks later at what was answered; null for nobody. */
  private @Nullable Answered answered;

  Round(Machine machine, Acknowledging acks) {
    this.machine = machine;
    this.acks = acks;
  }

  void show(Answered to) {
    answered = to;
  }

  Prepared prepared(int index) {
    return taken[index].prepared();
  }

  Request request(int index) {
    return taken[index].prepared().request();
  }

  boolean onlyAsks(int index) {
    return request(index) instanceof Query;
  }

  /** Whether each of some wants only to know, and is told. */
  boolean onlyTold(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!onlyAsks(i) || replies[i] instanceof Reply.Refused) {
        return false;
      }
    }
    return true;
  }

  void keep(int index, Reply reply) {
    replies[index] = reply;
    seen[index] = machine.position();
    awaited[index] = acks.awaited(request(index), reply, seen[index]);
    if (answered != null) {
      decided[index] = machine.nowMillis();
    }
  }

  /** Lets some replies go; returns behind which. */
  int release(int from, int to) {
    Answered looked = answered;
    for (int i = from; i < to; i++) {
      if (looked != null) {
        looked.add(request(i), replies[i], seen[i], decided[i]);
      }
      acks.release(awaited[i], request(i), replies[i], seen[i], taken[i].receiver());
    }
    return to;
  }

  /** Keeps a request open, with the reply that it has if a batch stands. */
  void put(int index, Doubt into) {
    into.add(taken[index], replies[index], seen[index], awaited[index]);
  }

  void forget(int count) {
    Arrays.fill(taken, 0, count, null);
    Arrays.fill(replies, 0, count, null);
  }
}
