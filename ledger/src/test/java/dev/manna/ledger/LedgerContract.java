package dev.manna.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.feed.EventSink;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.core.feed.Feed;
import dev.manna.simulation.Chance;
import dev.manna.simulation.CrowdLog;
import dev.manna.simulation.EventSinkContract;
import java.util.List;
import java.util.Map;
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
