package dev.manna.webhook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.function.Supplier;

/**
 * Counts steps, and ends everything after so many: each further one fails. A step is a statement
 * that a database executes, or whatever else a test takes for one.
 */
final class Steps {
  private final Supplier<? extends Throwable> end;
  private int left;

  Steps(int left, Supplier<? extends Throwable> end) {
    this.left = left;
    this.end = end;
  }

  /** One step; where it is one too many, nothing of it happens. */
  void step() throws Throwable {
    if (--left < 0) {
      throw end.get();
    }
  }

  Connection around(Connection real) {
    return around(Connection.class, real);
  }

  private <T> T around(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            Steps.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().startsWith("execute") || method.getName().equals("commit")) {
                step();
              }
              try {
                Object result = method.invoke(real, arguments);
                return result instanceof PreparedStatement statement
                    ? around(PreparedStatement.class, statement)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
