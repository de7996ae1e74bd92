package dev.manna.server.cli;

import dev.manna.core.feed.Bookmark;
import dev.manna.server.Complaint;
import dev.manna.server.proof.LogBeside;
import dev.manna.server.proof.LogPlace;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From where a follower of a server's log is to start again. */
final class Again {
  @Mixin private Installation server = new Installation();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "POSITION|TIME",
      description = "The first event that is sent again: 1, 12345, 2026-11-21T08:00:00Z.")
  private String from = "";

  /** The server. */
  Installation server() {
    return server;
  }

  /** Complains if nothing can begin there; before anybody is asked for it. */
  void check() {
    Place.parse("--from", from);
  }

  /**
   * Where the follower has to stand to start again there.
   *
   * @param who it is, in a complaint
   * @param stood where it stands
   */
  Bookmark place(String who, Bookmark stood) {
    Place place = Place.parse("--from", from);
    LogPlace where = server.log();
    try (LogBeside log = where.beside()) {
      return place(who, stood, place, log, where.where());
    }
  }

  private Bookmark place(String who, Bookmark stood, Place place, LogBeside log, String where) {
    if (!stood.log().isEmpty() && !stood.log().equals(log.name())) {
      throw new Complaint(
          "%s belongs to the log %s, and %s holds the log %s; name its own with --data or --log"
              .formatted(who, stood.log(), where, log.name()));
    }
    if (place.isAfter(stood.position())) {
      throw new Complaint(
          "--from %s: %s stands at position %,d; up to there it can start again"
              .formatted(from, who, stood.position()));
    }
    return place
        .before(log.upTo(stood.position()))
        .orElseThrow(
            () ->
                new Complaint(
                    ("--from %s: %s begins at position %,d, and no snapshot says what came before"
                            + " that; name a later place, or put back segments from the archive")
                        .formatted(from, where, log.first())));
  }
}
