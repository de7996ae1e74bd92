package dev.manna.simulation;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.law.Machine;

/**
 * Another writer on the same log, who now and then is first: it decides some requests of its own
 * clients and appends them, and whoever comes second must undo, catch up and decide again.
 */
final class Rival implements Log {
  private final Log log;
  private final Clients clients;
  private final Clock clock;
  private final Faults faults;
  private final Chance chance;
  private final Machine machine = new Machine();

  Rival(Log log, Clients clients, Clock clock, Faults faults, Chance chance) {
    this.log = log;
    this.clients = clients;
    this.clock = clock;
    this.faults = faults;
    this.chance = chance;
  }

  @Override
  public long position() {
    return log.position();
  }

  @Override
  public Appended append(long expectedPosition, Batch batch) {
    if (chance.oneIn(6)) {
      hurry(batch);
    }
    return log.append(expectedPosition, batch);
  }

  private void hurry(Batch other) {
    log.read(
        machine.position(),
        batch -> {
          machine.replay(batch);
          return true;
        });
    machine.begin(clock.millis());
    int requests = 1 + chance.below(4);
    for (int i = 0; i < requests; i++) {
      Request request = clients.askRival();
      Reply reply = machine.handle(machine.prepare(request), chance::bits);
      clients.keepRivalsReply(reply);
    }
    Batch batch = machine.batch();
    // Two batches alike to the bit are one batch sent twice, for a log; so this is none of them.
    boolean done =
        batch == null
            || (!batch.equals(other)
                && log.append(batch.first() - 1, batch) instanceof Appended.Done);
    if (done) {
      machine.commit();
      clients.hearRivalsReplies();
      if (batch != null) {
        faults.met(Fault.CONFLICT);
      }
    } else {
      machine.undo();
      clients.forgetRivalsReplies();
    }
  }

  @Override
  public void read(long position, BatchReader reader) {
    log.read(position, reader);
  }

  @Override
  public void idle() {
    log.idle();
  }

  @Override
  public void close() {
    log.close();
  }
}
