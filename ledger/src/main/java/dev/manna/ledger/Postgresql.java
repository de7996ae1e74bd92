package dev.manna.ledger;

import dev.manna.ledger.Table.Update;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** PostgreSQL: COPY for new rows, arrays for those that are there. */
final class Postgresql extends Dialect {
  /** A COPY takes two round trips; for fewer rows one statement is faster. */
  private static final int COPY_ROWS = 32;

  /** Characters of a COPY that are sent at once. */
  private static final int PIECE = 1 << 15;

  Postgresql() {
    super("postgresql", "GREATEST");
  }

  /** The end of the transaction ends it. */
  @Override
  void lockSchema(Session session) throws SQLException {
    execute(session.connection, "SELECT pg_advisory_xact_lock(hashtextextended('manna books', 0))");
  }

  @Override
  void insert(Session session, Table table, List<Object[]> rows) throws SQLException {
    if (table.large() || rows.size() < COPY_ROWS) {
      super.insert(session, table, rows);
      return;
    }
    String columns = String.join(", ", table.names());
    CopyIn copy =
        session
            .connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + table.table + " (" + columns + ") FROM STDIN");
    try {
      send(copy, rows);
      expect(table, rows.size(), copy.endCopy());
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /** In pieces, so that the database works at the ones that it has while the next is written. */
  private static void send(CopyIn copy, List<Object[]> rows) throws SQLException {
    StringBuilder lines = new StringBuilder(2 * PIECE);
    for (Object[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        if (i > 0) {
          lines.append('\t');
        }
        value(row[i], lines);
      }
      lines.append('\n');
      if (lines.length() >= PIECE) {
        send(copy, lines);
      }
    }
    send(copy, lines);
  }

  private static void send(CopyIn copy, StringBuilder lines) throws SQLException {
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    lines.setLength(0);
    copy.writeToCopy(bytes, 0, bytes.length);
    copy.flushCopy();
  }

  private static void value(Object value, StringBuilder to) {
    if (value instanceof Long number) {
      to.append(number.longValue());
      return;
    }
    String text = value.toString();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> to.append("\\\\");
        case '\t' -> to.append("\\t");
        case '\n' -> to.append("\\n");
        case '\r' -> to.append("\\r");
        default -> to.append(c);
      }
    }
  }

  @Override
  void merge(Session session, Table table, List<Object[]> rows) throws SQLException {
    List<Integer> all = IntStream.range(0, table.columns.size()).boxed().toList();
    PreparedStatement statement =
        session.prepare(
            "INSERT INTO "
                + table.table
                + " ("
                + String.join(", ", table.names())
                + ") SELECT * FROM unnest("
                + parameters(table, all)
                + ")"
                + onConflict(table));
    bind(session, statement, table, all, rows);
    statement.executeUpdate();
  }

  @Override
  void update(Session session, Update update, List<Object[]> rows) throws SQLException {
    Table table = update.of;
    List<Integer> columns = new ArrayList<>();
    IntStream.range(0, table.keys).forEach(columns::add);
    columns.addAll(update.columns);
    List<String> names = table.names();
    String set =
        update.columns.stream()
            .map(column -> names.get(column) + " = v." + names.get(column))
            .collect(Collectors.joining(", "));
    String where =
        table.keyNames().stream()
            .map(key -> table.table + "." + key + " = v." + key)
            .collect(Collectors.joining(" AND "));
    String incoming = columns.stream().map(names::get).collect(Collectors.joining(", "));
    PreparedStatement statement =
        session.prepare(
            "UPDATE %s SET %s FROM unnest(%s) AS v(%s) WHERE %s"
                .formatted(table.table, set, parameters(table, columns), incoming, where));
    bind(session, statement, table, columns, rows);
    expect(table, rows.size(), statement.executeUpdate());
  }

  private static String parameters(Table table, List<Integer> columns) {
    return columns.stream()
        .map(column -> "?::" + type(table, column) + "[]")
        .collect(Collectors.joining(", "));
  }

  private static String type(Table table, int column) {
    return table.columns.get(column).type() == Table.Type.NUMBER ? "bigint" : "text";
  }

  private static void bind(
      Session session,
      PreparedStatement statement,
      Table table,
      List<Integer> columns,
      List<Object[]> rows)
      throws SQLException {
    int at = 1;
    for (int column : columns) {
      statement.setArray(at++, array(session, table.columns.get(column).type(), column, rows));
    }
  }

  /** The driver sends arrays of {@code long} as they are, and any others of numbers as text. */
  private static Array array(Session session, Table.Type type, int column, List<Object[]> rows)
      throws SQLException {
    PGConnection connection = session.connection.unwrap(PGConnection.class);
    return type == Table.Type.NUMBER
        ? connection.createArrayOf(
            "bigint", rows.stream().mapToLong(row -> (Long) row[column]).toArray())
        : connection.createArrayOf(
            "text", rows.stream().map(row -> row[column]).toArray(String[]::new));
  }

  @Override
  String greeting(Patience patience) {
    return "SET lock_timeout = '%ds'; SET idle_in_transaction_session_timeout = '%ds'"
        .formatted(patience.lockSeconds(), patience.idleSeconds());
  }

  @Override
  @Nullable String refusal(SQLException error) {
    String message = String.valueOf(error.getMessage());
    if (message.contains("no encryption")) {
      return "the database wants TLS, or lets nobody in from here; let the URL end with"
          + " ?sslmode=require, or add a line to its pg_hba.conf.";
    }
    if (message.contains("does not support SSL")) {
      return "the database has no TLS; set it up there, or let the URL end with ?sslmode=disable.";
    }
    return uncertified(message);
  }

  /** What is wrong with a certificate, in the words of the driver. */
  private static @Nullable String uncertified(String message) {
    if (message.contains("SSL root certificate file")) {
      return "the file that sslrootcert names cannot be read; let it name the certificate of the"
          + " database, or of who signed that, in PEM.";
    }
    if (message.contains("hostnameverifier")) {
      return "the certificate of the database is for another host; name the host in the URL as the"
          + " certificate does, or give the database one for that host.";
    }
    return message.contains("SSL error:")
        ? "the certificate of the database is of nobody whom the books trust; name it, or who"
            + " signed it, with ?sslmode=verify-full&sslrootcert=FILE."
        : null;
  }

  @Override
  @Nullable String sentence(SQLException error) {
    return switch (String.valueOf(error.getSQLState())) {
      case "42P01" -> Troubles.NO_BOOKS;
      case "57014" -> Troubles.TOO_LONG;
      case "53100" -> "the disk of the database is full; make room.";
      case "53300" -> "the database has no connection left; raise max_connections.";
      case "3D000" -> "there is no such database; create it.";
      case "57P01", "57P02", "57P03" ->
          "the database stops or starts; wait for it, and see that it runs.";
      case "25006" -> "the database only reads: it is a standby, or set so; name the primary.";
      case "25P03" -> "the database waited too long for this server; see whether it was suspended.";
      case "42501" -> "the user may not write there; grant it the schema of the books.";
      case "55P03", "40P01" ->
          "another session locks what the books write; find it in pg_stat_activity, and end it.";
      default -> null;
    };
  }

  @Override
  void patience(Connection connection, int seconds, BooleanSupplier late) throws SQLException {
    execute(connection, "SET statement_timeout = " + seconds * 1_000L);
  }
}
