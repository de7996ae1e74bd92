package dev.manna.ledger;

import dev.manna.core.Batch;
import dev.manna.core.Command;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.core.law.Machine;
import dev.manna.ledger.query.BooksAt;
import dev.manna.ledger.query.By;
import dev.manna.ledger.query.Filter;
import dev.manna.ledger.query.Inquiry;
import dev.manna.ledger.query.Listing;
import dev.manna.ledger.query.Page;
import dev.manna.ledger.query.Seen;
import dev.manna.simulation.Chance;
import dev.manna.simulation.CrowdLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long a page of the books takes where they have many grants of one sale. A main, not a test:
 * {@code PageMeasurement [grants] [database ...]}.
 */
final class PageMeasurement {
  private static final long BEGIN = 1_800_000_000_000L;
  private static final int A_BATCH = 1_000;
  private static final int ROWS = 100;
  private static final int TIMES = 41;

  private PageMeasurement() {}

  public static void main(String[] arguments) throws Exception {
    int grants = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    for (Places places : Places.values()) {
      if (arguments.length < 2 || List.of(arguments).contains(places.name())) {
        measure(places, grants);
      }
    }
  }

  private static void measure(Places places, int grants) throws Trouble {
    Database books = places.fresh().database();
    try (EventSink ledger = new Ledger(books)) {
      ledger.open();
      CrowdLog log = CrowdLog.of(batches(grants));
      for (Chunk chunk : log.chunks(8)) {
        ledger.take(chunk);
      }
    }
    try (Inquiry inquiry = new Inquiry(books, System::currentTimeMillis, 60)) {
      pages(places, inquiry, grants);
      export(places, inquiry);
    }
  }

  /** A sale of which one unit after the other is taken. */
  private static List<Batch> batches(int claims) {
    Chance chance = new Chance(1);
    Machine machine = new Machine();
    Sale sale = new Sale(Terms.open(""), List.of(new Sale.Sku("phone", "", claims)));
    List<Batch> batches = new ArrayList<>();
    machine.begin(BEGIN);
    machine.found(chance.bits(), chance.bits());
    machine.handle(machine.prepare(new Command.Define("c", sale, 0)), chance::bits);
    batches.add(CrowdLog.copy(machine));
    List<Command.Line> one = List.of(new Command.Line("phone", 1));
    for (int done = 0; done < claims; ) {
      machine.begin(BEGIN + done);
      for (int i = 0; i < A_BATCH && done < claims; i++, done++) {
        String user = "user-" + chance.below(claims);
        Command order = new Command.Deduct("c", user, "key-" + done, one, 0);
        machine.handle(machine.prepare(order), chance::bits);
      }
      batches.add(CrowdLog.copy(machine));
    }
    return batches;
  }

  private static void pages(Places places, Inquiry inquiry, int grants) throws Trouble {
    Filter sale = Filter.NONE.with(By.CAMPAIGN, "c");
    Map<String, Filter> asked = new LinkedHashMap<>();
    asked.put("first page", sale);
    asked.put("of a user", Filter.NONE.with(By.USER, someUser(inquiry, grants / 2)));
    asked.put("of an item", sale.with(By.ITEM, "phone"));
    asked.put("from the middle on", sale.with(By.FROM, BEGIN + grants / 2));
    asked.put("near the end", sale.with(By.FROM, BEGIN + grants - 2_000));
    asked.put("in a state that none has", sale.with(By.STATE, "held"));
    for (Map.Entry<String, Filter> each : asked.entrySet()) {
      time(places, each.getKey(), inquiry, Listing.GRANTS, each.getValue(), null);
    }
    String key = "key-" + grants / 2;
    time(places, "a claim by key", inquiry, Listing.CLAIMS, Filter.NONE.with(By.KEY, key), null);
    String cursor = middle(inquiry, sale.with(By.ITEM, "phone"), grants / 2);
    time(
        places,
        "of an item, after half",
        inquiry,
        Listing.GRANTS,
        sale.with(By.ITEM, "phone"),
        cursor);
  }

  private static String someUser(Inquiry inquiry, long claim) throws Trouble {
    Filter one = Filter.NONE.with(By.CAMPAIGN, "c").with(By.CLAIM, claim);
    try (BooksAt books = inquiry.look()) {
      return page(books, Listing.CLAIMS, one, null, 1).rows().getFirst()[3].toString();
    }
  }

  private static String middle(Inquiry inquiry, Filter filter, int rows) throws Trouble {
    String cursor = null;
    try (BooksAt books = inquiry.look()) {
      for (int read = 0; read < rows; read += BooksAt.MOST_ROWS) {
        cursor = page(books, Listing.GRANTS, filter, cursor, BooksAt.MOST_ROWS).next();
      }
    }
    return cursor;
  }

  private static Page page(
      BooksAt books, Listing listing, Filter filter, @Nullable String cursor, int limit)
      throws Trouble {
    return ((Seen.There<Page>) books.page(listing, filter, cursor, limit)).what();
  }

  private static void time(
      Places places,
      String what,
      Inquiry inquiry,
      Listing listing,
      Filter filter,
      @Nullable String cursor)
      throws Trouble {
    double[] millis = new double[TIMES];
    int rows = 0;
    for (int i = 0; i < TIMES; i++) {
      long begun = System.nanoTime();
      try (BooksAt books = inquiry.look()) {
        rows = page(books, listing, filter, cursor, ROWS).rows().size();
      }
      millis[i] = (System.nanoTime() - begun) / 1e6;
    }
    Arrays.sort(millis);
    System.out.printf(
        "%s, %s: %d rows in %.2f ms (median), %.2f ms (slowest)%n",
        places, what, rows, millis[TIMES / 2], millis[TIMES - 1]);
  }

  private static void export(Places places, Inquiry inquiry) throws Trouble {
    long begun = System.nanoTime();
    String cursor = null;
    long rows = 0;
    try (BooksAt books = inquiry.look()) {
      do {
        Page page = page(books, Listing.GRANTS, Filter.NONE, cursor, 1_000);
        rows += page.rows().size();
        cursor = page.next();
      } while (cursor != null);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf("%s, all %,d rows: %.2f s%n", places, rows, seconds);
  }
}
