package dev.manna.server.past;

import dev.manna.server.Complaint;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** A moment of a log: a position, or a time. */
public sealed interface Moment {
  /** After the event at a position. */
  record Position(long position) implements Moment {}

  /** After all events up to a time. */
  record Time(long millis) implements Moment {}

  /** The end of the log. */
  record End() implements Moment {}

  /** Reads what a caller wrote: a number, or a time such as {@code 2026-05-01T12:00:00Z}. */
  static Moment of(String text) {
    if (text.matches("[0-9]{1,18}")) {
      return new Position(Long.parseLong(text));
    }
    try {
      return new Time(Instant.parse(text).toEpochMilli());
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new Complaint(
          "--at \""
              + text
              + "\": a position such as 1042, or a time such as 2026-05-01T12:00:00Z"
              + " is allowed",
          e);
    }
  }
}
