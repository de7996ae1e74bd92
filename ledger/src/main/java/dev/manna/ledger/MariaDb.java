package dev.manna.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** MariaDB and MySQL. */
final class MariaDb extends Dialect {
  /** Its name holds for the whole server, and may have 64 characters. */
  private static final String SCHEMA_LOCK = "CONCAT('manna books ', MD5(DATABASE()))";

  private static final int SCHEMA_SECONDS = 10;

  MariaDb() {
    super("mariadb", "GREATEST");
  }

  /** A lock of the session: each statement that makes a table ends a transaction. */
  @Override
  void lockSchema(Session session) throws SQLException {
    List<Integer> got = new ArrayList<>();
    session.query(
        "SELECT GET_LOCK(" + SCHEMA_LOCK + ", " + SCHEMA_SECONDS + ")",
        List.of(),
        row -> got.add(row.getInt(1)));
    if (got.getFirst() != 1) {
      throw new SQLTransientException("another session changes the schema of the books", "40001");
    }
  }

  @Override
  void unlockSchema(Session session) throws SQLException {
    execute(session.connection, "DO RELEASE_LOCK(" + SCHEMA_LOCK + ")");
  }

  @Override
  String onConflict(Table table) {
    return " ON DUPLICATE KEY UPDATE " + changes(table, "VALUES(%s)");
  }

  /** What only MariaDB knows stands in a comment that MySQL does not read. */
  @Override
  String greeting(Patience patience) {
    return "SET SESSION innodb_lock_wait_timeout = %d /*M! , idle_transaction_timeout = %d */"
        .formatted(patience.lockSeconds(), patience.idleSeconds());
  }

  @Override
  @Nullable String refusal(SQLException error) {
    String message = String.valueOf(error.getMessage());
    if (message.contains("insecure transport")) {
      return "the database wants TLS; take ?sslMode=disable off the URL, and name its certificate"
          + " with ?serverSslCert=FILE.";
    }
    if (message.contains("ssl not enabled in the server")) {
      return "the database has no TLS; set it up there, or let the URL end with ?sslMode=disable.";
    }
    return null;
  }

  @Override
  @Nullable String sentence(SQLException error) {
    return switch (error.getErrorCode()) {
      case 1146 -> Troubles.NO_BOOKS;
      case 1969, 3024 -> Troubles.TOO_LONG;
      case 1021, 1114 -> "the disk of the database is full; make room.";
      case 1049 -> "there is no such database; create it.";
      case 1044, 1142 -> "the user may not write there; grant it the database of the books.";
      case 1205, 1213 ->
          "another session locks what the books write; find it in SHOW PROCESSLIST, and end it.";
      case 1290, 1792, 1836 ->
          "the database only reads: it is a replica, or set so; name the primary.";
      case 1053, 1927 -> "the database stops, or somebody has ended the session; see that it runs.";
      case 1153, 1301 -> "a row is larger than the database takes; raise max_allowed_packet.";
      default -> null;
    };
  }

  @Override
  String along(String index) {
    return " FORCE INDEX (" + index + ")";
  }

  @Override
  void patience(Connection connection, int seconds, BooleanSupplier late) throws SQLException {
    boolean maria = connection.getMetaData().getDatabaseProductName().contains("MariaDB");
    execute(
        connection,
        maria
            ? "SET max_statement_time = " + seconds
            : "SET max_execution_time = " + seconds * 1_000L);
  }
}
