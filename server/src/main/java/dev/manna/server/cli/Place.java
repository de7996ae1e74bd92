package dev.manna.server.cli;

import dev.manna.core.Batch;
import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Marks;
import dev.manna.server.Complaint;
import dev.manna.server.proof.LogBeside;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where in a log something begins: a position, or a time.
 *
 * @param position counted from 1; {@link Long#MAX_VALUE} where the time says it
 * @param timeMillis {@link Long#MAX_VALUE} where the position says it
 */
record Place(long position, long timeMillis) {
  static Place parse(String option, String text) {
    try {
      if (text.matches("[1-9][0-9]{0,17}")) {
        return new Place(Long.parseLong(text), Long.MAX_VALUE);
      }
      return new Place(Long.MAX_VALUE, Instant.parse(text).toEpochMilli());
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new Complaint(
          option
              + " \""
              + text
              + "\": a position, from 1 on, or a time such as 2026-11-21T08:00:00Z is allowed",
          e);
    }
  }

  /** Whether it begins later than directly after a position. */
  boolean isAfter(long end) {
    return position != Long.MAX_VALUE && position > end + 1;
  }

  /**
   * The end of the last batch that lies before it, the start of the log where there is none; empty
   * where that was removed, or what came before it is not known any more.
   */
  Optional<Bookmark> before(LogBeside log) {
    Predicate<Batch> isBefore = batch -> batch.last() < position && batch.timeMillis() < timeMillis;
    Bookmark[] found = {Bookmark.START};
    String name = log.name();
    log.read(
        log.first() - 1,
        batch -> {
          if (!isBefore.test(batch)) {
            return false;
          }
          found[0] = new Bookmark(name, batch.last(), Marks.batch(batch));
          return true;
        });
    boolean known = log.first() == 1 || log.outline(found[0].position()) != null;
    return known ? Optional.of(found[0]) : Optional.empty();
  }
}
