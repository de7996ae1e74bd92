package dev.manna.server.http;

import dev.manna.core.GrantId;
import dev.manna.core.Ids;
import dev.manna.core.Malformed;
import dev.manna.core.Query;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.ledger.query.By;
import dev.manna.ledger.query.Filter;
import dev.manna.ledger.query.Listing;
import dev.manna.server.books.BooksPool;
import dev.manna.server.books.BooksRequest;
import dev.manna.server.books.Parameters;
import dev.manna.server.books.RowWriter.Format;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The routes below {@code /v1/books}: what a request asks of the books, and who answers it. */
final class BooksRoutes {
  private static final String NO_BOOKS =
      "Start it with --ledger sqlite (a file in the data directory) or --ledger jdbc:...; what has"
          + " happened until then is taken from the log.";

  private static final Set<String> PAGE = Set.of("limit", "cursor", "position");
  private static final Set<String> SERIES = Set.of("by", "from", "to");
  private static final Set<String> SEARCH = Set.of("key", "grant", "campaign", "user");
  private static final Set<String> EXPORT = Set.of("what", "format", "position");

  private static final int ASSUMED = 100;

  /** A claim may have thousands of grants, and all are shown. */
  private static final int MOST_CLAIMS = 20;

  private static final List<Listing> EXPORTED =
      List.of(Listing.GRANTS, Listing.CLAIMS, Listing.MOVEMENTS);

  private final Gate gate;

  BooksRoutes(Gate gate) {
    this.gate = gate;
  }

  /**
   * Answers a request, some time later.
   *
   * @param id the parameters of the path
   */
  void serve(Route route, String id, String uri, Head head, BooksExchange to) {
    List<String> path = route.parameters() > 1 ? Uri.segments(id) : List.of(id);
    Map<String, String> query = Uri.parameters(uri, allowed(route, uri));
    BooksRequest request = request(route, path, query);
    long wanted = BooksDesk.asked(query, head);
    BooksPool pool = gate.booksPool();
    String closed = gate.closedBecause();
    if ((pool == null && "recovering".equals(closed)) || "stopping".equals(closed)) {
      to.desk()
          .answers()
          .give(
              to.exchange(),
              Reply.Refused.of(Refusal.UNAVAILABLE, "The server is " + closed + '.'));
    } else if (pool == null) {
      to.exchange().fail(Fault.NO_BOOKS, NO_BOOKS);
    } else {
      gate.positions().await(wanted, () -> to.desk().later(() -> ask(pool, request, wanted, to)));
    }
  }

  private static void ask(BooksPool pool, BooksRequest request, long wanted, BooksExchange to) {
    if (request instanceof BooksRequest.Piece first) {
      BooksExport.begin(pool, first, wanted, to);
      return;
    }
    to.desk().submitted();
    boolean taken =
        pool.ask(
            request,
            wanted,
            reply ->
                to.desk()
                    .later(
                        () -> {
                          to.desk().finished();
                          to.desk().guard(to.exchange(), () -> to.give(reply));
                        }));
    if (!taken) {
      to.desk().finished();
      to.again(Fault.BOOKS_BUSY, "Other questions are waiting.");
    }
  }

  private static Set<String> allowed(Route route, String uri) {
    return switch (route) {
      case BOOKS_GRANTS -> union(Parameters.of(Listing.GRANTS), PAGE);
      case BOOKS_CLAIMS -> union(Parameters.of(Listing.CLAIMS), PAGE);
      case BOOKS_MOVEMENTS -> union(Set.of("from", "to"), PAGE);
      case BOOKS_SERIES -> union(SERIES, PAGE);
      case BOOKS_SEARCH -> union(SEARCH, PAGE);
      case BOOKS_EXPORT -> union(Parameters.of(exported(uri)), EXPORT);
      default -> PAGE;
    };
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> both = new TreeSet<>(one);
    both.addAll(other);
    return both;
  }

  /** What an export is of decides which parameters it takes. */
  private static Listing exported(String uri) {
    int query = uri.indexOf('?');
    String what =
        Stream.of(query < 0 ? new String[0] : uri.substring(query + 1).split("&", -1))
            .filter(pair -> pair.startsWith("what="))
            .map(pair -> pair.substring("what=".length()))
            .findFirst()
            .orElseThrow(() -> new Malformed("what", "is missing; grants, claims or movements"));
    return EXPORTED.stream()
        .filter(each -> each.word().equals(what))
        .findFirst()
        .orElseThrow(() -> Words.noneOf("what", what, "grants, claims, movements"));
  }

