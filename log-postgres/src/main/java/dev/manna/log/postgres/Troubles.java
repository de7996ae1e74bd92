package dev.manna.log.postgres;

import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;

/** Errors of the database: in the words of an operator, and what they say of a statement. */
final class Troubles {
  /** SQLSTATE of our own: the database is not set up so that a commit is an acknowledgement. */
  static final String UNFIT = "ML001";

  /** What ends a session, perhaps after the statement was committed. */
  private static final Set<String> SESSION_ENDS =
      Set.of("57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04");

  private Troubles() {}

  /** Whether the database itself says that the statement had no effect. */
  static boolean hadNoEffect(SQLException error) {
    return error instanceof PSQLException known
        && known.getServerErrorMessage() != null
        && !SESSION_ENDS.contains(state(error));
  }

  static String sentence(Database database, SQLException error) {
    String first = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    return known(state(error)) + " (" + database.shown() + ": " + first + ")";
  }

  private static String state(SQLException error) {
    return String.valueOf(error.getSQLState());
  }

  private static String known(String state) {
    return switch (state) {
      case UNFIT -> "the database would lose what it has acknowledged; set it up as it says.";
      case "42P01" -> "the tables of the log are gone; put them back, or restart to make new ones.";
      case "57014" -> "somebody has cancelled what the log asked; see who does, and why.";
      case "53100" -> "the disk of the database is full; make room.";
      case "53300" -> "the database has no connection left; raise max_connections.";
      case "3D000" -> "there is no such database; create it.";
      case "57P01", "57P02", "57P03" ->
          "the database stops or starts; wait for it, and see that it runs.";
      case "25006" -> "the database only reads: it is a standby, or set so; name the primary.";
      case "42501" -> "the user may not write there; grant it the schema of the log.";
      case "55P03", "40P01" ->
          "another session locks what the log writes; find it in pg_stat_activity, and end it.";
      default -> byClass(state);
    };
  }

  private static String byClass(String state) {
    if (state.startsWith("28")) {
      return "the database refuses the user or the password; set what the log is opened with.";
    }
    return state.startsWith("08")
        ? "the database cannot be reached; see that it runs."
        : "the database refuses; look into its log.";
  }
}
