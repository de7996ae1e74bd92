package dev.manna.server;

import dev.manna.log.postgres.Database;
import dev.manna.stream.SharedDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/** The database of a log that nodes share, for what followers keep there. */
record BesideLog(Database database) implements SharedDatabase {
  @Override
  public Connection connect() throws SQLException {
    return database.session();
  }

  @Override
  public String sentence(SQLException error) {
    return database.sentence(error);
  }
}
