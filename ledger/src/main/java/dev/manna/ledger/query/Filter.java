package dev.manna.ledger.query;

import dev.manna.core.Malformed;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What picks rows: a value for some of {@link By}, all of which must hold. */
public final class Filter {
  /** Picks everything. */
  public static final Filter NONE = new Filter(new EnumMap<>(By.class));

  private final Map<By, Object> values;

  private Filter(EnumMap<By, Object> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * This, and a name or word that must be so.
   *
   * @throws Malformed if the text cannot be the name of such a thing
   */
  public Filter with(By by, String text) {
    return put(by, by.checked(text));
  }

  /** This, and a number. */
  public Filter with(By by, long number) {
    if (!by.isNumber()) {
      throw new Malformed(by.word(), "is no number");
    }
    return put(by, number);
  }

  private Filter put(By by, Object value) {
    EnumMap<By, Object> more = new EnumMap<>(By.class);
    more.putAll(values);
    more.put(by, value);
    return new Filter(more);
  }

  /** What it picks by. */
  public Set<By> by() {
    return values.keySet();
  }

  boolean has(By by) {
    return values.containsKey(by);
  }

  @Nullable String text(By by) {
    return (String) values.get(by);
  }

  long number(By by, long assumed) {
    Object number = values.get(by);
    return number == null ? assumed : (Long) number;
  }

  Object value(By by) {
    Object value = values.get(by);
    if (value == null) {
      throw new IllegalArgumentException(by + " is not asked for");
    }
    return value;
  }

  /** The same for the same filter, and for no other that anybody means to write. */
  @Override
  public String toString() {
    return values.toString();
  }
}
