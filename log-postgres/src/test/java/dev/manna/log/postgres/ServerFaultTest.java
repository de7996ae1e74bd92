package dev.manna.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log whose server is killed, fails over, is full, or would lose what it acknowledges. */
final class ServerFaultTest {
  private static final int KILLS = Integer.getInteger("manna.postgres.kills", 4);

  private OwnServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = OwnServer.fresh();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private static PostgresLog open(OwnServer at, String node) throws IOException {
    return PostgresLog.open(at.database(), "main", node, System::nanoTime);
  }

  /** SIGKILL in the middle of appends of two nodes; the log is none of their processes' end. */
  @Test
  void shouldLoseNothingAndAppendNothingTwiceWhenTheServerIsKilled() throws Exception {
    try (PostgresLog one = open(server, "one");
        PostgresLog other = open(server, "other")) {
      List<Steady> nodes = List.of(new Steady(one, "one"), new Steady(other, "other"));
      AtomicBoolean enough = new AtomicBoolean();
      List<Throwable> found = new ArrayList<>();
      List<Thread> threads = nodes.stream().map(node -> appending(node, enough, found)).toList();
      for (int kill = 0; kill < KILLS; kill++) {
        Thread.sleep(300);
        server.kill();
        Thread.sleep(kill % 2 == 0 ? 2_500 : 100);
        server.start();
      }
      Thread.sleep(500);
      enough.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(found).isEmpty();
      for (Steady node : nodes) {
        assertThat(node.acknowledged()).hasSizeGreaterThan(50);
        assertThat(node.away()).as("it was away").isNotEmpty();
        node.stands(Steady.all(one));
      }
    }
  }

  private static Thread appending(Steady node, AtomicBoolean enough, List<Throwable> found) {
    return Thread.ofPlatform()
        .daemon()
        .uncaughtExceptionHandler(
            (thread, thrown) -> {
              synchronized (found) {
                found.add(thrown);
              }
            })
        .start(
            () -> {
              while (!enough.get()) {
                node.append();
              }
              // The last one may be in doubt.
              node.append(1);
            });
  }

