package dev.manna.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.feed.Feed;
import dev.manna.simulation.Chance;
import dev.manna.simulation.CrowdLog;
import dev.manna.simulation.net.FaultProxy;
import dev.manna.simulation.net.Mishap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Books over a connection that is cut: anywhere in what is written or answered, and at a COMMIT,
 * before the database hears of it and after. {@code -Dmanna.ledger.cuts} says how often, {@code
 * -Dmanna.ledger.seed} where.
 */
final class CutTest {
  private static final int CUTS = Integer.getInteger("manna.ledger.cuts", 100);
  private static final long SEED = Long.getLong("manna.ledger.seed", 17);

  private final List<String> said = new ArrayList<>();
  private long now;

  @ParameterizedTest
  @EnumSource(
      value = Places.class,
      names = {"POSTGRESQL", "MARIADB"})
  void shouldBeWhatTheLogSays(Places places) throws IOException {
    Chance chance = new Chance(SEED);
    CrowdLog log = CrowdLog.of(SEED, 85 * CUTS);
    Places.Place place = places.fresh();
    System.out.printf("%s: seed %d, %d cuts%n", places, SEED, CUTS);
    int troubles = 0;
    try (FaultProxy proxy = new FaultProxy(place.port(), places.protocol())) {
      Ledger ledger = new Ledger(place.through(proxy.port()));
      while (proxy.cuts() < CUTS) {
        int chunk = (int) chance.between(1, 4);
        try (Feed feed = new Feed(ledger, log, () -> now += 20_000, chunk, said::add)) {
          while (proxy.cuts() < CUTS && feed.trouble().isEmpty()) {
            assertThat(feed.lag()).as("there is something to cut").isPositive();
            if (chance.oneIn(2)) {
              chance.pick(Mishap.CUTS).happenTo(proxy, chance);
            }
            feed.doWork();
          }
          troubles += feed.trouble().isEmpty() ? 0 : 1;
        }
      }
      System.out.printf(
          "%d of them after a COMMIT, of %d%n", proxy.cutsAfterCommit(), proxy.commits());
      // Each attempt commits when it opens the books, so most of those are not of a chunk.
      assertThat(proxy.cutsAfterCommit()).isGreaterThan(CUTS / 10);
    }
    assertThat(troubles).isGreaterThan(CUTS / 2);
    assertThat(said).allSatisfy(line -> assertThat(line).startsWith("ledger: "));
    LedgerContract.drain(new Ledger(place.database()), log, 500);
    new Recount(log).compare(place.database());
    assertThat(Contents.of(place.database())).isEqualTo(rebuilt(log));
  }

  /** Made again from the log, in a database of another kind. */
  static Object rebuilt(CrowdLog log) {
    Database again = Places.SQLITE.fresh().database();
    LedgerContract.drain(new Ledger(again), log, Feed.CHUNK_EVENTS);
    return Contents.of(again);
  }

  /** The commit of a chunk took place, and nobody heard of it: what it took is not taken again. */
  @ParameterizedTest
  @EnumSource(
      value = Places.class,
      names = {"POSTGRESQL", "MARIADB"})
  void shouldAskAfterACommitWhoseAnswerWasLost(Places places) throws IOException {
    CrowdLog log = CrowdLog.of(31, 600);
    Places.Place place = places.fresh();
    try (FaultProxy proxy = new FaultProxy(place.port(), places.protocol());
        Feed feed =
            new Feed(
                new Ledger(place.through(proxy.port())), log, () -> now += 20_000, 5, said::add)) {
      for (int lost = 1; lost <= 8; lost++) {
        assertThat(feed.doWork()).isTrue();
        long before = feed.position();
        proxy.cutAfterCommit();
        assertThat(feed.doWork()).isFalse();
        assertThat(feed.trouble()).contains("cannot be reached; see that it runs");
        assertThat(proxy.cutsAfterCommit()).isEqualTo(lost);
        awaitPositionBehind(before, place.database());
      }
      while (feed.doWork()) {
        assertThat(feed.trouble()).isEmpty();
      }
    }
    new Recount(log).compare(place.database());
    assertThat(Contents.of(place.database())).isEqualTo(rebuilt(log));
  }

  /** The database may still be at it when its client is gone. */
  private static void awaitPositionBehind(long before, Database database) {
    long until = System.nanoTime() + 10_000_000_000L;
    long at = before;
    while (at <= before) {
      assertThat(System.nanoTime()).as("the COMMIT takes place").isLessThan(until);
      at = Long.parseLong(Contents.rows(database, "SELECT position FROM positions").getFirst());
    }
  }
}
