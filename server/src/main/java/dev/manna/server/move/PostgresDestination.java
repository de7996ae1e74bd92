package dev.manna.server.move;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.BatchReader;
import dev.manna.core.law.Machine;
import dev.manna.log.postgres.Database;
import dev.manna.log.postgres.IncomingLog;
import dev.manna.log.postgres.PostgresSnapshots;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log in PostgreSQL that is to be: a transaction until it is whole. */
final class PostgresDestination implements Destination {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresDestination.class);

  private final Database database;
  private final String name;
  private final IncomingLog log;

  private PostgresDestination(Database database, String name, IncomingLog log) {
    this.database = database;
    this.name = name;
    this.log = log;
  }

  /**
   * Begins.
   *
   * @throws IOException if something is there, or the database cannot take it
   */
  static PostgresDestination begin(Database database, String name) throws IOException {
    return new PostgresDestination(database, name, IncomingLog.begin(database, name));
  }

  static String shown(Database database, String name) {
    return "log \"%s\" in %s".formatted(name, database.shown());
  }

  @Override
  public String shown() {
    return shown(database, name);
  }

  @Override
  public String unfinished() {
    return shown();
  }

  /** What was interrupted is gone. */
  @Override
  public long position() {
    return 0;
  }

  @Override
  public void append(Batch batch) throws IOException {
    log.append(batch);
  }

  @Override
  public void read(long after, BatchReader reader) throws IOException {
    log.read(after, reader);
  }

  /** The first node that joins replays all of the log where there is no snapshot. */
  @Override
  public void finish(Machine state) throws IOException {
    log.commit();
    try (PostgresSnapshots snapshots =
        PostgresSnapshots.of(database, name, "move", System::nanoTime, LOG::error)) {
      snapshots.write(state.position(), state::save);
    } catch (Log.Away e) {
      LOG.warn("no snapshot was left: {}; the first node replays the log", e.getMessage());
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
