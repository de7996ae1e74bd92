package dev.manna.log.redis;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.core.StockChange;
import dev.manna.core.wire.StockChangeCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Appends batches: asks the script, and tells what its reply means. */
final class Appending {
  private static final long PAUSE_MILLIS = 20;

  private static final String GIVEN_UP =
      "%s: this node has given up epoch %d and waits for the next, which a recovery opens";

  /** Of what somebody has missed, about so much is told at once. */
  private static final long MOST_TOLD_BYTES = 16 << 20;

  private final RedisLogOptions options;
  private final Link link;
  private final Script script;
  private final Reading reading;
  private final LogKeys keys;
  private final Replicas replicas;

  /** As it was when this side was opened: epochs before its own do not change. */
  private final Meta opened;

  private volatile boolean givenUp;

  /** The digest of a batch whose answer was lost, until it is told. */
  private @Nullable String doubtful;

  Appending(RedisLogOptions options, Link link, Script script, Reading reading, Meta opened) {
    this.options = options;
    this.link = link;
    this.script = script;
    this.reading = reading;
    this.opened = opened;
    this.keys = LogKeys.of(options.name());
    this.replicas = Replicas.of(options);
  }

  /** Returns when no append is under way; from then on none is made. */
  void giveUp() {
    givenUp = true;
    awaitAppend();
  }

  boolean hasGivenUp() {
    return givenUp;
  }

  /** Stops whoever asks for more than what this side knew when it gave up. */
  void requireEpoch() {
    if (givenUp) {
      throw new Trouble(
          Trouble.Kind.AWAY, GIVEN_UP.formatted(options.shown(), opened.epoch()), null);
    }
  }

  private synchronized void awaitAppend() {
    Check.that(givenUp, "who waits has said so before");
  }

  synchronized Appended append(long expected, Batch batch, Supplier<LogMark> mark) {
    String digest = Chain.digest(batch);
    if (givenUp) {
      return stopped(digest, GIVEN_UP.formatted(options.shown(), opened.epoch()));
    }
    String tooMuch = tooMuch(batch);
    if (!tooMuch.isEmpty()) {
      return new Appended.Full(tooMuch);
    }
    try {
      if (expected > mark.get().position()) {
        reading.read(mark.get().position(), mark.get().chain(), read -> true);
      }
      LogMark known = mark.get();
      if (expected > known.position()) {
        return stopped(digest, Verdicts.shorter(known.position(), expected, options.shown()));
      }
      String before = expected == known.position() ? known.chain() : null;
      String chain = before == null ? "" : Chain.next(before, digest);
      Batch kept = batch.copy();
      List<?> reply = ask(arguments(expected, before, kept, digest, chain), digest);
      Appended appended = judge(reply, expected, before, batch, digest);
      if (appended instanceof Appended.Done done && before != null) {
        reading.saw(kept, new LogMark(done.position(), chain));
      }
      if (!(appended instanceof Appended.Full || appended instanceof Appended.InDoubt)) {
        doubtful = null;
      }
      return appended;
    } catch (Trouble e) {
      return troubled(e, digest);
    }
  }

  private Appended troubled(Trouble e, String digest) {
    String what = options.shown() + ": " + e.getMessage();
    return switch (e.kind()) {
      case NO_ROOM -> new Appended.Full(what);
      case UNREACHED ->
          new Appended.Full(what + "; it was tried for " + options.patienceMillis() + " ms");
      case AWAY, LAGGING -> {
        doubtful = digest;
        yield new Appended.InDoubt(
            what + "; it was asked again for " + options.patienceMillis() + " ms");
      }
      case BROKEN -> throw new Log.Failure(what, e);
    };
  }

  /**
   * Nobody appends before a recovery. What is in doubt stays so: the recovery decides whether it
   * stands.
   */
  private Appended stopped(String digest, String why) {
    return digest.equals(doubtful) ? new Appended.InDoubt(why) : new Appended.Fenced(why);
  }

  /** Of a batch whose payload is an array of its own, from end to end. */
  private byte[][] arguments(
      long expected, @Nullable String before, Batch batch, String digest, String chain) {
    long last = batch.last();
    Arguments arguments =
        new Arguments()
            .add(opened.epoch(), expected, before == null ? "" : before)
            .add(opened.epoch() + "-" + last, last, Math.max(0, last - options.window()))
            .add(opened.idOf(expected, last), opened.idAfter(expected))
            .add(batch.first(), batch.count(), batch.timeMillis(), digest, chain)
            .add(batch.payload().array())
            .add(options.node(), StockChangeCodec.write(batch.stock()));
    for (StockChange each : batch.stock()) {
      long most = each.taken() == 0 ? 0 : options.windowUnits() - each.taken();
      arguments.add(each.name(), each.change(), bound(each.change()), each.taken(), most);
    }
    return arguments.array();
  }

