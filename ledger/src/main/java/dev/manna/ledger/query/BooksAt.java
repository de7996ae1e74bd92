package dev.manna.ledger.query;

import dev.manna.core.GrantId;
import dev.manna.core.Malformed;
import dev.manna.core.feed.EventSink.Trouble;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The books as they stand at one position, until it is closed: nothing that is written meanwhile is
 * seen. A name or number that cannot be one is {@link Malformed}.
 */
public final class BooksAt implements AutoCloseable {
  /** A page has at most so many rows. */
  public static final int MOST_ROWS = 5_000;

  private final Inquiry inquiry;
  private final Reading reading;
  private final long position;

  BooksAt(Inquiry inquiry, Reading reading, long position) {
    this.inquiry = inquiry;
    this.reading = reading;
    this.position = position;
  }

  /** Where the books stand: all that the log says up to here is in them, and nothing more. */
  public long position() {
    return position;
  }

  /**
   * A page of a listing.
   *
   * @param cursor the {@code next} of the page before, null for the first
   * @param limit how many rows at most, 1 to {@link #MOST_ROWS}
   */
  public Seen<Page> page(Listing listing, Filter filter, @Nullable String cursor, int limit)
      throws Trouble {
    if (limit < 1 || limit > MOST_ROWS) {
      throw new Malformed("limit", limit + " is not within 1 to " + MOST_ROWS);
    }
    inquiry.begin();
    try {
      Cursor after = cursor == null ? null : Cursor.parse(cursor, listing, filter);
      return switch (Question.of(reading, listing, filter)) {
        case Seen.Unknown<Question>(By by, String name) -> new Seen.Unknown<>(by, name);
        case Seen.There<Question>(Question question) -> {
          Paging paging = new Paging(reading, question, position, limit);
          Cursor next = paging.read(after);
          String text = next == null ? null : next.text(listing, filter);
          yield new Seen.There<>(new Page(paging.rows(), text));
        }
      };
    } catch (SQLException e) {
      throw inquiry.failed(e);
    }
  }

  /** The claim that got a grant, as a filter that finds it; none where there is no such grant. */
  public List<Filter> claimOf(GrantId grant) throws Trouble {
    List<Filter> found = new ArrayList<>();
    inquiry.begin();
    try {
      reading.query(
          "SELECT g.claim FROM campaigns c JOIN grants g ON g.campaign = c.number"
              + " WHERE c.name = ? AND g.number = ?",
          List.of(grant.campaign(), grant.number()),
          row ->
              found.add(
                  Filter.NONE.with(By.CAMPAIGN, grant.campaign()).with(By.CLAIM, row.getLong(1))));
      return found;
    } catch (SQLException e) {
      throw inquiry.failed(e);
    }
  }

  /** A user's money in one currency. */
  public record Wallet(
      String currency,
      long openedCents,
      long unopenedCents,
      long openedPackets,
      long unopenedPackets) {}

  /** A user's wallets, by currency. */
  public List<Wallet> wallets(String user) throws Trouble {
    List<Wallet> wallets = new ArrayList<>();
    inquiry.begin();
    try {
      reading.query(
          "SELECT currency, opened_cents, unopened_cents, opened_packets, unopened_packets"
              + " FROM wallets WHERE user_name = ? ORDER BY currency",
          List.of(user),
          row ->
              wallets.add(
                  new Wallet(
                      row.getString(1),
                      row.getLong(2),
                      row.getLong(3),
                      row.getLong(4),
                      row.getLong(5))));
      return wallets;
    } catch (SQLException e) {
      throw inquiry.failed(e);
    }
  }

  /**
   * A campaign's days.
   *
   * @param zone the campaign's time zone, in which they are counted
   * @param nextMillis from when on there are more, or may be; 0 where that was all
   */
  public record Series(String zone, List<Day> days, long nextMillis) {}

  /**
   * The days of a campaign on which anything was claimed or given, the earliest first. Only minutes
   * within the two moments count.
   *
   * @param limit how many days at most
   */
  public Seen<Series> days(String campaign, long fromMillis, long toMillis, int limit)
      throws Trouble {
    Filter filter = Filter.NONE.with(By.CAMPAIGN, campaign);
    inquiry.begin();
    try {
      return switch (Question.of(reading, Listing.MINUTES, filter)) {
        case Seen.Unknown<Question>(By by, String name) -> new Seen.Unknown<>(by, name);
        case Seen.There<Question>(Question question) -> {
          String zone = zone(question.campaign);
          List<Day> days =
              Days.read(
                  reading, question.campaign, ZoneId.of(zone), fromMillis, toMillis, limit + 1);
          boolean more = days.size() > limit;
          long next = more ? days.getLast().startMillis() : 0;
          yield new Seen.There<>(
              new Series(zone, List.copyOf(more ? days.subList(0, limit) : days), next));
        }
      };
    } catch (SQLException e) {
      throw inquiry.failed(e);
    } catch (DateTimeException e) {
      throw Trouble.lasting("the time zone of " + campaign + " is not known here", e);
    }
  }

  private String zone(int campaign) throws SQLException {
    String[] zone = {"UTC"};
    reading.query(
        "SELECT time_zone FROM versions WHERE campaign = ? ORDER BY version DESC LIMIT 1",
        List.of(campaign),
        row -> zone[0] = row.getString(1));
    return zone[0];
  }

  @Override
  public void close() {
    inquiry.done();
  }
}