  private static BooksRequest request(Route route, List<String> path, Map<String, String> query) {
    return switch (route) {
      case BOOKS_GRANTS -> rows(Listing.GRANTS, Parameters.filter(Listing.GRANTS, query), query);
      case BOOKS_CLAIMS -> rows(Listing.CLAIMS, Parameters.filter(Listing.CLAIMS, query), query);
      case BOOKS_MOVEMENTS -> {
        Filter during = Parameters.filter(Listing.MOVEMENTS, query);
        Filter item = during.with(By.CAMPAIGN, path.get(0)).with(By.ITEM, path.get(1));
        yield rows(Listing.MOVEMENTS, item, query);
      }
      case BOOKS_VERSIONS ->
          rows(Listing.VERSIONS, Filter.NONE.with(By.CAMPAIGN, path.get(0)), query);
      case BOOKS_SERIES -> series(path.get(0), query);
      case BOOKS_USER ->
          new BooksRequest.OfUser(
              Ids.user(path.get(0)), query.get("cursor"), limit(query, Query.MAX_PAGE));
      case BOOKS_SEARCH -> search(query);
      case BOOKS_EXPORT -> export(query);
      default -> throw new IllegalArgumentException(route + " is answered elsewhere");
    };
  }

  private static BooksRequest rows(Listing listing, Filter filter, Map<String, String> query) {
    return new BooksRequest.Rows(
        listing, filter, query.get("cursor"), limit(query, Query.MAX_PAGE));
  }

  private static BooksRequest series(String campaign, Map<String, String> query) {
    String by = query.getOrDefault("by", "day");
    Ids.name("campaign", campaign);
    if (by.equals("minute")) {
      Filter during = Parameters.filter(Listing.MINUTES, query);
      return rows(Listing.MINUTES, during.with(By.CAMPAIGN, campaign), query);
    }
    if (!by.equals("day")) {
      throw Words.noneOf("by", by, "day, minute");
    }
    long from = moment(query, "from", 0);
    long to = moment(query, "to", Long.MAX_VALUE);
    if (from >= to) {
      throw new Malformed("to", to + " is not after from, " + from);
    }
    long on = Uri.integer(query, "cursor", from);
    return new BooksRequest.Days(campaign, Math.max(from, on), to, limit(query, Query.MAX_PAGE));
  }

  private static long moment(Map<String, String> query, String name, long assumed) {
    String text = query.get(name);
    return text == null ? assumed : Parameters.moment(name, text);
  }

  private static BooksRequest search(Map<String, String> query) {
    String grant = query.get("grant");
    String key = query.get("key");
    if (grant == null == (key == null)) {
      throw new Malformed("key", "name either key or grant");
    }
    if (grant != null) {
      for (String beside : new String[] {"campaign", "user", "limit", "cursor"}) {
        if (query.containsKey(beside)) {
          throw new Malformed(beside, "is not needed beside grant");
        }
      }
      return new BooksRequest.ByGrant(GrantId.parse(grant));
    }
    Filter filter = Parameters.filter(Listing.CLAIMS, query);
    return new BooksRequest.ByKey(filter, query.get("cursor"), limit(query, MOST_CLAIMS));
  }

  private static BooksRequest export(Map<String, String> query) {
    Listing listing = exported("?what=" + query.get("what"));
    String word = query.getOrDefault("format", "csv");
    Format format =
        Stream.of(Format.values())
            .filter(each -> each.word().equals(word))
            .findFirst()
            .orElseThrow(() -> Words.noneOf("format", word, "csv, jsonl"));
    return new BooksRequest.Piece(listing, Parameters.filter(listing, query), format, null);
  }

  private static int limit(Map<String, String> query, int most) {
    long limit = Uri.integer(query, "limit", Math.min(ASSUMED, most));
    if (limit < 1 || limit > most) {
      throw new Malformed("limit", limit + " is not within 1 to " + most);
    }
    return (int) limit;
  }
}
