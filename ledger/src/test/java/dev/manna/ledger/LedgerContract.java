package dev.manna.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.core.feed.Feed;
import dev.manna.simulation.Chance;
import dev.manna.simulation.CrowdLog;
import dev.manna.simulation.EventSinkContract;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What the books keep to in every database. */
abstract class LedgerContract extends EventSinkContract {
  private final Places.Place place;
  final Database database;

  LedgerContract(Places places) {
    place = places.fresh();
    database = place.database();
  }

  final Places.Place place() {
    return place;
  }

  @Override
  protected EventSink sink() {
    return new Ledger(database);
  }

  @Override
  protected EventSink failingSink(int steps) {
    return new Ledger(database, Brittle.connector(database, steps / 2, steps % 2 == 1));
  }

  @Override
  protected Object contents() {
    return Contents.of(database);
  }

  @Override
  protected void clear() {
    try (Ledger ledger = new Ledger(database)) {
      ledger.clear();
    } catch (Trouble e) {
      throw new IllegalStateException(e);
    }
  }

  static void drain(EventSink sink, CrowdLog log, int chunk) {
    try (Feed feed = new Feed(sink, log, () -> 0, chunk, line -> {})) {
      while (feed.doWork()) {
        assertThat(feed.trouble()).isEmpty();
      }
      assertThat(feed.trouble()).isEmpty();
      assertThat(feed.lag()).isZero();
    }
  }

  /** Whoever may not write any more changes nothing, and goes on where it stood once it may. */
  @Test
  void shouldWriteNothingWhereItIsFenced() throws SQLException {
    CrowdLog log = CrowdLog.of(5, 400);
    drain(sink(), log, 1_000);
    Object whole = contents();
    clear();
    AtomicBoolean holds = new AtomicBoolean(true);
    Ledger fenced = new Ledger(database, connection -> holds.get());
    try (Feed feed = new Feed(fenced, log, () -> System.nanoTime() / 1_000_000, 50, line -> {})) {
      assertThat(feed.doWork()).isTrue();
      Object before = contents();
      holds.set(false);
      assertThat(feed.doWork()).isFalse();
      assertThat(feed.trouble()).contains("went on in another epoch", database.shown());
      assertThat(contents()).isEqualTo(before);
      holds.set(true);
      while (feed.position() < log.position()) {
        feed.doWork();
      }
    }
    assertThat(contents()).isEqualTo(whole);
  }

  /** Until it is asked nothing is locked that others than writers of these books wait for. */
  @Test
  void shouldAskItsFenceWhenAllIsWritten() {
    CrowdLog log = CrowdLog.of(5, 400);
    List<Integer> seen = new ArrayList<>();
    Ledger fenced =
        new Ledger(
            database,
            connection -> {
              try (Statement statement = connection.createStatement();
                  ResultSet row =
                      statement.executeQuery(
                          "SELECT position, (SELECT COUNT(*) FROM movements) FROM positions")) {
                seen.add(row.next() ? row.getInt(1) : 0);
                seen.add(row.getInt(2));
              }
              return true;
            });
    try (Feed feed = new Feed(fenced, log, () -> System.nanoTime() / 1_000_000, 400, line -> {})) {
      assertThat(feed.doWork()).isTrue();
      assertThat(seen).as("position, and movements").hasSize(2).doesNotContain(0);
      assertThat(seen.getFirst()).isEqualTo((int) feed.position());
    }
  }

  @Test
  void shouldKeepWhatTheLogSays() {
    for (long seed = 1; seed <= 6; seed++) {
      CrowdLog log = CrowdLog.of(seed, 1_500);
      clear();
      drain(sink(), log, 100);
      new Recount(log).compare(database);
    }
  }

  @Test
  void shouldBeRebuiltRowByRow() {
    CrowdLog log = CrowdLog.of(11, 2_000);
    drain(sink(), log, 37);
    Map<String, List<String>> live = Contents.of(database);
    clear();
    drain(sink(), log, Feed.CHUNK_EVENTS);
    assertThat(Contents.of(database)).isEqualTo(live);
  }

  @Test
  void shouldBeReadAsTheyStandAtOnePosition() throws Trouble {
    CrowdLog log = CrowdLog.of(4, 2_500);
    List<Chunk> chunks = log.chunks(log.batches().size() / 2);
    try (EventSink sink = sink()) {
      sink.open();
      sink.take(chunks.get(0));
      try (BooksView view = BooksView.open(database)) {
        List<BooksView.Granted> before = grants(view);
        sink.take(chunks.get(1));
        assertThat(view.at()).isEqualTo(chunks.get(0).to());
        assertThat(grants(view)).isEqualTo(before).isNotEmpty();
        assertThat(view.contradictions()).isEmpty();
      }
    }
    try (BooksView view = BooksView.open(database)) {
      assertThat(view.at()).isEqualTo(chunks.get(1).to());
      long grants = view.campaigns().stream().mapToLong(BooksView.Campaign::grants).sum();
      assertThat(grants(view)).hasSize((int) grants).allMatch(each -> !each.user().isEmpty());
      assertThat(view.items()).isNotEmpty();
      assertThat(view.contradictions()).isEmpty();
    }
  }

  private static List<BooksView.Granted> grants(BooksView view) throws Trouble {
    List<BooksView.Granted> grants = new ArrayList<>();
    view.grants(grants::add);
    return grants;
  }

  @Test
  void shouldFindWhereTheyContradictThemselves() throws Trouble, SQLException {
    long seed = 0;
    do {
      clear();
      drain(sink(), CrowdLog.of(++seed, 2_500), 200);
    } while (Contents.rows(database, "SELECT user_name FROM wallets").isEmpty());
    change("UPDATE pools SET given = given + 1, pool = pool - 1 WHERE item = 0");
    change("UPDATE wallets SET opened_cents = opened_cents + 1");
    try (BooksView view = BooksView.open(database)) {
      assertThat(view.contradictions())
          .anyMatch(each -> each.endsWith("the pool is not the sum of its movements"))
          .anyMatch(each -> each.startsWith("wallet of"));
    }
  }

  private void change(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).as("rows that %s changes", sql).isPositive();
      connection.commit();
    }
  }

  /** Killed between any two steps, or after a commit that nobody heard of. */
  @Test
  void shouldLoseNothingAndWriteNothingTwice() {
    Chance chance = new Chance(3);
    CrowdLog log = CrowdLog.of(5, 1_500);
    int cuts = 0;
    boolean drained = false;
    while (!drained) {
      boolean cut = cuts < 110;
      int chunk = (int) chance.between(1, cut ? 40 : 400);
      int steps = (int) chance.between(5, 30);
      EventSink sink =
          cut ? new Ledger(database, Brittle.connector(database, steps, chance.oneIn(2))) : sink();
      try (Feed feed = new Feed(sink, log, () -> 0, chunk, line -> {})) {
        while (feed.doWork()) {
          assertThat(feed.trouble()).isEmpty();
        }
        drained = feed.lag() == 0 && feed.trouble().isEmpty();
        cuts += feed.trouble().isEmpty() ? 0 : 1;
      }
    }
    assertThat(cuts).isGreaterThan(20);
    new Recount(log).compare(database);
  }
}