  /** What a batch takes too much of for any window; empty for nothing. */
  private String tooMuch(Batch batch) {
    for (StockChange each : batch.stock()) {
      if (each.taken() > options.windowUnits()) {
        return "%s: a batch takes %d units of %s, and the window is %d units of an item"
            .formatted(options.shown(), each.taken(), each.name(), options.windowUnits());
      }
    }
    return "";
  }

  static byte[] bytes(Batch batch) {
    byte[] payload = new byte[batch.payload().remaining()];
    batch.payload().duplicate().get(payload);
    return payload;
  }

  /** What there must be at least where the change takes, at most where it adds. */
  static String bound(long change) {
    return change < 0 ? Long.toString(change).substring(1) : "" + (Long.MAX_VALUE - change);
  }

  /** Asks until there is an answer, or patience ends; the same batch twice is one. */
  private List<?> ask(byte[][] arguments, String digest) {
    long waited = 0;
    Trouble doubt = null;
    while (true) {
      try {
        return link.runOnce(replicas, script, keys.all(), arguments);
      } catch (Trouble e) {
        if (e.passes() && e.kind() != Trouble.Kind.UNREACHED) {
          doubt = e;
          doubtful = digest;
        }
        waited += e.waitedMillis(options.timeoutMillis()) + PAUSE_MILLIS;
        if (!e.passes() || givenUp || waited >= options.patienceMillis()) {
          throw doubt == null || e.kind() == Trouble.Kind.BROKEN ? e : doubt;
        }
        LockSupport.parkNanos(PAUSE_MILLIS * 1_000_000);
      }
    }
  }

  private Appended judge(
      List<?> reply, long expected, @Nullable String before, Batch batch, String digest) {
    String word = Script.text(reply.getFirst());
    return switch (word) {
      case "DONE" -> new Appended.Done(batch.last());
      case "CONFLICT" ->
          missed(
              Long.parseLong(Script.text(reply.get(1))), (List<?>) reply.get(2), expected, before);
      case "BUSY" ->
          new Appended.Full(
              ("%s: drained up to %s, and at most %d events may stand after it (the window); the"
                      + " books are behind")
                  .formatted(options.shown(), Script.text(reply.get(1)), options.window()));
      case "TAKEN" ->
          new Appended.Full(
              ("%s: what is not drained takes %s units of %s, and with this batch it would be more"
                      + " than %d (the window); the books are behind")
                  .formatted(
                      options.shown(),
                      Script.text(reply.get(2)),
                      Script.text(reply.get(1)),
                      options.windowUnits()));
      case "STOCK" ->
          throw new Log.Failure(
              "%s: item %s has a stock of %s, and a batch would change it by %s"
                  .formatted(
                      options.shown(),
                      Script.text(reply.get(1)),
                      Script.text(reply.get(2)),
                      Script.text(reply.get(3))));
      case "FENCED" -> new Appended.Fenced(Verdicts.fenced(reply, opened.epoch(), options.shown()));
      default -> stopped(digest, Verdicts.fenced(reply, opened.epoch(), options.shown()));
    };
  }

  /** What stands after the expected position: what the script told, and what comes after it. */
  private Appended missed(long position, List<?> told, long expected, @Nullable String before) {
    if (position < expected) {
      return new Appended.Fenced(Verdicts.shorter(position, expected, options.shown()));
    }
    List<Batch> missing = new ArrayList<>();
    long[] bytes = {0};
    Log.BatchReader take =
        batch -> {
          missing.add(batch);
          bytes[0] += batch.payload().remaining();
          return bytes[0] < MOST_TOLD_BYTES;
        };
    String chain = before;
    long at = expected;
    for (Object each : told) {
      Entry entry = Entry.of(each);
      if (entry.batch().first() != at + 1) {
        break;
      }
      entry.verify(null);
      if (chain != null && !entry.follows(chain)) {
        return new Appended.Fenced(Verdicts.otherLog(at, options.shown()));
      }
      chain = entry.chain();
      at = entry.batch().last();
      reading.saw(entry.batch(), entry.mark());
      if (!take.read(entry.batch())) {
        break;
      }
    }
    if (at < position && bytes[0] < MOST_TOLD_BYTES) {
      reading.read(at, chain, take);
    }
    return new Appended.Conflict(List.copyOf(missing));
  }
}
