package dev.manna.log.redis;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.log.redis.RedisLog.Kept;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves the marks of what is drained and of what is removed.
 *
 * @param copy where what is drained is read from; null for Redis
 */
record Keeping(
    RedisLogOptions options,
    Link link,
    Scripts scripts,
    LogKeys keys,
    Reading reading,
    long epoch,
    @Nullable Copy copy) {

  Kept drained(long position) {
    String[] touched = {keys.meta(), keys.taken()};
    try {
      List<?> reply = List.of();
      boolean moved = true;
      while (moved) {
        long from = reading.meta().drained();
        Arguments arguments = new Arguments().add(epoch, position, from);
        StockChanges.taken(between(from, position))
            .forEach((item, units) -> arguments.add(item, units, Math.negateExact(units)));
        reply = link.run(scripts.drained(), touched, arguments.array());
        moved = Script.text(reply.getFirst()).equals("MOVED");
      }
      return judge(scripts.drained(), reply);
    } catch (Trouble e) {
      return new Kept.Not(options.shown() + ": " + e.getMessage());
    }
  }

  /** The batches that end after a position and not after another, as far as the log goes. */
  private List<Batch> between(long from, long position) {
    if (copy != null && copy.start().position() <= from && copy.end().position() >= position) {
      return copy.between(from, position);
    }
    List<Batch> found = new ArrayList<>();
    if (position > from) {
      reading.read(
          from,
          null,
          batch -> {
            if (batch.last() <= position) {
              found.add(batch);
            }
            return batch.last() < position;
          });
    }
    return found;
  }

  Kept trim(long needless) {
    try {
      Meta meta = reading.meta();
      long upTo = Math.min(needless, meta.drained());
      String[] touched = {keys.log(), keys.meta()};
      byte[][] arguments = Arguments.of(epoch, upTo, meta.idAfter(upTo));
      return judge(scripts.trim(), link.run(scripts.trim(), touched, arguments));
    } catch (Trouble e) {
      return new Kept.Not(options.shown() + ": " + e.getMessage());
    }
  }

  private Kept judge(Script script, List<?> reply) {
    return switch (Script.text(reply.getFirst())) {
      case "DONE" -> new Kept.Done(Long.parseLong(Script.text(reply.get(1))));
      case "BEYOND" ->
          throw new IllegalArgumentException(
              script.name() + ": beyond " + Script.text(reply.get(1)) + ", where the log stands");
      case "TAKEN" ->
          throw new Log.Failure(
              "%s: of item %s only %s units are counted as taken and not drained, and more were"
                  .formatted(
                      options.shown(), Script.text(reply.get(1)), Script.text(reply.get(2))));
      default -> new Kept.Not(Verdicts.fenced(reply, epoch, options.shown()));
    };
  }
}
