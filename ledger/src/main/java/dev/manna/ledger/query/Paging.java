package dev.manna.ledger.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one page: along the walk of a question, stretch by stretch, from a place on. */
final class Paging {
  private final Reading reading;
  private final Question question;
  private final long position;
  private final int limit;
  private final List<Object[]> rows = new ArrayList<>();
  private final List<Cursor> keys = new ArrayList<>();

  /**
   * @param position where the books stand
   * @param limit how many rows to read at most
   */
  Paging(Reading reading, Question question, long position, int limit) {
    this.reading = reading;
    this.question = question;
    this.position = position;
    this.limit = limit;
  }

  /** What was read. */
  List<Object[]> rows() {
    return rows;
  }

  /** A part of the way: one campaign, or one item of one. */
  private record Stretch(int campaign, int item) {}

  /**
   * Reads the rows behind a place.
   *
   * @return the place behind which the next page begins, null where nothing is left
   */
  @Nullable Cursor read(@Nullable Cursor after) throws SQLException {
    Cursor from = after;
    int campaign = after == null ? 0 : after.campaign();
    int item = after == null ? 0 : after.sub();
    while (true) {
      Stretch stretch = next(campaign, item);
      if (stretch == null) {
        return null;
      }
      Cursor stopped =
          walk(stretch, from != null && from.isIn(stretch.campaign, sub(stretch)) ? from : null);
      if (stopped != null) {
        return stopped;
      }
      from = null;
      campaign = question.walk.goesByItem() ? stretch.campaign : stretch.campaign + 1;
      item = question.walk.goesByItem() ? stretch.item + 1 : 0;
      if (reading.isLong()) {
        return Cursor.before(campaign, item);
      }
    }
  }

  private int sub(Stretch stretch) {
    return question.walk.goesByItem() ? stretch.item : 0;
  }

  private @Nullable Stretch next(int campaign, int item) throws SQLException {
    int found = campaign(campaign);
    int from = found == campaign ? item : 0;
    while (found >= 0 && question.walk.goesByItem()) {
      int next = item(found, from);
      if (next >= 0) {
        return new Stretch(found, next);
      }
      found = campaign(found + 1);
      from = 0;
    }
    return found < 0 ? null : new Stretch(found, 0);
  }

  /** The first item of a campaign, not below a number, of which anything has moved; or -1. */
  private int item(int campaign, int least) throws SQLException {
    if (question.item >= 0) {
      return question.item >= least ? question.item : -1;
    }
    return (int)
        reading.number(
            "SELECT item FROM movements WHERE campaign = ? AND item >= ?"
                + " ORDER BY campaign, item LIMIT 1",
            List.of(campaign, least),
            -1);
  }

  private int campaign(int least) throws SQLException {
    if (question.campaign >= 0) {
      return question.campaign >= least ? question.campaign : -1;
    }
    List<Object> arguments = new ArrayList<>();
    By named = question.walk.named();
    if (named != null && question.walk != Walk.USERS) {
      arguments.add(question.filter.value(named));
    }
    arguments.add(least);
    return (int) reading.number(question.walk.nextCampaign(reading.along), arguments, -1);
  }

  /** Reads on in a stretch; says where it stopped, or null at its end. */
  private @Nullable Cursor walk(Stretch stretch, @Nullable Cursor after) throws SQLException {
    Bounds bounds = Bounds.of(reading, question, head(stretch), position, after != null);
    long low = bounds.low();
    long second = Long.MAX_VALUE;
    long first = low - 1;
    if (after != null) {
      low = question.walk.hasSecond() ? after.a() : after.a() + 1;
      first = after.a();
      second = after.b();
    }
    boolean inWindows = question.picky && question.walk.isDense();
    while (low < bounds.high()) {
      long high = inWindows ? Math.min(bounds.high(), low + reading.window) : bounds.high();
      Cursor full = window(stretch, new Window(low, high, first, second));
      if (full != null) {
        return full;
      }
      low = high;
      first = high - 1;
      second = Long.MAX_VALUE;
      if (low < bounds.high() && reading.isLong()) {
        return new Cursor(stretch.campaign, sub(stretch), first, second);
      }
    }
    return null;
  }

  /** Keys from {@code low} to below {@code high}, behind a place. */
  private record Window(long low, long high, long first, long second) {}

  /** Reads a window; says behind which row the next page begins once this one is full. */
  private @Nullable Cursor window(Stretch stretch, Window window) throws SQLException {
    List<Object> arguments = new ArrayList<>(head(stretch));
    arguments.add(window.low);
    arguments.add(window.high);
    if (question.walk.hasSecond()) {
      arguments.add(window.first);
      arguments.add(window.second);
    }
    arguments.addAll(question.values);
    // One more than there is room for says whether anything is left.
    arguments.add(limit - rows.size() + 1L);
    boolean[] more = {false};
    reading.query(
        question.walk.rows(question.more, reading.along),
        arguments,
        row -> {
          if (rows.size() < limit) {
            take(stretch, row);
          } else {
            more[0] = true;
          }
        });
    return more[0] ? keys.getLast() : null;
  }

  private List<Object> head(Stretch stretch) {
    List<Object> head = new ArrayList<>();
    By named = question.walk.named();
    if (named != null) {
      head.add(question.filter.value(named));
    }
    head.add(stretch.campaign);
    if (question.walk.goesByItem()) {
      head.add(stretch.item);
    }
    return head;
  }

  private void take(Stretch stretch, ResultSet row) throws SQLException {
    List<Column> columns = question.walk.listing().columns();
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (columns.get(i).type()) {
            case TEXT -> orEmpty(row.getString(i + 1));
            case NUMBER, TIME -> row.getLong(i + 1);
            case GRANT -> row.getLong(i + 1) == 0 ? "" : values[0] + "." + row.getLong(i + 1);
          };
    }
    rows.add(values);
    long a = row.getLong(values.length + 1);
    keys.add(new Cursor(stretch.campaign, sub(stretch), a, row.getLong(values.length + 2)));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
