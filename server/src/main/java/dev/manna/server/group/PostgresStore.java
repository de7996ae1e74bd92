package dev.manna.server.group;

import dev.manna.ledger.Database;
import dev.manna.server.move.Moving;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A log in PostgreSQL, and the books beside it. */
final class PostgresStore implements Store {
  private static final String LOG = "manna";

  private final PostgresProcess server;

  PostgresStore(PostgresPrograms programs, Path folder) {
    server = new PostgresProcess(programs, folder.resolve("postgres"));
  }

  @Override
  public String shown() {
    return "PostgreSQL";
  }

  @Override
  public String victim() {
    return shown();
  }

  @Override
  public String comeback() {
    return "starts again";
  }

  @Override
  public void start() {
    server.begin();
  }

  @Override
  public List<String> log() {
    return List.of("--log", server.url(), "--log-user", PostgresProcess.NAME, "--log-name", LOG);
  }

  @Override
  public List<String> ledger() {
    return List.of("--ledger", "jdbc:" + server.url(), "--ledger-user", PostgresProcess.NAME);
  }

  @Override
  public Map<String, String> secrets(boolean books) {
    return books
        ? Map.of(LOG_PASSWORD, server.password(), LEDGER_PASSWORD, server.password())
        : Map.of(LOG_PASSWORD, server.password());
  }

  @Override
  public Database books() {
    return Database.at("jdbc:" + server.url(), PostgresProcess.NAME, server.password());
  }

  /** What a node has acknowledged lies in the database, whoever lives. */
  @Override
  public boolean missesTheDead() {
    return false;
  }

  @Override
  public void kill() {
    server.kill();
  }

  @Override
  public void restart() {
    server.start();
  }

  @Override
  public void settle() {}

  /** A second more than whoever copies it asks for. */
  @Override
  public long silenceNanos() {
    return TimeUnit.SECONDS.toNanos(11);
  }

  @Override
  public void copy(Path data) {
    dev.manna.log.postgres.Database database =
        dev.manna.log.postgres.Database.at(
            "jdbc:" + server.url(), PostgresProcess.NAME, server.password());
    Moving.toJournal(database, LOG, data, line -> {});
  }

  @Override
  public void close() {
    server.close();
  }
}
