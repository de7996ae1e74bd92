package dev.manna.log.redis;

import dev.manna.core.Membership;
import dev.manna.log.postgres.Database;
import dev.manna.log.postgres.PostgresMembership;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** Where nodes and epochs are written down: one PostgreSQL for all tests of a process. */
public final class Registers {
  private Registers() {}

  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on")
            .start();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Where they stand. */
  static String url() {
    return url(port());
  }

  private static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** At which port of the loopback interface. */
  static int port() {
    return Server.RUNNING.getPort();
  }

  /** Of a log, whose name no other test's has. */
  public static Membership of(String log) {
    return at(port(), log);
  }

  /** The same, reached through another port. */
  static Membership at(int port, String log) {
    Database database = Database.at(url(port), "postgres", "");
    return PostgresMembership.of(database, log, System::nanoTime);
  }
}
