package dev.manna.simulation.audit;

import dev.manna.core.Limits;
import dev.manna.core.Period;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;

/**
 * A limit of uses in a period: of a user, where it has no name, or of each value that claims name.
 *
 * @param values how many values are counted at most
 */
record Quota(String name, Period per, long limit, long values, boolean required) {
  /** The limits beside a user's total and day, in the order in which they are looked at. */
  static List<Quota> of(Limits limits) {
    List<Quota> all = new ArrayList<>();
    all.add(new Quota("", Period.WEEK, limits.perWeek(), Long.MAX_VALUE, true));
    all.add(new Quota("", Period.MONTH, limits.perMonth(), Long.MAX_VALUE, true));
    all.removeIf(quota -> quota.limit == 0);
    limits
        .dimensions()
        .forEach(
            each ->
                all.add(
                    new Quota(
                        each.name(), each.per(), each.limit(), each.maxValues(), each.required())));
    return all;
  }

  boolean ofUser() {
    return name.isEmpty();
  }

  /** What is counted together, whatever the limit is. */
  String label() {
    return name + '/' + per;
  }

  /** The name of the period that holds a date. */
  String period(LocalDate date) {
    return switch (per) {
      case DAY -> date.toString();
      case WEEK ->
          date.get(IsoFields.WEEK_BASED_YEAR) + "-W" + date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case MONTH -> YearMonth.from(date).toString();
      case TOTAL -> "ever";
    };
  }
}
