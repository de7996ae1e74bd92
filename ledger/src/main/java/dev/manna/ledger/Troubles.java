package dev.manna.ledger;

import dev.manna.core.feed.EventSink.Trouble;
import java.sql.SQLException;

/** Errors of a database in the words of an operator. */
final class Troubles {
  /** SQLSTATE of our own: the books are not what the log has made of them. */
  static final String DIFFERENT = "MB001";

  /** SQLSTATE of our own: somebody else has moved the books. */
  static final String OVERTAKEN = "MB002";

  private Troubles() {}

  static Trouble of(Database database, SQLException error) {
    String first = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    String where = " (" + database.shown() + ": " + first + ")";
    String known = database.dialect().sentence(error);
    if (known != null) {
      return Trouble.passing(known + where, error);
    }
    String state = String.valueOf(error.getSQLState());
    if (state.equals(OVERTAKEN)) {
      return Trouble.passing(
          "somebody else has moved these books; see that one server keeps them." + where, error);
    }
    if (state.equals(DIFFERENT) || database.dialect().constraint(error)) {
      return Trouble.lasting(
          "the books are not what the log has made of them; stop the server and run"
              + " 'manna ledger rebuild'."
              + where,
          error);
    }
    if (state.startsWith("28")) {
      return Trouble.lasting(
          "the database refuses the user or the password; set MANNA_LEDGER_USER and"
              + " MANNA_LEDGER_PASSWORD."
              + where,
          error);
    }
    if (state.startsWith("08") || state.startsWith("HY")) {
      return Trouble.passing("the database cannot be reached; see that it runs." + where, error);
    }
    if (state.startsWith("40")) {
      return Trouble.passing("the database gave way to somebody else's lock." + where, error);
    }
    return Trouble.passing("the database refuses; look into its log." + where, error);
  }
}
