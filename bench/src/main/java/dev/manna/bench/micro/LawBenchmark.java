package dev.manna.bench.micro;

import dev.manna.core.Campaign;
import dev.manna.core.Command;
import dev.manna.core.Lottery;
import dev.manna.core.RedPacket;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import dev.manna.core.law.Machine;
import dev.manna.core.law.Prepared;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Claims decided, applied and encoded in a batch that is undone again, so that the tables stay as
 * they are: 100,000 users who have claimed before.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LawBenchmark {
  private static final int USERS = 100_000;
  private static final int BATCH = 1_000;
  private static final long PLENTY = 1_000_000_000_000L;

  private final Machine machine = new Machine();
  private final SplittableRandom random = new SplittableRandom(17);
  private final Request[] requests = new Request[BATCH];
  private final Prepared[] draws = new Prepared[BATCH];
  private final Prepared[] snatches = new Prepared[BATCH];
  private final Prepared[] orders = new Prepared[BATCH];
  private final Prepared[] again = new Prepared[BATCH];

  /** Makes the campaigns, the users and the claims. */
  @Setup(Level.Trial)
  public void prepare() {
    machine.begin(0);
    machine.found(1, 2);
    machine.commit();
    Lottery.Prize prize = new Lottery.Prize("prize", "", 1, PLENTY);
    define(
        "lottery", new Lottery(Terms.open(""), 9, List.of(prize), new Lottery.WhenGone.Redraw()));
    RedPacket.Split split = new RedPacket.Split.DoubleMean(1, 20_000);
    define(
        "rain",
        new RedPacket(Terms.open(""), "CNY", PLENTY, 1_000_000_000, split, RedPacket.ALWAYS));
    define("sale", new Sale(Terms.open(""), List.of(new Sale.Sku("sku", "", PLENTY))));
    for (int user = 0; user < USERS; user++) {
      decide(machine.prepare(new Command.Draw("lottery", "user-" + user, "first", 1)));
      decide(machine.prepare(new Command.Snatch("rain", "user-" + user, "first")));
      decide(machine.prepare(order("user-" + user, "first")));
    }
    for (int i = 0; i < BATCH; i++) {
      String user = "user-" + random.nextInt(USERS);
      String key = Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
      requests[i] = order(user, key);
      draws[i] = machine.prepare(new Command.Draw("lottery", user, key, 1));
      snatches[i] = machine.prepare(new Command.Snatch("rain", user, key));
      orders[i] = machine.prepare(requests[i]);
      again[i] = machine.prepare(order(user, "first"));
    }
  }

  private static Command.Deduct order(String user, String key) {
    return new Command.Deduct("sale", user, key, List.of(new Command.Line("sku", 1)), 0);
  }

  private void define(String id, Campaign campaign) {
    decide(machine.prepare(new Command.Define(id, campaign, 0)));
  }

  private void decide(Prepared prepared) {
    machine.begin(0);
    if (machine.handle(prepared, random::nextLong) instanceof Reply.Refused refused) {
      throw new IllegalStateException(refused.detail());
    }
    machine.commit();
  }

  private void batch(Prepared[] claims, Blackhole sink) {
    machine.begin(0);
    for (Prepared claim : claims) {
      sink.consume(machine.handle(claim, random::nextLong));
    }
    machine.undo();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void draw(Blackhole sink) {
    batch(draws, sink);
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void snatchOfDoubleMean(Blackhole sink) {
    batch(snatches, sink);
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void order(Blackhole sink) {
    batch(orders, sink);
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void claimAgain(Blackhole sink) {
    batch(again, sink);
  }

  /** The request itself, with its names checked. */
  @Benchmark
  public Request makeOrder() {
    return order("user-12345", "1y2p0ij32e8e7");
  }

  /** Hashing of the names, which the caller's thread does. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void prepareOrder(Blackhole sink) {
    for (Request request : requests) {
      sink.consume(machine.prepare(request));
    }
  }
}
