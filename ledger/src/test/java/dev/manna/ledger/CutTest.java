package dev.manna.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.feed.Feed;
import dev.manna.simulation.Chance;
import dev.manna.simulation.CrowdLog;
import dev.manna.simulation.net.FaultProxy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Books over a connection that is cut: anywhere, and while a COMMIT is under way. */
final class CutTest {
  private static final int CUTS = 110;

  @ParameterizedTest
  @EnumSource(
      value = Places.class,
      names = {"POSTGRESQL", "MARIADB"})
  void shouldBeWhatTheLogSays(Places places) throws IOException {
    Chance chance = new Chance(17);
    CrowdLog log = CrowdLog.of(23, 9_000);
    Places.Place place = places.fresh();
    List<String> said = new ArrayList<>();
    long[] now = {0};
    int troubles = 0;
    try (FaultProxy proxy = new FaultProxy(place.port())) {
      Ledger ledger = new Ledger(place.through(proxy.port()));
      while (true) {
        int chunk = (int) chance.between(1, 4);
        try (Feed feed = new Feed(ledger, log, () -> now[0] += 20_000, chunk, said::add)) {
          while (proxy.cuts() < CUTS && feed.lag() > 0 && feed.trouble().isEmpty()) {
            switch (chance.below(4)) {
              case 0 -> proxy.cutAfter(chance.between(1, 30_000));
              case 1 -> proxy.cutBeforeCommit();
              case 2 -> proxy.cutAfterCommit();
              default -> {}
            }
            feed.doWork();
          }
          troubles += feed.trouble().isEmpty() ? 0 : 1;
          if (proxy.cuts() >= CUTS || feed.lag() == 0) {
            break;
          }
        }
      }
    }
    assertThat(troubles).isGreaterThan(50);
    assertThat(said).allSatisfy(line -> assertThat(line).startsWith("ledger: "));
    LedgerContract.drain(new Ledger(place.database()), log, 500);
    new Recount(log).compare(place.database());
  }

  @ParameterizedTest
  @EnumSource(
      value = Places.class,
      names = {"POSTGRESQL", "MARIADB"})
  void shouldGoOnWhenTheDatabaseIsBack(Places places) throws IOException {
    CrowdLog log = CrowdLog.of(29, 3_000);
    Places.Place place = places.fresh();
    List<String> said = new ArrayList<>();
    long[] now = {0};
    try (FaultProxy proxy = new FaultProxy(place.port());
        Feed feed =
            new Feed(new Ledger(place.through(proxy.port())), log, () -> now[0], 50, said::add)) {
      assertThat(feed.doWork()).isTrue();
      proxy.down(true);
      assertThat(feed.doWork()).isFalse();
      assertThat(feed.trouble()).contains("cannot be reached; see that it runs");
      long errors = feed.errors();
      assertThat(feed.doWork()).as("it waits before it tries again").isFalse();
      assertThat(feed.errors()).isEqualTo(errors);
      proxy.down(false);
      now[0] += 60_000;
      while (feed.doWork()) {
        assertThat(feed.lag()).isNotNegative();
      }
      assertThat(feed.trouble()).isEmpty();
    }
    assertThat(said).hasSize(2);
    assertThat(said.getLast()).contains("goes on at position");
    new Recount(log).compare(place.database());
  }
}
