package dev.manna.ledger.query;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Between which keys of a stretch a question's rows lie. The time of the log never goes back, so
 * where a walk tells the time, the keys of a moment are found by halving, without an index of
 * times.
 *
 * @param low the first key that may be one
 * @param high the first that is none any more
 */
record Bounds(long low, long high) {
  /**
   * The bounds of a stretch.
   *
   * @param head what the walk's head takes
   * @param within whether the walk goes on in the middle of the stretch, where the lower bound is
   *     behind it already
   */
  static Bounds of(
      Reading reading, Question question, List<Object> head, long position, boolean within)
      throws SQLException {
    Bounds keys = keys(reading, question, (int) head.get(question.walk.named() == null ? 0 : 1));
    Bounds all = keys.high == 0 ? new Bounds(keys.low, position + 1) : keys;
    if (!question.walk.tellsTime()) {
      return all;
    }
    long from = question.filter.number(By.FROM, Long.MIN_VALUE);
    long to = question.filter.number(By.TO, Long.MAX_VALUE);
    if (question.walk == Walk.MINUTES) {
      return new Bounds(Math.max(all.low, from), Math.min(all.high, to));
    }
    long low =
        from == Long.MIN_VALUE || within ? all.low : first(reading, question, head, all, from);
    long high = to == Long.MAX_VALUE ? all.high : first(reading, question, head, all, to);
    return new Bounds(low, high);
  }

  /** By what the books say of the campaign; a high of 0 stands for where they stand. */
  private static Bounds keys(Reading reading, Question question, int campaign) throws SQLException {
    boolean ofGrants = question.walk == Walk.GRANTS_BY_NUMBER;
    if (ofGrants && question.filter.has(By.CLAIM)) {
      List<?> claim = List.of(campaign, question.filter.value(By.CLAIM));
      String of = " FROM claims WHERE campaign = ? AND number = ?";
      long first = reading.number("SELECT first_grant" + of, claim, 0);
      return new Bounds(first, first + reading.number("SELECT grants" + of, claim, 0));
    }
    return switch (question.walk) {
      case GRANTS_BY_NUMBER -> new Bounds(1, 1 + count(reading, "grants", campaign));
      case GRANTS_BY_USER, CLAIMS_BY_USER, CLAIMS_BY_KEY ->
          new Bounds(1, 1 + count(reading, "claims", campaign));
      case CLAIMS_BY_NUMBER -> {
        long only = question.filter.number(By.CLAIM, 0);
        yield only > 0
            ? new Bounds(only, only + 1)
            : new Bounds(1, 1 + count(reading, "claims", campaign));
      }
      case GRANTS_BY_ITEM, MOVEMENTS -> new Bounds(0, 0);
      case VERSIONS, USERS -> new Bounds(0, Integer.MAX_VALUE);
      case MINUTES -> new Bounds(0, Long.MAX_VALUE);
    };
  }

  private static long count(Reading reading, String what, int campaign) throws SQLException {
    return reading.number(
        "SELECT " + what + " FROM campaigns WHERE number = ?", List.of(campaign), 0);
  }

  /** The first key that stands at a moment or later. */
  private static long first(
      Reading reading, Question question, List<Object> head, Bounds within, long millis)
      throws SQLException {
    long low = within.low;
    long high = within.high;
    while (low < high) {
      long middle = low + (high - low) / 2;
      List<Object> arguments = new ArrayList<>(head);
      arguments.add(middle);
      long[] found = {within.high, Long.MAX_VALUE};
      reading.query(
          question.walk.firstFrom(reading.along),
          arguments,
          row -> {
            found[0] = row.getLong(1);
            found[1] = row.getLong(2);
          });
      if (found[1] >= millis) {
        high = middle;
      } else {
        low = found[0] + 1;
      }
    }
    return low;
  }
}
