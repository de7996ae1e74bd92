package dev.manna.bench.law;

import dev.manna.bench.Bench;
import dev.manna.bench.Gate;
import dev.manna.bench.Group;
import dev.manna.bench.Row;
import dev.manna.bench.Unverified;
import dev.manna.core.law.Machine;
import dev.manna.core.law.Prepared;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bytes of the state, as it counts them itself and as the heap grows. */
public final class MemoryGroup implements Group {
  private static final Gate USER = Gate.atMost(32);
  private static final Gate GRANT = Gate.atMost(56);
  private static final int CHUNK = 100_000;
  private static final double MEGABYTE = 1 << 20;

  /** By how much the two ways may differ: what the JVM does meanwhile, and objects of no table. */
  private static final double TOLERANCE = 0.05;

  private static final double SLACK = MEGABYTE;

  /** Where a claim of a sale stands. */
  private static final double STAND_BYTES = 8;

  /** When its hold first was to end. */
  private static final double EXPIRY_BYTES = 8;

  /** What reminds of it, until then. */
  private static final double TIMER_BYTES = 16;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String heap() {
    return "10g";
  }

  @Override
  public List<Row> measure(Bench bench) {
    List<Row> rows = new ArrayList<>();
    int users = bench.size(10_000_000, 50_000);
    for (Giveaway kind : Giveaway.values()) {
      bench.say(users + " users, " + kind.words());
      rows.addAll(measure(kind, users));
    }
    return rows;
  }

  private static List<Row> measure(Giveaway kind, int users) {
    long before = usedHeap();
    Feeder feeder = new Feeder();
    feeder.define(kind.id(), kind.definition(10));
    fill(feeder, kind, users);
    long heap = usedHeap() - before;
    Machine.Memory memory = feeder.machine().memory();
    Unverified.unlessEqual("users", users, memory.users());
    Unverified.unlessEqual("claims", users, memory.claims());
    Unverified.unlessEqual("grants", users, memory.grants());
    long counted = memory.userBytes() + memory.claimBytes() + memory.grantBytes();
    double perUser = (double) memory.userBytes() / users;
    double perGrant = (double) (memory.claimBytes() + memory.grantBytes()) / users;
    double heapEach = (double) heap / users;
    String note =
        String.format(
            Locale.ROOT,
            "%,d users with a claim and a grant each; the tables count %.0f MB, the heap grew by "
                + "%.0f MB, which is %.1f bytes for each of them",
            users,
            counted / MEGABYTE,
            heap / MEGABYTE,
            heapEach);
    double rest = restPerClaim(kind);
    checkHeap(kind, (double) heap, counted + rest * users);
    return List.of(
        Row.of("memory", "user and campaign, " + kind.words(), "bytes", perUser)
            .against(USER)
            .durable("memory")
            .note(note),
        Row.of("memory", "grant, " + kind.words(), "bytes", perGrant + rest)
            .against(kind == Giveaway.HOLDS ? GRANT.forInformation() : GRANT)
            .durable("memory"));
  }

  /** What is not in the tables that count themselves. */
  private static double restPerClaim(Giveaway kind) {
    return switch (kind) {
      case LOTTERY, RAIN -> 0;
      case SALE -> STAND_BYTES;
      case HOLDS -> STAND_BYTES + EXPIRY_BYTES + TIMER_BYTES;
    };
  }

  private static void checkHeap(Giveaway kind, double heap, double counted) {
    if (Math.abs(heap - counted) > TOLERANCE * counted + SLACK) {
      throw new Unverified(
          String.format(
              Locale.ROOT,
              "%s: the tables count %.1f MB, the heap grew by %.1f MB",
              kind.words(),
              counted / MEGABYTE,
              heap / MEGABYTE));
    }
  }

  private static void fill(Feeder feeder, Giveaway kind, int users) {
    Prepared[] requests = new Prepared[CHUNK];
    for (int from = 0; from < users; from += CHUNK) {
      int count = Math.min(CHUNK, users - from);
      for (int i = 0; i < count; i++) {
        requests[i] = feeder.prepare(kind.claim("user-" + (from + i), "key", i % 10));
      }
      feeder.feed(requests, count);
    }
  }

  /** After all that nobody holds is gone. */
  private static long usedHeap() {
    for (int i = 0; i < 2; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
