package dev.manna.core.wire;

import dev.manna.core.Limits;
import dev.manna.core.Limits.Dimension;
import dev.manna.core.Period;
import java.util.ArrayList;
import java.util.List;

/** The limits of a definition as bytes, behind those of a user in total and per day. */
final class LimitsCodec {
  /** By code. */
  private static final List<Period> PERIODS =
      List.of(Period.DAY, Period.WEEK, Period.MONTH, Period.TOTAL);

  private LimitsCodec() {}

  static void write(Limits limits, Encoder to) {
    to.number(limits.perWeek());
    to.number(limits.perMonth());
    to.put(limits.dimensions().size());
    for (Dimension each : limits.dimensions()) {
      to.ascii(each.name());
      to.put(PERIODS.indexOf(each.per()));
      to.number(each.limit());
      to.number(each.maxValues());
      to.put(each.required() ? 1 : 0);
    }
  }

  static Limits read(int perUser, int perDay, long cooldownMillis, Decoder from) {
    int perWeek = from.count();
    int perMonth = from.count();
    int count = from.get();
    List<Dimension> dimensions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      dimensions.add(
          new Dimension(
              from.ascii(),
              EventCodec.one(PERIODS, from),
              from.count(),
              from.count(),
              EventCodec.yes(from)));
    }
    return new Limits(perUser, perDay, perWeek, perMonth, cooldownMillis, dimensions);
  }
}
