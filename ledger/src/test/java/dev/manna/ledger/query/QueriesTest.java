package dev.manna.ledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Malformed;
import dev.manna.core.TimeSource;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.ledger.Database;
import dev.manna.ledger.Ledger;
import dev.manna.ledger.Places;
import dev.manna.simulation.Chance;
import dev.manna.simulation.CrowdLog;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each answer of the books, beside a look at every event of a random log. */
final class QueriesTest {
  private static final int PATIENCE_SECONDS = 8;

  private static Database books(Places places, CrowdLog log) throws Trouble {
    Database database = places.fresh().database();
    try (Ledger ledger = new Ledger(database)) {
      ledger.open();
      for (Chunk chunk : log.chunks(40)) {
        ledger.take(chunk);
      }
    }
    return database;
  }

  private static Inquiry inquiry(Database database) {
    return new Inquiry(database, System::currentTimeMillis, PATIENCE_SECONDS);
  }

  /** Every page is told that it takes long, and looks at few keys at once. */
  private static Inquiry hurried(Database database) {
    long[] now = {0};
    TimeSource racing = () -> now[0] += PATIENCE_SECONDS * 1_000L / 8 + 1;
    return new Inquiry(database, racing, PATIENCE_SECONDS, 7);
  }

  @ParameterizedTest
  @EnumSource(Places.class)
  void shouldPickWhatAFilterPicks(Places places) throws Trouble {
    for (long seed = 31; seed <= 33; seed++) {
      CrowdLog log = CrowdLog.of(seed, 1_500);
      NaiveBooks naive = new NaiveBooks(log);
      Chance chance = new Chance(seed);
      Database database = books(places, log);
      try (Inquiry inquiry = inquiry(database);
          Inquiry hurried = hurried(database)) {
        int found = 0;
        for (int i = 0; i < 60; i++) {
          Filter filter = new Filters(naive, chance, Listing.GRANTS).next();
          List<String> wanted = naive.grants(filter);
          Inquiry by = chance.oneIn(3) ? hurried : inquiry;
          assertThat(all(by, Listing.GRANTS, filter, chance, QueriesTest::grant))
              .as("%s", filter)
              .isEqualTo(wanted);
          found += wanted.isEmpty() ? 0 : 1;
          filter = new Filters(naive, chance, Listing.CLAIMS).next();
          wanted = naive.claims(filter);
          assertThat(all(by, Listing.CLAIMS, filter, chance, QueriesTest::claim))
              .as("%s", filter)
              .isEqualTo(wanted);
          found += wanted.isEmpty() ? 0 : 1;
        }
        assertThat(found).as("filters that pick something").isGreaterThan(40);
      }
    }
  }

  /** All rows of a question, through pages of random sizes. */
  private static List<String> all(
      Inquiry inquiry,
      Listing listing,
      Filter filter,
      Chance chance,
      Function<Object[], String> shown)
      throws Trouble {
    List<String> rows = new ArrayList<>();
    String cursor = null;
    int pages = 0;
    do {
      int limit = (int) chance.between(1, chance.oneIn(2) ? 12 : 400);
      try (BooksAt books = inquiry.look()) {
        Page page = there(books.page(listing, filter, cursor, limit));
        assertThat(page.rows()).hasSizeLessThanOrEqualTo(limit);
        page.rows().forEach(row -> rows.add(shown.apply(row)));
        cursor = page.next();
        assertThat(cursor == null || cursor.length() == 48).isTrue();
      }
    } while (cursor != null && ++pages < 100_000);
    assertThat(cursor).isNull();
    return rows;
  }

  private static <T> T there(Seen<T> seen) {
    assertThat(seen).isInstanceOf(Seen.There.class);
    return ((Seen.There<T>) seen).what();
  }

