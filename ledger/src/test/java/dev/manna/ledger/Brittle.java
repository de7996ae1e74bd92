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
  private int left;

  private Brittle(int steps, boolean done) {
    this.left = steps;
    this.done = done;
  }

  static Ledger.Connector connector(Database database, int steps, boolean done) {
    Brittle brittle = new Brittle(steps, done);
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
                throw new SQLException("the connection was cut", "08006");
              }
              Object result;
              try {
                result = method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (asks && left < 0) {
                throw new SQLException("the connection was cut", "08006");
              }
              return wrapped(result);
            }));
  }

  private Object wrapped(Object result) {
    if (result instanceof PreparedStatement statement) {
      return around(PreparedStatement.class, statement);
    }
    return result instanceof Statement statement ? around(Statement.class, statement) : result;
  }
}
