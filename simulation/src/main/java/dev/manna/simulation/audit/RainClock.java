package dev.manna.simulation.audit;

import dev.manna.core.Campaign;
import dev.manna.core.Pacing;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** When it rains, and how much may be out by then. */
final class RainClock {
  private static final long MILLION = 1_000_000;

  /** From here on, in millionths of the time, every snatch hits. */
  private static final long LAST_PART = 980_000;

  private RainClock() {}

  /** The round that it is, counted from 1; 0 where there are none, -1 where it is none of them. */
  static int roundAt(RedPacket rain, long now) {
    List<RainPlan.Round> rounds = rain.plan().rounds();
    for (RainPlan.Round round : rounds) {
      if (round.startMillis() <= now && now < round.endMillis()) {
        return rounds.indexOf(round) + 1;
      }
    }
    return rounds.isEmpty() ? 0 : -1;
  }

  /** How long until it opens, 0 where it is open or over. */
  static long untilOpen(Campaign campaign, long now) {
    if (campaign instanceof RedPacket rain && !rain.plan().rounds().isEmpty()) {
      long next =
          rain.plan().rounds().stream()
              .mapToLong(RainPlan.Round::startMillis)
              .filter(start -> start > now)
              .min()
              .orElse(now);
      return roundAt(rain, now) > 0 ? 0 : next - now;
    }
    return Math.max(0, campaign.terms().startMillis() - now);
  }

  static boolean over(Campaign campaign, long now) {
    return (campaign instanceof RedPacket rain && !rain.plan().rounds().isEmpty())
        ? rain.plan().rounds().stream().allMatch(round -> round.endMillis() <= now)
        : campaign.terms().endMillis() <= now;
  }

  /** How many of a snatch's chances are sure: all, none, or it depends. */
  enum Chance {
    HITS,
    MISSES,
    EITHER
  }

  static Chance chance(RedPacket rain, int round, long now, long left, long out) {
    if (rain.plan().pacing() instanceof Pacing.None) {
      return rain.hitPerMillion() == MILLION ? Chance.HITS : Chance.EITHER;
    }
    boolean whole = round == 0;
    long start =
        whole ? rain.terms().startMillis() : rain.plan().rounds().get(round - 1).startMillis();
    long end = whole ? rain.terms().endMillis() : rain.plan().rounds().get(round - 1).endMillis();
    long time =
        BigInteger.valueOf(now - start)
            .multiply(BigInteger.valueOf(MILLION))
            .divide(BigInteger.valueOf(end - start))
            .longValueExact();
    if (time >= LAST_PART) {
      return Chance.HITS;
    }
    long quota = left + out;
    long behind = quota * height(rain.plan().pacing(), time * 50 / 49) / MILLION - out;
    if (behind <= 0) {
      return Chance.MISSES;
    }
    return behind * 100 >= quota - quota % 100 ? Chance.HITS : Chance.EITHER;
  }

  /** How high the curve stands at a time, both in millionths. */
  private static long height(Pacing pacing, long time) {
    List<long[]> points = new ArrayList<>();
    points.add(new long[] {0, 0});
    pacing.knots().forEach(k -> points.add(new long[] {k.timePermille(), k.quotaPermille()}));
    points.add(new long[] {1_000, 1_000});
    int next = 1;
    while (points.get(next)[0] * 1_000 <= time) {
      next++;
    }
    long[] from = points.get(next - 1);
    long[] to = points.get(next);
    long run = (to[0] - from[0]) * 1_000;
    return from[1] * 1_000 + (to[1] - from[1]) * 1_000 * (time - from[0] * 1_000) / run;
  }
}