  private static Object of(Listing listing, Object[] row, String name) {
    List<Column> columns = listing.columns();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return row[i];
      }
    }
    throw new AssertionError(name);
  }

  private static String shown(Listing listing, Object[] row, String... names) {
    List<String> cells = new ArrayList<>();
    for (String name : names) {
      cells.add(of(listing, row, name).toString());
    }
    return String.join("|", cells);
  }

  private static String grant(Object[] row) {
    return shown(
        Listing.GRANTS,
        row,
        "grant",
        "user",
        "key",
        "claim",
        "item",
        "round",
        "units",
        "cents",
        "state",
        "returned",
        "position",
        "grantedAt");
  }

  private static String claim(Object[] row) {
    return shown(
        Listing.CLAIMS,
        row,
        "campaign",
        "claim",
        "kind",
        "user",
        "key",
        "outcome",
        "uses",
        "position",
        "decidedAt");
  }

  /** Each row that was there at the first page comes once, whatever is written meanwhile. */
  @ParameterizedTest
  @EnumSource(Places.class)
  void shouldPageThroughBooksThatGrow(Places places) throws Trouble {
    CrowdLog log = CrowdLog.of(41, 4_000);
    List<Chunk> chunks = log.chunks(3);
    int begun = chunks.size() / 2;
    Chance chance = new Chance(41);
    Database database = places.fresh().database();
    try (Ledger ledger = new Ledger(database);
        Inquiry inquiry = inquiry(database)) {
      ledger.open();
      for (Chunk chunk : chunks.subList(0, begun)) {
        ledger.take(chunk);
      }
      List<String> before = ids(inquiry, chance, () -> {});
      int[] next = {begun};
      List<String> during =
          ids(
              inquiry,
              chance,
              () -> {
                if (next[0] < chunks.size()) {
                  ledger.take(chunks.get(next[0]++));
                }
              });
      assertThat(before).hasSizeGreaterThan(100).doesNotHaveDuplicates();
      assertThat(next[0]).as("they grew").isGreaterThan(begun + 10);
      assertThat(during).doesNotHaveDuplicates().containsAll(before);
    }
  }

  private interface Between {
    void pages() throws Trouble;
  }

  private static List<String> ids(Inquiry inquiry, Chance chance, Between between) throws Trouble {
    List<String> ids = new ArrayList<>();
    for (Listing listing : List.of(Listing.GRANTS, Listing.CLAIMS)) {
      String cursor = null;
      long position = 0;
      do {
        try (BooksAt books = inquiry.look()) {
          assertThat(books.position()).isGreaterThanOrEqualTo(position);
          position = books.position();
          int limit = (int) chance.between(1, 9);
          Page page = there(books.page(listing, Filter.NONE, cursor, limit));
          page.rows().forEach(row -> ids.add(listing + " " + row[0] + " " + row[1]));
          cursor = page.next();
        }
        between.pages();
      } while (cursor != null);
    }
    return ids;
  }

  /** What is written while the books are looked at is not seen, page after page. */
  @ParameterizedTest
  @EnumSource(Places.class)
  void shouldStayAtItsPosition(Places places) throws Trouble {
    List<Chunk> chunks = CrowdLog.of(43, 1_500).chunks(30);
    Database database = places.fresh().database();
    try (Ledger ledger = new Ledger(database);
        Inquiry inquiry = inquiry(database)) {
      ledger.open();
      ledger.take(chunks.get(0));
      try (BooksAt books = inquiry.look()) {
        Page before = there(books.page(Listing.CLAIMS, Filter.NONE, null, BooksAt.MOST_ROWS));
        ledger.take(chunks.get(1));
        Page after = there(books.page(Listing.CLAIMS, Filter.NONE, null, BooksAt.MOST_ROWS));
        assertThat(books.position()).isEqualTo(chunks.get(0).to().position());
        assertThat(after.rows()).hasSameSizeAs(before.rows()).isNotEmpty();
      }
      try (BooksAt books = inquiry.look()) {
        assertThat(books.position()).isEqualTo(chunks.get(1).to().position());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Places.class)
  void shouldAddUpMinutesAndDays(Places places) throws Trouble {
    CrowdLog log = CrowdLog.of(47, 2_500);
    NaiveBooks naive = new NaiveBooks(log);
    Chance chance = new Chance(47);
    try (Inquiry inquiry = inquiry(books(places, log))) {
      for (String campaign : naive.campaigns) {
        Filter filter = Filter.NONE.with(By.CAMPAIGN, campaign);
        List<String> minutes =
            all(
                inquiry,
                Listing.MINUTES,
                filter,
                chance,
                row ->
                    shown(
                        Listing.MINUTES,
                        row,
                        "minuteAt",
                        "claims",
                        "uses",
                        "misses",
                        "grants",
                        "units",
                        "cents"));
        NaiveSums sums = new NaiveSums(naive, campaign);
        assertThat(minutes).isEqualTo(sums.by(at -> at - at % 60_000));
        assertThat(days(inquiry, campaign)).isEqualTo(sums.byDay(naive.zones.get(campaign)));
      }
    }
  }

  /** Days of a zone east of Greenwich, and of one west of it in which an hour is lost and won. */
  @ParameterizedTest
  @EnumSource(Places.class)
  void shouldCountDaysInTheTimeZoneOfTheCampaign(Places places) throws Trouble {
    CrowdLog log = ZonedLog.make();
    NaiveBooks naive = new NaiveBooks(log);
    try (Inquiry inquiry = inquiry(books(places, log))) {
      for (String campaign : naive.campaigns) {
        NaiveSums sums = new NaiveSums(naive, campaign);
        assertThat(days(inquiry, campaign))
            .isEqualTo(sums.byDay(naive.zones.get(campaign)))
            .isNotEqualTo(sums.byDay("UTC"))
            .hasSizeGreaterThan(200);
      }
    }
  }

  private static List<String> days(Inquiry inquiry, String campaign) throws Trouble {
    List<String> days = new ArrayList<>();
    long from = 0;
    do {
      try (BooksAt books = inquiry.look()) {
        BooksAt.Series series = there(books.days(campaign, from, Long.MAX_VALUE, 2));
        for (Day day : series.days()) {
          days.add(
              "%s|%d|%d|%d|%d|%d|%d"
                  .formatted(
                      day.date(),
                      day.claims(),
                      day.uses(),
                      day.misses(),
                      day.grants(),
                      day.units(),
                      day.cents()));
        }
        assertThat(series.nextMillis() == 0 || series.nextMillis() > from).isTrue();
        from = series.nextMillis();
      }
    } while (from > 0 && days.size() < 1_000);
    return days;
  }

  @ParameterizedTest
  @EnumSource(Places.class)
  void shouldListEachMovementOfAnItemWithItsTime(Places places) throws Trouble {
    CrowdLog log = CrowdLog.of(53, 4_000);
    Chance chance = new Chance(53);
    TreeMap<Long, Long> times = new TreeMap<>();
    log.batches()
        .forEach(
            batch ->
                CrowdLog.events(batch)
                    .forEach(each -> times.put(each.position(), each.timeMillis())));
    try (Inquiry inquiry = inquiry(books(places, log));
        BooksAt books = inquiry.look()) {
      long moved = 0;
      for (String campaign : new NaiveBooks(log).campaigns) {
        Filter filter = Filter.NONE.with(By.CAMPAIGN, campaign);
        List<Object[]> rows =
            there(books.page(Listing.MOVEMENTS, filter, null, BooksAt.MOST_ROWS)).rows();
        moved += rows.size();
        long[] range = {times.firstEntry().getValue(), times.lastEntry().getValue()};
        during(inquiry, filter, rows, range, chance);
        for (Object[] row : rows) {
          Long position = (Long) of(Listing.MOVEMENTS, row, "position");
          assertThat(of(Listing.MOVEMENTS, row, "decidedAt")).isEqualTo(times.get(position));
        }
      }
      assertThat(moved).isGreaterThan(200);
    }
  }

  /** Movements between two moments, of ten pairs of them. */
  private static void during(
      Inquiry inquiry, Filter filter, List<Object[]> rows, long[] range, Chance chance)
      throws Trouble {
    for (int i = 0; i < 10; i++) {
      long from = chance.between(range[0], range[1]);
      long to = chance.between(from + 1, range[1] + 1);
      List<String> wanted =
          rows.stream()
              .filter(row -> (Long) of(Listing.MOVEMENTS, row, "decidedAt") >= from)
              .filter(row -> (Long) of(Listing.MOVEMENTS, row, "decidedAt") < to)
              .map(row -> List.of(row).toString())
              .toList();
      Filter during = filter.with(By.FROM, from).with(By.TO, to);
      assertThat(all(inquiry, Listing.MOVEMENTS, during, chance, row -> List.of(row).toString()))
          .isEqualTo(wanted);
    }
  }

  @ParameterizedTest
  @EnumSource(Places.class)
  void shouldSayWhatIsNotThereAndRefuseWhatIsNoCursor(Places places) throws Trouble {
    CrowdLog log = CrowdLog.of(59, 600);
    NaiveBooks naive = new NaiveBooks(log);
    String campaign = naive.campaigns.getFirst();
    Filter one = Filter.NONE.with(By.CAMPAIGN, campaign);
    try (Inquiry inquiry = inquiry(books(places, log));
        BooksAt books = inquiry.look()) {
      assertThat(books.page(Listing.GRANTS, Filter.NONE.with(By.CAMPAIGN, "no"), null, 1))
          .isEqualTo(new Seen.Unknown<Page>(By.CAMPAIGN, "no"));
      assertThat(books.page(Listing.GRANTS, one.with(By.ITEM, "no"), null, 1))
          .isEqualTo(new Seen.Unknown<Page>(By.ITEM, "no"));
      Page page = there(books.page(Listing.CLAIMS, Filter.NONE, null, 1));
      String next = page.next();
      refused(books, Filter.NONE.with(By.KIND, "draw"), next, "belongs to another question");
      for (String wrong : List.of("", "x", "%%%", next + "A", next.substring(1), flipped(next))) {
        refused(books, Filter.NONE, wrong, "cursor: is none");
      }
    }
  }

  private static String flipped(String cursor) {
    return cursor.substring(0, 20) + (cursor.charAt(20) == 'A' ? 'B' : 'A') + cursor.substring(21);
  }

  private static void refused(BooksAt books, Filter filter, String cursor, String why) {
    assertThatThrownBy(() -> books.page(Listing.CLAIMS, filter, cursor, 5))
        .as(cursor)
        .isInstanceOf(Malformed.class)
        .hasMessageContaining(why);
  }
}
