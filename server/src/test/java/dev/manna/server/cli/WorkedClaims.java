package dev.manna.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** The two claims of the worked example, step by step, written as {@code law.md} says them. */
final class WorkedClaims {
  private WorkedClaims() {}

  /** The draws 2 and 3 of a user, who has missed once; both are misses by their numbers. */
  static void draws(WorkedNumbers numbers, List<String> lines) {
    List<String> outcomes = new ArrayList<>();
    long misses = 1;
    for (int draw = 2; draw <= 3; draw++) {
      long nothing = draw < 3 ? 8 : 9;
      long mug = draw < 3 ? 1 : 2;
      long all = nothing + 3 + mug;
      long point = numbers.below("draw " + draw, all);
      String fallen = point < nothing ? "miss" : point < nothing + 3 ? "pen" : "mug";
      String stretches =
          "  miss 0 to %d, pen %d to %d, mug %d to %d: %s"
              .formatted(nothing - 1, nothing, nothing + 2, nothing + 3, all - 1, fallen);
      lines.add(stretches);
      misses = fallen.equals("miss") ? misses + 1 : 0;
      if (misses == 3) {
        lines.add("  would be miss 3 in a row: guaranteed mug");
        fallen = "mug";
        misses = 0;
      }
      outcomes.add(fallen);
    }
    lines.add("outcome   = " + outcomes);
  }

  /** The first snatch of a rain of 1,000 cents in 4 packets of 100 to 500. */
  static void snatch(WorkedNumbers numbers, List<String> lines) {
    long hit = numbers.below("hit", 1_000_000);
    lines.add((hit < 900_000 ? "  less than " : "  not less than ") + 900_000);
    long money = 1_000;
    int count = 4;
    long rest = numbers.below("share", count);
    long share = (money * count + rest) / count;
    lines.add("  C = 1000, n = m = 4, lo = 100, hi = 500");
    lines.add("  (C * m + below(n)) / n = %d, S = %d".formatted(share, money));
    long[] amounts = new long[count];
    for (int j = 0; j < count; j++) {
      amounts[j] = amount(numbers, money - LongStream.of(amounts).sum(), count - j, lines);
    }
    for (int i = count; i > 1; i--) {
      int other = 1 + (int) numbers.below("exchange of a[" + i + "]", i);
      long kept = amounts[i - 1];
      amounts[i - 1] = amounts[other - 1];
      amounts[other - 1] = kept;
      lines.add("  with a[" + other + "]: " + LongStream.of(amounts).boxed().toList());
    }
    List<Long> block = LongStream.of(amounts).boxed().toList();
    lines.add("outcome   = %d cents, block %s".formatted(amounts[0], block));
  }

  private static long amount(WorkedNumbers numbers, long cents, int packets, List<String> lines) {
    String what = "D(%d, %d)".formatted(cents, packets);
    long least = Math.max(100, cents - (packets - 1) * 500L);
    long most = Math.min(500, cents - (packets - 1) * 100L);
    long twice = (2 * cents + numbers.below(what, packets)) / packets;
    long fair = Math.max(least, twice - 100);
    lines.add("  least = %d, most = %d, u = %d, fair = %d".formatted(least, most, twice, fair));
    long amount = least + numbers.below(what, Math.min(most, fair) - least + 1);
    lines.add("  amount = " + amount);
    return amount;
  }
}
