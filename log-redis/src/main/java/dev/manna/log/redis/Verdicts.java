package dev.manna.log.redis;

import java.util.List;

/** What scripts say, in an operator's words. */
final class Verdicts {
  private Verdicts() {}

  /** Why a script does not do what it was asked by a side of an epoch. */
  static String fenced(List<?> reply, long epoch, String shown) {
    String word = Script.text(reply.getFirst());
    return shown
        + ": "
        + switch (word) {
          case "FENCED" -> begun(Long.parseLong(Script.text(reply.get(1))), epoch);
          case "LINEAGE" ->
              ("Redis was started again, or another server took its place (master_replid %s, the"
                      + " log's is %s); the log waits for its recovery, which opens epoch %d")
                  .formatted(Script.text(reply.get(2)), Script.text(reply.get(1)), epoch + 1);
          case "GONE" ->
              "the log is gone from Redis; it waits for its recovery, and is not founded again";
          case "FORK" -> otherLog(Script.text(reply.get(1)));
          default -> throw new IllegalStateException("a script said " + word);
        };
  }

  private static String begun(long found, long epoch) {
    return found < epoch
        ? older(found, epoch)
        : "epoch %d has begun, and this node joined in %d; it must join again"
            .formatted(found, epoch);
  }

  /** What is said of a server that knows less than whoever asks. */
  static String older(long found, long epoch) {
    return ("Redis holds epoch %d, which is over: this node joined in %d; the log waits for its"
            + " recovery")
        .formatted(found, epoch);
  }

  /** What is said of a log that lacks what was seen in it. */
  static String shorter(long found, long expected, String shown) {
    return ("%s: the log ends at %d, and this node has seen it up to %d; what is missing was lost,"
            + " and the log waits for its recovery")
        .formatted(shown, found, expected);
  }

  /** What is said while nodes that were not heard may know more. */
  static String waits(Rescue.Told.Waits waits, long closed, String shown) {
    return ("%s waits for %s: of epoch %d at most %d events after position %d are known to them"
            + " alone; let them go on, or dismiss them")
        .formatted(
            shown,
            String.join(", ", waits.silent()),
            closed,
            waits.hidden(),
            waits.end().position());
  }

  /** What a log says of one that is not its own. */
  static String otherLog(Object position, String shown) {
    return shown + ": " + otherLog(position);
  }

  private static String otherLog(Object position) {
    return "after position "
        + position
        + " Redis holds another log than this node has seen; the log waits for its recovery";
  }
}
