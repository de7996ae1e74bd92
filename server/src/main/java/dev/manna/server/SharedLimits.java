package dev.manna.server;

import dev.manna.engine.journal.Retention;
import java.util.List;

/** What does not go together with where the log lies. */
final class SharedLimits {
  private static final List<Setting> OF_REDIS =
      List.of(
          Setting.LOG_DATABASE,
          Setting.LOG_DURABILITY,
          Setting.LOG_WINDOW,
          Setting.LOG_WINDOW_UNITS,
          Setting.LOG_REPLICAS,
          Setting.LOG_AUTHORITIES);

  private SharedLimits() {}

  /**
   * Looks.
   *
   * @throws Complaint that says which setting does not go with the log, and what is allowed
   */
  static void check(Config config) {
    if (config.isInRedis()) {
      checkRedis(config);
    } else if (!RedisPlace.is(config.text(Setting.SHADOW))) {
      for (Setting setting : OF_REDIS) {
        if (!config.isAssumed(setting)) {
          throw new Complaint(
              "%s: is for a log in Redis (log); without one, only %s is allowed."
                  .formatted(setting.key(), setting.assumed()));
        }
      }
    }
    if (config.isShared()) {
      checkShared(config);
    }
  }

  /** Redis cannot vouch for its own past. */
  static void requireDatabase(Config config) {
    if (config.isAssumed(Setting.LOG_DATABASE)) {
      throw new Complaint(
          "%s: is missing; a log in Redis needs %s, where its nodes, epochs and snapshots are"
                  .formatted(Setting.LOG_DATABASE.key(), "postgresql://HOST/NAME")
              + " written down.");
    }
  }

  private static void checkRedis(Config config) {
    requireDatabase(config);
    if (!config.isAssumed(Setting.LOG_AUTHORITIES)
        && !RedisPlace.isEncrypted(config.text(Setting.LOG))) {
      throw new Complaint(
          Setting.LOG_AUTHORITIES.key()
              + ": is for a log in Redis with TLS (rediss://...); with this log only none is"
              + " allowed.");
    }
  }

  private static void checkShared(Config config) {
    if (!config.isAssumed(Setting.SHADOW)) {
      throw wrong("shadow", "none is: it is the copy of a journal");
    }
    if (config.hasOwnBooks()) {
      throw wrong(
          "ledger",
          "books that all nodes reach (jdbc:postgresql:..., jdbc:mariadb:...) and none are: a file"
              + " is one machine's");
    }
    if (!config.isAssumed(Setting.ARCHIVE_LOG)) {
      throw wrong(
          "archiveLog",
          "none is: what one node puts into its folder is not where the next one goes on. Books and"
              + " streams hold what is removed, and export writes all while it is there");
    }
    Retention.Keep keep = config.keepLog();
    if (keep != null && config.isInRedis()) {
      throw wrong(
          "keepLog",
          "all is with one in Redis, where what neither two snapshots nor a follower need goes by"
              + " itself, to spare memory; snapshotEvents says how much that is");
    }
    if (keep != null && keep.millis() == 0) {
      throw wrong(
          "keepLog",
          "all and a time (12h, 90d) are: the database keeps the space of what is removed, so a"
              + " size would free none");
    }
  }

  private static Complaint wrong(String key, String allowed) {
    return new Complaint(
        key + ": is not allowed with a log that several nodes share (log); " + allowed + ".");
  }
}
