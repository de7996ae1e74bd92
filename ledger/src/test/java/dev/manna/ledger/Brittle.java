package dev.manna.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A connection that breaks: after so many calls to the database each further one fails. The call at
 * which it breaks may have been done, as when a process is killed before it hears of it.
 */
final class Brittle {
  private final boolean done;
  private final Runnable breaks;
  private int left;

  private Brittle(int steps, boolean done, Runnable breaks) {
    this.left = steps;
    this.done = done;
    this.breaks = breaks;
  }

  static Ledger.Connector connector(Database database, int steps, boolean done) {
    return connector(database, steps, done, () -> {});
  }

  /** One that does something when it breaks, before anybody hears of it. */
  static Ledger.Connector connector(Database database, int steps, boolean done, Runnable breaks) {
    Brittle brittle = new Brittle(steps, done, breaks);
    return () -> brittle.around(Connection.class, database.connect());
  }

  private <T> T around(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            Brittle.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              String name = method.getName();
              boolean asks = name.startsWith("execute") || name.equals("commit");
              if (asks && --left < 0 && !(done && left == -1)) {
                throw broken();
              }
              Object result;
              try {
                result = method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (asks && left < 0) {
                throw broken();
              }
              return wrapped(result);
            }));
  }

  private SQLException broken() {
    breaks.run();
    return new SQLException("the connection was cut", "08006");
  }

  private Object wrapped(Object result) {
    if (result instanceof PreparedStatement statement) {
      return around(PreparedStatement.class, statement);
    }
    return result instanceof Statement statement ? around(Statement.class, statement) : result;
  }
}
