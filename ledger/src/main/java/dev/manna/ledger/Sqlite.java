package dev.manna.ledger;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** SQLite: a file beside the journal. */
final class Sqlite extends Dialect {
  Sqlite() {
    super("sqlite", "MAX");
  }

  @Override
  boolean constraint(SQLException error) {
    return (error.getErrorCode() & 0xff) == 19;
  }

  @Override
  @Nullable String sentence(SQLException error) {
    return switch (error.getErrorCode() & 0xff) {
      case 5, 6 -> "another program writes into the file of the books; let it end.";
      case 8, 14 -> "the file of the books cannot be written; check its folder and its rights.";
      case 10 -> "the disk under the books fails; check it.";
      case 13 -> "the disk under the books is full; make room.";
      case 11, 26 -> "the file of the books is damaged; move it away, and rebuild the books.";
      default -> null;
    };
  }
}
