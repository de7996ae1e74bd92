package dev.manna.server.books;

import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.ledger.query.BooksAt;
import dev.manna.ledger.query.By;
import dev.manna.ledger.query.Day;
import dev.manna.ledger.query.Filter;
import dev.manna.ledger.query.Inquiry;
import dev.manna.ledger.query.Listing;
import dev.manna.ledger.query.Page;
import dev.manna.ledger.query.Seen;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Looks a question up in the books and writes the answer. */
public final class BooksAnswers {
  /** A piece of an export: some hundred kilobytes, some milliseconds of the database. */
  private static final int ROWS_A_PIECE = 1_000;

  /** An order has at most so many lines. */
  private static final int LINES = 2_000;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private BooksAnswers() {}

  /**
   * Answers a question.
   *
   * @param wanted the position that the books must have reached
   */
  public static BooksReply answer(Inquiry inquiry, BooksRequest request, long wanted) {
    try (BooksAt books = inquiry.look()) {
      if (books.position() < wanted) {
        return new BooksReply.Behind(books.position());
      }
      return switch (request) {
        case BooksRequest.Rows rows -> rows(books, rows);
        case BooksRequest.ByKey of -> claims(books, of.filter(), of.cursor(), of.limit());
        case BooksRequest.ByGrant of -> byGrant(books, of);
        case BooksRequest.OfUser user -> user(books, user);
        case BooksRequest.Days days -> days(books, days);
        case BooksRequest.Piece piece -> piece(books, piece);
      };
    } catch (dev.manna.core.Malformed e) {
      return new BooksReply.Malformed(String.valueOf(e.getMessage()));
    } catch (Trouble e) {
      return new BooksReply.Away(String.valueOf(e.getMessage()));
    }
  }

  private static BooksReply rows(BooksAt books, BooksRequest.Rows asked) throws Trouble {
    return switch (books.page(asked.listing(), asked.filter(), asked.cursor(), asked.limit())) {
      case Seen.Unknown<Page>(By by, String name) -> unknown(books, by, name);
      case Seen.There<Page>(Page page) ->
          written(
              books,
              json -> {
                rows(json, asked.listing().word(), asked.listing(), page.rows());
                next(json, page.next());
              });
    };
  }

  private static BooksReply byGrant(BooksAt books, BooksRequest.ByGrant asked) throws Trouble {
    List<Filter> claim = books.claimOf(asked.grant());
    return claim.isEmpty()
        ? written(books, json -> json.writeArrayPropertyStart("claims").writeEndArray())
        : claims(books, claim.getFirst(), null, 1);
  }

  private static BooksReply claims(BooksAt books, Filter filter, @Nullable String cursor, int limit)
      throws Trouble {
    return switch (books.page(Listing.CLAIMS, filter, cursor, limit)) {
      case Seen.Unknown<Page>(By by, String name) -> unknown(books, by, name);
      case Seen.There<Page>(Page page) ->
          written(
              books,
              json -> {
                json.writeArrayPropertyStart("claims");
                for (Object[] row : page.rows()) {
                  json.writeStartObject();
                  new JsonRows(Listing.CLAIMS).fields(json, row);
                  rows(json, "lines", Listing.GRANTS, lines(books, row));
                  json.writeEndObject();
                }
                json.writeEndArray();
                next(json, page.next());
              });
    };
  }

  private static List<Object[]> lines(BooksAt books, Object[] claim) throws Trouble {
    Filter of = Filter.NONE.with(By.CAMPAIGN, claim[0].toString()).with(By.CLAIM, (Long) claim[1]);
    return books.page(Listing.GRANTS, of, null, LINES) instanceof Seen.There<Page>(Page page)
        ? page.rows()
        : List.of();
  }

