package dev.manna.log.redis;

/**
 * The keys of a log. One hash tag, so that one server holds them all, in a cluster too.
 *
 * @param log the stream of batches
 * @param meta the hash of what the log stands at
 * @param stock the hash of items and what there is of each
 */
record LogKeys(String log, String meta, String stock) {
  static LogKeys of(String name) {
    String prefix = "manna:{" + name + "}:";
    return new LogKeys(prefix + "log", prefix + "meta", prefix + "stock");
  }

  String[] all() {
    return new String[] {log, meta, stock};
  }
}