  @Test
  void shouldSayThatItIsAwayAtOnceAndGoOnByItself() throws IOException {
    try (PostgresLog log = open(server, "one")) {
      Steady node = new Steady(log, "one");
      node.append(3);
      server.kill();
      node.append();
      assertThat(node.doubts()).as("it was asked, and did not answer").hasSize(1);
      long began = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        node.append();
      }
      assertThat(System.nanoTime() - began).as("nobody waits long").isLessThan(5_000_000_000L);
      assertThat(node.away())
          .hasSize(100)
          .allSatisfy(each -> assertThat(each).contains("cannot be reached; see that it runs"));
      assertThatThrownBy(() -> Steady.all(log)).isInstanceOf(Log.Away.class);
      assertThat(log.await(99, 50)).as("nothing new").isEqualTo(log.position());
      server.start();
      node.append(3);
      node.stands(Steady.all(log));
    }
  }

  /** Whoever reads need not wait until its own pause is over. */
  @Test
  void shouldReadAsSoonAsItAppendsAgain() throws Exception {
    Patience patience = new Patience(5, 1_000, 1_000, 2_000);
    try (PostgresLog log =
        PostgresLog.open(server.database().with(patience), "main", "one", System::nanoTime)) {
      Steady node = new Steady(log, "one");
      node.append(1);
      server.kill();
      node.append();
      Thread.sleep(1_000);
      assertThatThrownBy(() -> Steady.all(log)).isInstanceOf(Log.Away.class);
      server.start();
      node.append(1);
      node.stands(Steady.all(log));
    }
  }

  /**
   * Whatever the standby has not is not acknowledged; whatever it has is there after a failover.
   */
  @Test
  void shouldKeepWhatWasAcknowledgedWhenASynchronousStandbyTakesOver() throws Exception {
    try (OwnServer standby = server.standby("two")) {
      server.administer(
          "ALTER SYSTEM SET synchronous_standby_names = 'two'", "SELECT pg_reload_conf()");
      try (PostgresLog log = open(server, "one")) {
        Steady node = new Steady(log, "one");
        node.append(200);
        server.kill();
        node.append();
        standby.administer("SELECT pg_promote()");
        try (PostgresLog promoted = open(standby, "one")) {
          node.stands(Steady.all(promoted));
          Steady on = new Steady(promoted, "on");
          on.append(20);
          on.stands(Steady.all(promoted));
        }
      }
    }
  }

  @Test
  void shouldNotTakeAStandbyForTheLog() throws IOException {
    try (PostgresLog log = open(server, "one")) {
      new Steady(log, "one").append(3);
    }
    try (OwnServer standby = server.standby("two")) {
      assertThatThrownBy(() -> open(standby, "one"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the database only reads: it is a standby, or set so");
    }
  }

  /**
   * The wait for the standby is cancelled, by hand or by a time-out: PostgreSQL answers as if all
   * was well, with a warning. It is not.
   */
  @Test
  void shouldNotTakeACancelledWaitForAnAcknowledgement() throws Exception {
    try (PostgresLog log =
        PostgresLog.open(
            server.database().with(new Patience(3, 1_000, 1_000, 100)),
            "main",
            "one",
            System::nanoTime)) {
      Steady node = new Steady(log, "one");
      node.append(3);
      server.administer(
          "ALTER SYSTEM SET synchronous_standby_names = 'nobody'", "SELECT pg_reload_conf()");
      Thread cancelling = Thread.ofPlatform().start(this::cancel);
      // The server takes up its new setting when it comes to it.
      boolean done = node.append();
      while (done && !cancelling.join(Duration.ofMillis(200))) {
        done = node.append();
      }
      assertThat(done).as("what was cancelled").isFalse();
      cancelling.join();
      assertThat(node.doubts()).hasSize(1);
      server.administer(
          "ALTER SYSTEM SET synchronous_standby_names = ''", "SELECT pg_reload_conf()");
      node.append(1);
      node.stands(Steady.all(log));
    }
  }

  private void cancel() {
    String waits =
        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
            + " WHERE wait_event = 'SyncRep' AND query LIKE 'INSERT INTO manna_log%'";
    long until = System.nanoTime() + 20_000_000_000L;
    try (Connection connection = server.administrator();
        Statement statement = connection.createStatement()) {
      while (System.nanoTime() < until && !statement.executeQuery(waits).next()) {
        Thread.onSpinWait();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldRefuseADatabaseThatWouldLoseWhatItAcknowledges() throws Exception {
    for (String setting : List.of("synchronous_commit", "fsync", "full_page_writes")) {
      server.administer(
          "ALTER SYSTEM SET " + setting + " = off",
          "SELECT pg_reload_conf()",
          "SELECT pg_sleep(0.2)");
      String mends = setting.equals("synchronous_commit") ? "ALTER DATABASE" : "ALTER SYSTEM";
      assertThatThrownBy(() -> open(server, "one"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the database would lose what it has acknowledged")
          .hasMessageContaining(setting + " is off")
          .hasMessageContaining(mends);
      server.administer(
          "ALTER SYSTEM RESET " + setting, "SELECT pg_reload_conf()", "SELECT pg_sleep(0.2)");
    }
    open(server, "one").close();
  }

  /** The log was put back from a backup: what was acknowledged since is gone, and others go on. */
  @Test
  void shouldStopWhereTheLogWentBack() throws Exception {
    try (PostgresLog log = open(server, "one")) {
      Steady node = new Steady(log, "one");
      node.append(5);
      server.administer("DELETE FROM manna_log WHERE first = (SELECT max(first) FROM manna_log)");
      assertThatThrownBy(node::append)
          .isInstanceOf(Log.Failure.class)
          .hasMessageContaining("not the one that node \"one\" has seen up to position 9");
      try (PostgresLog other = open(server, "other")) {
        new Steady(other, "other").append(1);
      }
      assertThatThrownBy(node::append).isInstanceOf(Log.Failure.class);
      server.administer("DELETE FROM manna_head");
      assertThatThrownBy(node::append)
          .isInstanceOf(Log.Failure.class)
          .hasMessageContaining("there is no log \"main\" in the database any more");
    }
  }

  @Test
  void shouldGoOnWhenTheDatabaseHasRoomAgain() throws Exception {
    try (SmallDisk disk = SmallDisk.over(server.folder().resolve("small"), 16)) {
      server.administer(
          "CREATE TABLESPACE small LOCATION '" + server.folder().resolve("small") + "'",
          "CREATE DATABASE log TABLESPACE small");
      try (PostgresLog log =
          PostgresLog.open(Postgres.at(server.port(), "log"), "main", "one", System::nanoTime)) {
        Appended told = log.append(0, large(1));
        assertThat(told).isInstanceOf(Appended.Full.class);
        assertThat(told.toString()).contains("the disk of the database is full; make room.");
        disk.enlarge(200);
        assertThat(log.append(0, large(1))).isEqualTo(new Appended.Done(1));
        new Steady(log, "one").append(3);
        assertThat(Steady.all(log)).hasSize(4).startsWith(large(1));
      }
      server.kill();
    }
  }

  private static Batch large(long first) {
    return Steady.batch(first, 1, "x".repeat(24 << 20));
  }
}
