package dev.manna.ledger;

import dev.manna.core.feed.EventSink.Trouble;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Errors of a database in the words of an operator. */
final class Troubles {
  /** SQLSTATE of our own: the books are not what the log has made of them. */
  static final String DIFFERENT = "MB001";

  /** SQLSTATE of our own: somebody else has moved the books. */
  static final String OVERTAKEN = "MB002";

  /** SQLSTATE of our own: whoever writes the books must first learn where the log goes on. */
  static final String FENCED = "MB004";

  /** SQLSTATE of our own: where books are to be read there is no file. */
  static final String NO_FILE = "MB003";

  private static final String FILE_MISSING =
      "there is no such file, or none that may be read; name the books with --ledger, or start a"
          + " server that keeps them there.";

  static final String NO_BOOKS =
      "there are no books in it yet; start a server that keeps them there, or rebuild them.";

  static final String TOO_LONG =
      "the books take longer to answer than they may; ask for less: a campaign, or a shorter time.";

  private Troubles() {}

  static Trouble of(Database database, SQLException error) {
    String where = " (" + database.shown() + ": " + words(error) + ")";
    String known = database.dialect().sentence(error);
    if (known != null) {
      return Trouble.passing(known + where, error);
    }
    String state = String.valueOf(error.getSQLState());
    Trouble ours = ofTheBooks(state, database, where, error);
    if (ours != null) {
      return ours;
    }
    String refused = state.equals(NO_FILE) ? FILE_MISSING : database.dialect().refusal(error);
    if (refused != null) {
      return Trouble.lasting(refused + where, error);
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
      return Trouble.passing(
          "another session locks what the books write; see who else writes into them." + where,
          error);
    }
    return Trouble.passing("the database refuses; look into its log." + where, error);
  }

  /** What is found in the books, by whoever writes them; null for anything else. */
  private static @Nullable Trouble ofTheBooks(
      String state, Database database, String where, SQLException error) {
    if (state.equals(OVERTAKEN)) {
      return Trouble.passing(
          "somebody else has moved these books; see that one server keeps them." + where, error);
    }
    if (state.equals(FENCED)) {
      return Trouble.passing(
          "the log is recovered or went on in another epoch; the books go on once this node has"
              + " joined that."
              + where,
          error);
    }
    if (state.equals(DIFFERENT) || database.dialect().constraint(error)) {
      return Trouble.lasting(
          "the books are not what the log has made of them; stop the server and run"
              + " 'manna ledger rebuild'."
              + where,
          error);
    }
    return null;
  }

  /**
   * What the driver says. Not the number of the connection, which differs each time: one trouble is
   * told once. What a driver does not say of a host is said by what it ran into.
   */
  private static String words(SQLException error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (each instanceof UnknownHostException) {
        return "there is no host of that name";
      }
    }
    String first = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    return first.replaceFirst("^\\(conn=-?[0-9]+\\) ", "");
  }
}