  private static BooksReply user(BooksAt books, BooksRequest.OfUser asked) throws Trouble {
    Filter of = Filter.NONE.with(By.USER, asked.user());
    Page page =
        books.page(Listing.USERS, of, asked.cursor(), asked.limit())
                instanceof Seen.There<Page>(Page found)
            ? found
            : new Page(List.of(), null);
    return written(
        books,
        json -> {
          json.writeStringProperty("user", asked.user());
          rows(json, "campaigns", Listing.USERS, page.rows());
          json.writeArrayPropertyStart("wallets");
          for (BooksAt.Wallet wallet : books.wallets(asked.user())) {
            json.writeStartObject();
            json.writeStringProperty("currency", wallet.currency());
            json.writeNumberProperty("openedCents", wallet.openedCents());
            json.writeNumberProperty("unopenedCents", wallet.unopenedCents());
            json.writeNumberProperty("openedPackets", wallet.openedPackets());
            json.writeNumberProperty("unopenedPackets", wallet.unopenedPackets());
            json.writeEndObject();
          }
          json.writeEndArray();
          next(json, page.next());
        });
  }

  private static BooksReply days(BooksAt books, BooksRequest.Days asked) throws Trouble {
    return switch (books.days(
        asked.campaign(), asked.fromMillis(), asked.toMillis(), asked.limit())) {
      case Seen.Unknown<BooksAt.Series>(By by, String name) -> unknown(books, by, name);
      case Seen.There<BooksAt.Series>(BooksAt.Series series) ->
          written(
              books,
              json -> {
                json.writeStringProperty("timeZone", series.zone());
                json.writeArrayPropertyStart("days");
                series.days().forEach(day -> day(json, day));
                json.writeEndArray();
                next(json, series.nextMillis() == 0 ? null : "" + series.nextMillis());
              });
    };
  }

  private static void day(JsonGenerator json, Day day) {
    json.writeStartObject();
    json.writeStringProperty("day", day.date().toString());
    json.writeName("startsAt");
    JsonRows.moment(json, day.startMillis());
    json.writeNumberProperty("claims", day.claims());
    json.writeNumberProperty("uses", day.uses());
    json.writeNumberProperty("misses", day.misses());
    json.writeNumberProperty("grants", day.grants());
    json.writeNumberProperty("units", day.units());
    json.writeNumberProperty("cents", day.cents());
    json.writeEndObject();
  }

  private static BooksReply piece(BooksAt books, BooksRequest.Piece asked) throws Trouble {
    boolean first = asked.cursor() == null;
    Filter filter = first ? asked.filter().with(By.UP_TO, books.position()) : asked.filter();
    return switch (books.page(asked.listing(), filter, asked.cursor(), ROWS_A_PIECE)) {
      case Seen.Unknown<Page>(By by, String name) -> unknown(books, by, name);
      case Seen.There<Page>(Page page) -> {
        RowWriter writer = asked.format().of(asked.listing());
        String text = (first ? writer.head() : "") + writer.rows(page.rows());
        yield new BooksReply.Piece(text, filter, page.next(), books.position());
      }
    };
  }

  private static BooksReply unknown(BooksAt books, By by, String name) {
    return by == By.CAMPAIGN
        ? new BooksReply.UnknownCampaign(name, books.position())
        : new BooksReply.Malformed(
            by.word()
                + ": the campaign has no "
                + Parameters.quoted(name)
                + " in the books at position "
                + books.position());
  }

  /** Writes the inner part of an answer's object. */
  private interface Inner {
    void write(JsonGenerator json) throws Trouble;
  }

  private static BooksReply written(BooksAt books, Inner inner) throws Trouble {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      inner.write(json);
      json.writeNumberProperty("position", books.position());
      json.writeEndObject();
    }
    return new BooksReply.Answer(text.toString(), books.position());
  }

  private static void rows(JsonGenerator json, String name, Listing listing, List<Object[]> rows) {
    JsonRows writer = new JsonRows(listing);
    json.writeArrayPropertyStart(name);
    for (Object[] row : rows) {
      json.writeStartObject();
      writer.fields(json, row);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void next(JsonGenerator json, @Nullable String next) {
    if (next != null) {
      json.writeStringProperty("next", next);
    }
  }
}
