package dev.manna.core;

/** A stretch of a campaign's time in which uses are counted, in the campaign's time zone. */
public enum Period {
  /** A calendar day, from the first instant of its date to the first instant of the next. */
  DAY,
  /** An ISO week, from Monday. */
  WEEK,
  /** A calendar month. */
  MONTH,
  /** All of the campaign's life. */
  TOTAL;

  /** The period as every interface writes it. */
  public String word() {
    return switch (this) {
      case DAY -> "day";
      case WEEK -> "week";
      case MONTH -> "month";
      case TOTAL -> "total";
    };
  }
}
