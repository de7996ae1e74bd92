package dev.manna.server;

import java.util.List;

/** What does not go together with a log that several nodes share. */
final class SharedLimits {
  /** They are about the segments of a journal. */
  private static final List<Setting> OF_JOURNALS = List.of(Setting.KEEP_LOG, Setting.ARCHIVE_LOG);

  private SharedLimits() {}

  /**
   * Looks.
   *
   * @throws Complaint that says which setting does not go with the log, and what is allowed
   */
  static void check(Config config) {
    if (config.hasOwnBooks()) {
      throw wrong(
          "ledger",
          "books that all nodes reach (jdbc:postgresql:..., jdbc:mariadb:...) and none are: a file"
              + " is one machine's");
    }
    if (!config.isAssumed(Setting.ROCKETMQ)) {
      throw wrong("rocketmq", "none is: where its stream stands is a file of one machine");
    }
    for (Setting setting : OF_JOURNALS) {
      if (!config.isAssumed(setting)) {
        throw wrong(setting.key(), setting.assumed() + " is: it is about segments of a journal");
      }
    }
    if (!config.webhooks().entries().isEmpty()) {
      throw wrong("webhooks", "none are: what waits for them is a file of one machine");
    }
  }

  private static Complaint wrong(String key, String allowed) {
    return new Complaint(
        key + ": is not allowed with a log that several nodes share (log); " + allowed + ".");
  }
}
