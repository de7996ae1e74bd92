package dev.manna.ledger;

import dev.manna.core.feed.EventSink.Trouble;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A database that keeps books, by its JDBC URL, and who asks it. */
public final class Database {
  private static final String SQLITE = "jdbc:sqlite:";

  /** SQLITE_CANTOPEN. */
  private static final int SQLITE_CANNOT_OPEN = 14;

  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final String MARIADB = "jdbc:mariadb:";

  private static final int CONNECT_SECONDS = 5;

  private final String url;
  private final @Nullable String user;
  private final @Nullable String password;
  private final Dialect dialect;
  private final Patience patience;

  private Database(
      String url,
      @Nullable String user,
      @Nullable String password,
      Dialect dialect,
      Patience patience) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.dialect = dialect;
    this.patience = patience;
  }

  /**
   * The database at a URL.
   *
   * @param user null where the database needs none
   * @param password null where it needs none; it is never shown
   * @throws IllegalArgumentException for a URL of another kind; the message says what is allowed
   */
  public static Database at(String url, @Nullable String user, @Nullable String password) {
    return new Database(url, user, password, dialect(url), Patience.DEFAULT);
  }

  Database with(Patience other) {
    return new Database(url, user, password, dialect, other);
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
    Properties properties = properties();
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

  /**
   * A connection that only reads. Each of its transactions sees the books at one position, and
   * keeps no writer waiting.
   *
   * @param seconds how long a statement may take, 0 for any time; of SQLite, {@code late} says when
   *     it is over
   * @param late asked from within a statement now and then, in SQLite; true ends it
   */
  public Connection connectToRead(int seconds, BooleanSupplier late) throws SQLException {
    Properties properties = properties();
    if (dialect instanceof Sqlite) {
      properties.setProperty("open_mode", "1");
      properties.setProperty("busy_timeout", "5000");
    } else {
      settings(properties);
    }
    Connection connection = openToRead(properties);
    boolean ready = false;
    try {
      dialect.patience(connection, seconds, late);
      if (!(dialect instanceof Sqlite)) {
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
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

  /** Whoever only reads makes no file; SQLite says no more of it than that it cannot be opened. */
  private Connection openToRead(Properties properties) throws SQLException {
    try {
      return DriverManager.getConnection(url, properties);
    } catch (SQLException e) {
      throw dialect instanceof Sqlite && e.getErrorCode() == SQLITE_CANNOT_OPEN
          ? new SQLException("nothing is there that may be read", Troubles.NO_FILE, e)
          : e;
    }
  }

  /** Says how long this database is to wait for others, and for whoever writes the books. */
  void greet(Connection connection) throws SQLException {
    String greeting = dialect.greeting(patience);
    if (!greeting.isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(greeting);
      }
    }
  }

  /**
   * What behind a table's name makes a query go along one of its indexes, in a database that would
   * guess without; elsewhere nothing.
   */
  public String along(String index) {
    return dialect.along(index);
  }

  /** An error of this database in the words of an operator. */
  public Trouble trouble(SQLException error) {
    return Troubles.of(this, error);
  }

  private Properties properties() {
    Properties properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    return properties;
  }

  private void settings(Properties properties) {
    switch (dialect) {
      case Sqlite sqlite -> {
        // What a power cut takes off the end is taken from the log again: the position goes too.
        // Where somebody was answered from the books that is not enough: see Dialect.lasting.
        properties.setProperty("journal_mode", "WAL");
        properties.setProperty("synchronous", "NORMAL");
        properties.setProperty("busy_timeout", "5000");
      }
      case Postgresql postgresql -> {
        properties.setProperty("socketTimeout", Integer.toString(patience.silenceSeconds()));
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("ApplicationName", "manna-ledger");
      }
      case MariaDb mariaDb -> {
        properties.setProperty(
            "socketTimeout", Integer.toString(patience.silenceSeconds() * 1_000));
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS * 1_000));
      }
      case Dialect other -> throw new AssertionError(other);
    }
  }
}
