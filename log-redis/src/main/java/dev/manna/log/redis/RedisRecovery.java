package dev.manna.log.redis;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.BatchReader;
import dev.manna.core.wire.StockChangeCodec;
import dev.manna.log.redis.RedisLog.Unfit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Opens a new epoch of a log in Redis: after a restart or a failover of Redis, when it was emptied,
 * or to fence nodes that are to be left behind. Whoever uses it must have fenced the books first,
 * and knows from the nodes which copy of the log is the longest.
 */
public final class RedisRecovery implements AutoCloseable {
  private final RedisLogOptions options;
  private final Link link;
  private final LogKeys keys;
  private final Script reopen;
  private String damage = "";

  private RedisRecovery(RedisLogOptions options, Link link, Script reopen) {
    this.options = options;
    this.link = link;
    this.reopen = reopen;
    keys = LogKeys.of(options.name());
  }

  /**
   * Connects to the master that holds the log, or is to.
   *
   * @throws Unfit if it cannot be reached, or could not hold the log
   */
  public static RedisRecovery connect(RedisLogOptions options) {
    return connect(options, Scripts.SHIPPED);
  }

  static RedisRecovery connect(RedisLogOptions options, Scripts scripts) {
    try {
      String key = LogKeys.of(options.name()).meta();
      Link link = Link.to(options, key, Duration.ofMillis(options.timeoutMillis()));
      try {
        Fitness.require(link, options);
      } catch (Trouble | Unfit e) {
        link.close();
        throw e;
      }
      return new RedisRecovery(options, link, scripts.reopen());
    } catch (Trouble e) {
      throw new Unfit(options.shown() + ": " + e.getMessage());
    }
  }

  /**
   * What Redis holds now.
   *
   * @throws Log.Away if it cannot be reached
   */
  public Standing standing() {
    return told(() -> Standing.now(link, keys));
  }

  /**
   * The stock view.
   *
   * @throws Log.Away if Redis cannot be reached
   */
  Map<String, Long> stock() {
    Map<String, Long> stock = new HashMap<>();
    told(() -> link.hash(keys.stock()))
        .forEach(
            (item, units) ->
                stock.put(item, Long.parseLong(new String(units, StandardCharsets.UTF_8))));
    return stock;
  }

  /**
   * What stands there, as far as it is what was appended.
   *
   * @throws Log.Away if Redis cannot be reached
   */
  Copy copy() {
    Meta meta = told(this::metaNow);
    Copy found = Copy.from(meta.begin());
    try {
      Reading reading = new Reading(link, keys, 0, found::add);
      told(
          () -> {
            reading.read(meta.trimmed(), meta.begin().chain(), batch -> true);
            return found;
          });
    } catch (Log.Failure | Log.Gone e) {
      damage = String.valueOf(e.getMessage());
    }
    return found;
  }

  /** Where {@link #copy} ended before the log did, and why; empty where all was right. */
  String damage() {
    return damage;
  }

  /** Reads what survived there after a position, as a log is read. */
  public void read(long position, BatchReader reader) {
    Reading reading = new Reading(link, keys, 0, (batch, mark) -> {});
    told(
        () -> {
          reading.read(position, null, reader);
          return reading;
        });
  }

  /**
   * Opens the epoch, once or not at all; asked again, it says the same. Redis does it in one piece,
   * and is busy for as long: about a second for a hundred megabytes of survivors. If Redis has no
   * room in the middle of it, the log stays closed, and the next attempt takes a higher epoch.
   *
   * @throws Log.Away if the answer was lost, or Redis cannot be reached: ask again
   */
  public Outcome reopen(Reopening wanted) {
    return told(() -> open(wanted));
  }

  private Outcome open(Reopening wanted) {
    Standing found = wanted.found();
    LogMark kept = wanted.kept();
    Arguments survivors = new Arguments();
    LogMark end = kept;
    for (Batch each : wanted.survivors()) {
      String digest = Chain.digest(each);
      end = new LogMark(each.last(), Chain.next(end.chain(), digest));
      survivors
          .add(wanted.epoch() + "-" + each.last(), each.first(), each.count(), each.timeMillis())
          .add(digest, end.chain(), Appending.bytes(each), StockChangeCodec.write(each.stock()));
    }
    survivors.add(wanted.stock().size());
    new TreeMap<>(wanted.stock()).forEach(survivors::add);
    new TreeMap<>(wanted.taken()).forEach(survivors::add);
    Meta before = found.epoch() == 0 || wanted.replaces() ? null : metaNow();
    String keptId =
        before == null || kept.position() == 0
            ? "0-1"
            : before.idOf(kept.position() - 1, kept.position());
    String lateId = before == null ? "0-1" : before.idAfter(kept.position());
    byte[][] arguments =
        new Arguments()
            .add(found.epoch(), wanted.epoch(), found.end().position())
            .add(kept.position(), kept.chain(), keptId, lateId)
            .add(end.position(), end.chain(), wanted.drained(), Meta.FORMAT)
            .add(wanted.replaces() ? 1 : 0, found.server(), wanted.survivors().size())
            .addAll(survivors)
            .array();
    return judge(link.run(reopen, keys.all(), arguments), wanted, end);
  }

  private Outcome judge(List<?> reply, Reopening wanted, LogMark end) {
    return switch (Script.text(reply.getFirst())) {
      case "DONE" -> new Outcome.Opened(wanted.epoch(), end);
      case "EPOCH" ->
          new Outcome.Not(
              "%s: epoch %s stands at position %s; looked at was epoch %d at %d"
                  .formatted(
                      options.shown(),
                      Script.text(reply.get(1)),
                      Script.text(reply.get(2)),
                      wanted.found().epoch(),
                      wanted.found().end().position()));
      case "SERVER" ->
          new Outcome.Not(
              "%s: it is another server than the one that was looked at, started again or promoted"
                  .formatted(options.shown()));
      default ->
          new Outcome.Not(
              "%s: at position %d Redis holds another log than the one to be kept"
                  .formatted(options.shown(), wanted.kept().position()));
    };
  }

  private <T> T told(Supplier<T> question) {
    try {
      return question.get();
    } catch (Trouble e) {
      throw e.said(options.shown());
    }
  }

  private Meta metaNow() {
    return new Reading(link, keys, 0, (batch, mark) -> {}).meta();
  }

  @Override
  public void close() {
    link.close();
  }

  /** What became of an epoch that was to be opened. */
  public sealed interface Outcome {
    /** It is open, and the log ends there. */
    record Opened(long epoch, LogMark end) implements Outcome {}

    /** It is not, and nothing was changed: look again. */
    record Not(String detail) implements Outcome {}
  }
}
