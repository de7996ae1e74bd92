package dev.manna.simulation;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.Event;
import dev.manna.core.Log;
import dev.manna.core.Reply;
import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.Happened;
import dev.manna.core.feed.Marks;
import dev.manna.core.law.Machine;
import dev.manna.core.wire.EventCodec;
import java.util.ArrayList;
import java.util.List;

/** A log in memory that a crowd and its operators have made through the law, from a seed. */
public final class CrowdLog implements Log {
  private final List<Batch> batches = new ArrayList<>();

  /** How much of it may be read. */
  private long end;

  private CrowdLog() {}

  /** What becomes of so many requests. */
  public static CrowdLog of(long seed, int requests) {
    Chance chance = new Chance(seed);
    Clock clock = new Clock(chance.fork(), new Faults());
    Workload workload = new Workload(chance, 3, 12);
    Machine machine = new Machine();
    CrowdLog log = new CrowdLog();
    machine.begin(clock.millis());
    machine.found(chance.bits(), chance.bits());
    log.keep(machine);
    for (int done = 0; done < requests; done++) {
      clock.pass();
      machine.begin(clock.millis());
      for (int i = chance.below(30); i > 0 && !machine.full(); i--, done++) {
        Reply reply = machine.handle(machine.prepare(workload.next(clock.millis())), chance::bits);
        workload.learn(reply);
      }
      log.keep(machine);
    }
    return log;
  }

  /** A log of batches that somebody else has made. */
  public static CrowdLog of(List<Batch> batches) {
    CrowdLog log = new CrowdLog();
    log.batches.addAll(batches);
    log.end = batches.getLast().last();
    return log;
  }

  /** What a machine has decided, committed, in bytes of its own. */
  public static Batch copy(Machine machine) {
    Batch batch = machine.batch();
    if (batch == null) {
      throw Check.broken("something was decided");
    }
    Batch copy = batch.copy();
    machine.commit();
    return copy;
  }

  private void keep(Machine machine) {
    if (machine.batch() == null) {
      machine.commit();
      return;
    }
    batches.add(copy(machine));
    end = batches.getLast().last();
  }

  /** All batches, in order. */
  public List<Batch> batches() {
    return List.copyOf(batches);
  }

  /** The same log as far as so many of its batches: an older copy of it. */
  public CrowdLog upTo(int count) {
    return of(batches.subList(0, count));
  }

  /** The log in pieces of so many batches. */
  public List<Chunk> chunks(int batchesEach) {
    List<Chunk> chunks = new ArrayList<>();
    Bookmark from = Bookmark.START;
    for (int at = 0; at < batches.size(); at += batchesEach) {
      List<Happened> events = new ArrayList<>();
      Bookmark to = from;
      for (Batch batch : batches.subList(at, Math.min(batches.size(), at + batchesEach))) {
        events.addAll(events(batch));
        to = new Bookmark(name(), batch.last(), Marks.batch(batch));
      }
      chunks.add(new Chunk(from, to, events));
      from = to;
    }
    return chunks;
  }

  /** The events of a batch where they stand. */
  public static List<Happened> events(Batch batch) {
    List<Happened> events = new ArrayList<>();
    EventCodec.read(
        batch,
        EventCodec.Claimants.NAMES_ONLY,
        (event, position) -> events.add(new Happened(position, batch.timeMillis(), event)));
    return events;
  }

  private String name() {
    return Marks.log((Event.Founded) events(batches.getFirst()).getFirst().event());
  }

  @Override
  public long position() {
    return end;
  }

  @Override
  public Appended append(long expectedPosition, Batch batch) {
    throw Check.broken("what the crowd has made is over");
  }

  @Override
  public void read(long position, BatchReader reader) {
    for (Batch batch : batches) {
      if (batch.last() > position && !reader.read(batch)) {
        return;
      }
    }
  }

  @Override
  public void close() {}
}
