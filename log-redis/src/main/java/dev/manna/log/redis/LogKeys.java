package dev.manna.log.redis;

/**
 * The keys of a log. One hash tag, so that one server holds them all, in a cluster too.
 *
 * @param log the stream of batches
 * @param meta the hash of what the log stands at
 * @param stock the hash of items and what there is of each
 * @param taken the hash of items and what batches took of each that are not drained
 */
record LogKeys(String log, String meta, String stock, String taken) {
  static LogKeys of(String name) {
    String prefix = "manna:{" + name + "}:";
    return new LogKeys(prefix + "log", prefix + "meta", prefix + "stock", prefix + "taken");
  }

  String[] all() {
    return new String[] {log, meta, stock, taken};
  }
}
