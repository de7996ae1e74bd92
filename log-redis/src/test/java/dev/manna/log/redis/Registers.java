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
    return "jdbc:postgresql://127.0.0.1:" + Server.RUNNING.getPort() + "/postgres";
  }

  /** Of a log, whose name no other test's has. */
  public static Membership of(String log) {
    return PostgresMembership.of(Database.at(url(), "postgres", ""), log, System::nanoTime);
  }
}
