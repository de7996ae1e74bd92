package dev.manna.bench.law;

import dev.manna.bench.Unverified;
import dev.manna.core.Campaign;
import dev.manna.core.Command;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.law.Machine;
import dev.manna.core.law.Prepared;
import java.util.SplittableRandom;

/** Decides requests in batches, as the engine's writer does, with nobody to answer. */
final class Feeder {
  /** What a busy writer finds waiting. */
  private static final int BATCH = 4_096;

  private static final long START_MILLIS = 1_800_000_000_000L;

  private final Machine machine = new Machine();
  private final SplittableRandom random = new SplittableRandom(5);
  private long nowMillis = START_MILLIS;

  /** Keeps the fetches from being left out. */
  private long touched;

  Feeder() {
    machine.begin(nowMillis);
    machine.found(random.nextLong(), random.nextLong());
    machine.commit();
  }

  Machine machine() {
    return machine;
  }

  Prepared prepare(Request request) {
    return machine.prepare(request);
  }

  void define(String campaign, Campaign definition) {
    machine.begin(nowMillis);
    Reply reply =
        machine.handle(prepare(new Command.Define(campaign, definition, 0)), random::nextLong);
    machine.commit();
    if (!(reply instanceof Reply.Defined)) {
      throw new IllegalStateException(campaign + " was not defined: " + reply);
    }
  }

  /** Decides claims that must all be accepted. */
  void feed(Prepared[] requests, int count) {
    long accepted = 0;
    for (int from = 0; from < count; ) {
      int to = Math.min(count, from + BATCH);
      machine.begin(++nowMillis);
      for (int first = from; from < to && !machine.full(); from++) {
        if ((from - first) % Machine.MOST_EXPECTED == 0) {
          touch(requests, from, Math.min(to, from + Machine.MOST_EXPECTED));
        }
        if (machine.handle(requests[from], random::nextLong) instanceof Reply.Claimed) {
          accepted++;
        }
      }
      machine.commit();
    }
    Unverified.unlessEqual("claims accepted", count, accepted);
  }

  /** Lets so much time pass, and happen what is due by then. */
  void passTime(long millis) {
    nowMillis += millis;
    do {
      machine.begin(nowMillis);
      machine.commit();
    } while (machine.nextExpiryMillis() <= nowMillis);
  }

  private void touch(Prepared[] requests, int from, int to) {
    for (int i = from; i < to; i++) {
      machine.expect(requests[i]);
    }
    touched += machine.fetchExpected();
  }

  long touched() {
    return touched;
  }
}
