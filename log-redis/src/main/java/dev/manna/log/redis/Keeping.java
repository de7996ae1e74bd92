package dev.manna.log.redis;

import dev.manna.log.redis.RedisLog.Kept;
import java.util.List;

/** Moves the marks of what is drained and of what is removed. */
record Keeping(
    RedisLogOptions options,
    Link link,
    Scripts scripts,
    LogKeys keys,
    Reading reading,
    long epoch) {

  Kept drained(long position) {
    return keep(scripts.drained(), new String[] {keys.meta()}, Arguments.of(epoch, position));
  }

  Kept trim(long needless) {
    try {
      Meta meta = reading.meta();
      long upTo = Math.min(needless, meta.drained());
      return keep(
          scripts.trim(),
          new String[] {keys.log(), keys.meta()},
          Arguments.of(epoch, upTo, meta.idAfter(upTo)));
    } catch (Trouble e) {
      return new Kept.Not(options.shown() + ": " + e.getMessage());
    }
  }

  private Kept keep(Script script, String[] touched, byte[][] arguments) {
    try {
      List<?> reply = link.run(script, touched, arguments);
      return switch (Script.text(reply.getFirst())) {
        case "DONE" -> new Kept.Done(Long.parseLong(Script.text(reply.get(1))));
        case "BEYOND" ->
            throw new IllegalArgumentException(
                script.name() + ": beyond " + Script.text(reply.get(1)) + ", where the log stands");
        default -> new Kept.Not(Verdicts.fenced(reply, epoch, options.shown()));
      };
    } catch (Trouble e) {
      return new Kept.Not(options.shown() + ": " + e.getMessage());
    }
  }
}
