package dev.manna.log.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A database of PostgreSQL that holds logs, by its JDBC URL, and who asks it. */
public final class Database {
  private static final String PREFIX = "jdbc:postgresql:";

  private static final int CONNECT_SECONDS = 2;

  private final String url;
  private final @Nullable String user;
  private final @Nullable String password;
  private final Patience patience;

  private Database(
      String url, @Nullable String user, @Nullable String password, Patience patience) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.patience = patience;
  }

  /**
   * The database at a URL.
   *
   * @param user null where the URL or the system says who asks
   * @param password null where none is needed; it is never shown
   * @throws IllegalArgumentException for a URL of another kind; the message says what is allowed
   */
  public static Database at(String url, @Nullable String user, @Nullable String password) {
    if (!url.startsWith(PREFIX)) {
      throw new IllegalArgumentException(
          '"' + shown(url) + "\" holds no log; jdbc:postgresql://HOST/NAME does");
    }
    return new Database(url, user, password, Patience.DEFAULT);
  }

  Database with(Patience other) {
    return new Database(url, user, password, other);
  }

  Patience patience() {
    return patience;
  }

  /** Where it is, without anything that is secret. */
  public String shown() {
    return shown(url);
  }

  private static String shown(String url) {
    return url.replaceFirst("[?;].*", "").replaceFirst("//[^/]*@", "//");
  }

  /**
   * A connection for what else nodes keep there, on which each statement is a transaction.
   *
   * @throws SQLException also if a commit there would not last
   */
  public Connection session() throws SQLException {
    Connection made = connect();
    boolean fit = false;
    try {
      Fitness.check(made);
      fit = true;
      return made;
    } finally {
      if (!fit) {
        made.close();
      }
    }
  }

  /** What an error means and what to do about it, in the words of an operator. */
  public String sentence(SQLException error) {
    return Troubles.sentence(this, error);
  }

  /** A connection on which each statement is a transaction, until its owner says otherwise. */
  Connection connect() throws SQLException {
    Properties properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    properties.setProperty("socketTimeout", Integer.toString(patience.silenceSeconds()));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("prepareThreshold", "1");
    properties.setProperty("ApplicationName", "manna-log");
    Connection connection = DriverManager.getConnection(url, properties);
    boolean ready = false;
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED;"
              + " SET lock_timeout = %d; SET idle_in_transaction_session_timeout = %d"
                  .formatted(patience.lockMillis(), 1_000L * patience.silenceSeconds()));
      ready = true;
      return connection;
    } finally {
      if (!ready) {
        connection.close();
      }
    }
  }
}
