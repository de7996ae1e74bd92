package dev.manna.ledger;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** MariaDB and MySQL. */
final class MariaDb extends Dialect {
  MariaDb() {
    super("mariadb", "GREATEST");
  }

  @Override
  String onConflict(Table table) {
    return " ON DUPLICATE KEY UPDATE " + changes(table, "VALUES(%s)");
  }

  @Override
  @Nullable String sentence(SQLException error) {
    return switch (error.getErrorCode()) {
      case 1021, 1114 -> "the disk of the database is full; make room.";
      case 1049 -> "there is no such database; create it.";
      case 1153, 1301 -> "a row is larger than the database takes; raise max_allowed_packet.";
      default -> null;
    };
  }
}
