package dev.manna.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.simulation.net.FaultProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Books whose database is away, slow or silent, or locked by somebody else. */
final class LineFaultTest {
  private static final Patience LITTLE_FOR_SILENCE = new Patience(3, 10, 30);
  private static final Patience LITTLE_FOR_LOCKS = new Patience(30, 2, 3);
  private static final String AWAY = "the database cannot be reached; see that it runs.";
  private static final String LOCKED = "another session locks what the books write; find it in ";

  @TempDir Path folder;

  /** A database, a proxy before it, and a shop whose books are behind the proxy. */
  private record Scene(Places.Place place, FaultProxy proxy, Keeping shop)
      implements AutoCloseable {
    static Scene set(Places places, Path folder, Patience patience) throws IOException {
      Places.Place place = places.fresh();
      FaultProxy proxy = new FaultProxy(place.port(), places.protocol());
      Ledger ledger = new Ledger(place.through(proxy.port()).with(patience));
      return new Scene(place, proxy, new Keeping(folder, ledger));
    }

    void recovers() {
      shop.recovers(place.database());
    }

    @Override
    public void close() throws IOException {
      shop.close();
      proxy.close();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Places.class,
      names = {"POSTGRESQL", "MARIADB"})
  void shouldWaitForADatabaseThatIsDownAtTheStartAndAgainLater(Places places) throws IOException {
    try (Scene scene = Scene.set(places, folder, Patience.DEFAULT)) {
      scene.proxy.refuse(true);
      scene.shop.isInTrouble(AWAY);
      scene.proxy.refuse(false);
      scene.recovers();
      scene.proxy.refuse(true);
      scene.shop.isInTrouble(AWAY);
      long errors = scene.shop.feed().errors();
      assertThat(scene.shop.feed().doWork()).as("it waits before it tries again").isFalse();
      assertThat(scene.shop.feed().errors()).isEqualTo(errors);
      scene.proxy.refuse(false);
      scene.proxy.down(true);
      scene.shop.isInTrouble(AWAY);
      scene.proxy.down(false);
      scene.recovers();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Places.class,
      names = {"POSTGRESQL", "MARIADB"})
  void shouldGoOnSlowlyWithASlowOneAndGiveUpASilentOne(Places places) throws IOException {
    try (Scene scene = Scene.set(places, folder, LITTLE_FOR_SILENCE)) {
      scene.shop.goesOn();
      scene.proxy.delay(3);
      scene.proxy.throttle(300_000);
      scene.shop.goesOn();
      scene.proxy.hang(true);
      scene.shop.isInTrouble(AWAY);
      scene.proxy.heal();
      scene.recovers();
      scene.proxy.loseServer();
      scene.shop.isInTrouble(AWAY);
      scene.recovers();
    }
  }

  /** The server died, or its network, in a transaction: the database has not heard of it. */
  @ParameterizedTest
  @EnumSource(
      value = Places.class,
      names = {"POSTGRESQL", "MARIADB"})
  void shouldOutliveASessionOfItsOwnThatIsNoMore(Places places) throws IOException {
    try (Scene scene = Scene.set(places, folder, LITTLE_FOR_LOCKS)) {
      scene.shop.goesOn();
      scene.proxy.vanishBeforeCommit();
      scene.shop.isInTrouble(AWAY);
      scene.shop.isInTrouble(LOCKED);
      long until = System.nanoTime() + 20_000_000_000L;
      while (!scene.shop.retry()) {
        assertThat(System.nanoTime()).as("the database ends the session").isLessThan(until);
      }
      scene.recovers();
    }
  }

  /**
   * A server that was stopped in a transaction holds what others wait for, and the epoch of a
   * shared log, which a node that was not heard of for five seconds is left behind in.
   */
  @ParameterizedTest
  @EnumSource(
      value = Places.class,
      names = {"POSTGRESQL", "MARIADB"})
  void shouldHoldNothingForLongWhenItIsStopped(Places places) throws IOException, SQLException {
    try (Scene scene = Scene.set(places, folder, Patience.DEFAULT)) {
      scene.shop.goesOn();
      scene.proxy.vanishBeforeCommit();
      long vanished = System.nanoTime();
      scene.shop.isInTrouble(AWAY);
      try (Connection other = scene.place.database().connect();
          Statement statement = other.createStatement()) {
        statement.execute("SELECT position FROM positions FOR UPDATE");
        assertThat(System.nanoTime() - vanished).isLessThan(5_000_000_000L);
      }
      scene.recovers();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Places.class,
      names = {"POSTGRESQL", "MARIADB"})
  void shouldSayWhoLocksThem(Places places) throws IOException, SQLException {
    try (Scene scene = Scene.set(places, folder, LITTLE_FOR_LOCKS)) {
      scene.shop.goesOn();
      try (Connection other = scene.place.database().connect();
          Statement statement = other.createStatement()) {
        statement.execute("SELECT position FROM positions FOR UPDATE");
        scene.shop.isInTrouble(LOCKED);
      }
      scene.recovers();
    }
  }

  /** Each has what the other waits for, and the database ends one of them: the books. */
  @ParameterizedTest
  @EnumSource(
      value = Places.class,
      names = {"POSTGRESQL", "MARIADB"})
  void shouldGiveWayInADeadlock(Places places) throws IOException, SQLException {
    try (Scene scene = Scene.set(places, folder, LITTLE_FOR_LOCKS)) {
      for (int i = 0; i < 10; i++) {
        scene.shop.goesOn();
      }
      try (Connection other = scene.place.database().connect();
          Statement statement = other.createStatement()) {
        if (places == Places.POSTGRESQL) {
          statement.execute("SET deadlock_timeout = '60s'");
        }
        // MariaDB ends the one that has changed less, PostgreSQL the one that looks first.
        statement.execute("UPDATE movements SET round = round + 1");
        statement.execute("UPDATE pools SET round = round + 1");
        CompletableFuture<Void> crossing =
            CompletableFuture.runAsync(() -> cross(places, scene.place.database(), statement));
        scene.shop.isInTrouble(LOCKED);
        crossing.join();
        other.rollback();
      }
      assertThat(scene.shop.feed().trouble()).containsIgnoringCase("deadlock");
      scene.recovers();
    }
  }

  /** Asks for what the books have, once they wait for what we have. */
  private static void cross(Places places, Database database, Statement statement) {
    try (Connection looking = database.connect();
        Statement look = looking.createStatement()) {
      long until = System.nanoTime() + 20_000_000_000L;
      boolean waits = false;
      while (!waits && System.nanoTime() < until) {
        ResultSet waiting =
            look.executeQuery(
                places == Places.POSTGRESQL
                    ? "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND application_name = 'manna-ledger'"
                    : "SELECT COUNT(*) FROM information_schema.innodb_trx"
                        + " WHERE trx_state = 'LOCK WAIT'");
        waiting.next();
        waits = waiting.getInt(1) > 0;
        looking.commit();
        // MariaDB shows what it showed before to whoever asks again within a tenth of a second.
        LockSupport.parkNanos(150_000_000);
      }
      statement.execute("SELECT position FROM positions FOR UPDATE");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
