package dev.manna.log.redis;

import java.util.List;

/**
 * What Redis says of the log's end to a side of an epoch.
 *
 * @param position where the log ends; 0 where that is not told
 * @param stopped why it takes no appends of this side any more; empty while it does
 */
record Ending(long position, String stopped) {
  /**
   * Asks.
   *
   * @param replicas which must have all up to the end that is told
   * @param seen a position that the log is known to have reached
   */
  static Ending ask(
      Link link,
      Replicas replicas,
      Script ends,
      LogKeys keys,
      RedisLogOptions options,
      long epoch,
      long seen) {
    List<?> reply = link.runOnce(replicas, ends, new String[] {keys.meta()}, Arguments.of(epoch));
    if (!Script.text(reply.getFirst()).equals("DONE")) {
      return new Ending(0, Verdicts.fenced(reply, epoch, options.shown()));
    }
    long end = Long.parseLong(Script.text(reply.get(1)));
    return new Ending(end, end >= seen ? "" : Verdicts.shorter(end, seen, options.shown()));
  }
}
