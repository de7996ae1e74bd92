package dev.manna.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A database that keeps books, by its JDBC URL, and who asks it. */
public final class Database {
  private static final String SQLITE = "jdbc:sqlite:";
  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final String MARIADB = "jdbc:mariadb:";

  /** A database that says nothing for so long is taken for dead; its transaction is undone. */
  private static final int SILENCE_SECONDS = 30;

  private static final int CONNECT_SECONDS = 5;

  private final String url;
  private final @Nullable String user;
  private final @Nullable String password;
  private final Dialect dialect;

  private Database(String url, @Nullable String user, @Nullable String password, Dialect dialect) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.dialect = dialect;
  }

  /**
   * The database at a URL.
   *
   * @param user null where the database needs none
   * @param password null where it needs none; it is never shown
   * @throws IllegalArgumentException for a URL of another kind; the message says what is allowed
   */
  public static Database at(String url, @Nullable String user, @Nullable String password) {
    return new Database(url, user, password, dialect(url));
  }

  private static Dialect dialect(String url) {
    if (url.startsWith(SQLITE)) {
      return new Sqlite();
    }
    if (url.startsWith(POSTGRESQL)) {
      return new Postgresql();
    }
    if (url.startsWith(MARIADB)) {
      return new MariaDb();
    }
    throw new IllegalArgumentException(
        '"'
            + shown(url)
            + "\" is no ledger; jdbc:postgresql://HOST/NAME, jdbc:mariadb://HOST/NAME (MySQL too)"
            + " and jdbc:sqlite:FILE are");
  }

  /** Where it is, without anything that is secret. */
  public String shown() {
    return shown(url);
  }

  private static String shown(String url) {
    return url.replaceFirst("[?;].*", "").replaceFirst("//[^/]*@", "//");
  }

  Dialect dialect() {
    return dialect;
  }

  /** A connection whose transactions are begun by their first statement. */
  public Connection connect() throws SQLException {
    Properties properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    settings(properties);
    Connection connection = DriverManager.getConnection(url, properties);
    boolean ready = false;
    try {
      if (!(dialect instanceof Sqlite)) {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
      connection.setAutoCommit(false);
      ready = true;
      return connection;
    } finally {
      if (!ready) {
        connection.close();
      }
    }
  }

  private void settings(Properties properties) {
    switch (dialect) {
      case Sqlite sqlite -> {
        // What a power cut takes off the end is taken from the log again: the position goes too.
        properties.setProperty("journal_mode", "WAL");
        properties.setProperty("synchronous", "NORMAL");
        properties.setProperty("busy_timeout", "5000");
      }
      case Postgresql postgresql -> {
        properties.setProperty("socketTimeout", Integer.toString(SILENCE_SECONDS));
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("ApplicationName", "manna-ledger");
      }
      case MariaDb mariaDb -> {
        properties.setProperty("socketTimeout", Integer.toString(SILENCE_SECONDS * 1_000));
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS * 1_000));
      }
      case Dialect other -> throw new AssertionError(other);
    }
  }
}
