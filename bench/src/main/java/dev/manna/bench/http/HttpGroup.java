package dev.manna.bench.http;

import dev.manna.bench.Bench;
import dev.manna.bench.Gate;
import dev.manna.bench.Group;
import dev.manna.bench.Pairs;
import dev.manna.bench.Row;
import dev.manna.bench.Unverified;
import dev.manna.server.crowd.Crowd;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Our server and a bare echo, each in a process of its own, asked by the same crowd in turns. */
public final class HttpGroup implements Group {
  private static final int CONNECTIONS = 128;
  private static final String PLENTIFUL = "plentiful";
  private static final String SCARCE = "scarce";
  private static final long PLENTY = 1_000_000_000_000L;

  @Override
  public String name() {
    return "http";
  }

  @Override
  public String heap() {
    return "4g";
  }

  @Override
  public List<Row> measure(Bench bench) throws Exception {
    try (Served manna = Served.manna(bench.folder(), "none");
        Served echo = Served.echo(bench.folder())) {
      manna.openSale(PLENTIFUL, PLENTY);
      manna.openSale(SCARCE, 1);
      Asking asking = new Asking(bench, manna, echo);
      asking.warm();
      List<Row> wins = asking.wins();
      return List.of(wins.get(0), wins.get(1), asking.soldOut());
    }
  }

  /** One crowd before two servers. */
  private static final class Asking {
    private final Bench bench;
    private final Served manna;
    private final Served echo;
    private final SplittableRandom random = new SplittableRandom(13);
    private final int size;

    Asking(Bench bench, Served manna, Served echo) {
      this.bench = bench;
      this.manna = manna;
      this.echo = echo;
      size = bench.size(150_000, 500);
    }

    void warm() throws IOException {
      bench.say("both servers get warm");
      for (int i = 0; i < bench.size(3, 1); i++) {
        win(new Turns(1));
        echo(new Turns(1));
      }
      Orders last = new Orders(manna.address(), SCARCE, 1, random);
      ask(manna, last, new Turns(1));
      Unverified.unlessEqual("the only unit is sold", 1, last.ok());
    }

    List<Row> wins() throws Exception {
      bench.say("durable claims over HTTP against an echo");
      Turns ours = new Turns(bench.pairs());
      Turns theirs = new Turns(bench.pairs());
      Pairs rates = Pairs.of(bench.pairs(), () -> win(ours), () -> echo(theirs));
      Pairs cpu = ours.cpuAgainst(theirs);
      return List.of(
          Row.of("http", "durable claims / echo", "/s", rates)
              .against(Gate.atLeast(0.6))
              .durable("fsync, none")
              .note(
                  String.format(
                      Locale.ROOT,
                      "every claim wins; %d connections, one event loop a server; the crowd of one "
                          + "thread uses the machine too",
                      CONNECTIONS)),
          Row.of("http", "server CPU a claim / echo", "us", cpu)
              .against(Gate.atMost(1.25).forInformation())
              .note("of the whole process, in the same turns"));
    }

    Row soldOut() throws Exception {
      bench.say("sold out over HTTP against an echo");
      Turns ours = new Turns(bench.pairs());
      Turns theirs = new Turns(bench.pairs());
      Pairs rates = Pairs.of(bench.pairs(), () -> lose(ours), () -> echo(theirs));
      return Row.of("http", "sold out / echo", "/s", rates)
          .against(Gate.atLeast(0.85).forInformation())
          .durable("nothing to write")
          .note("answers, not wins");
    }

    private double win(Turns turns) throws IOException {
      long before = manna.gone(PLENTIFUL);
      Orders orders = new Orders(manna.address(), PLENTIFUL, size, random);
      double rate = ask(manna, orders, turns);
      Unverified.unlessEqual("claims won", size, orders.ok());
      Unverified.unlessEqual("units gone", size, manna.gone(PLENTIFUL) - before);
      return rate;
    }

    private double lose(Turns turns) throws IOException {
      Orders orders = new Orders(manna.address(), SCARCE, size, random);
      double rate = ask(manna, orders, turns);
      Unverified.unlessEqual("claims refused", size, orders.conflicts());
      Unverified.unlessEqual("units gone", 1, manna.gone(SCARCE));
      return rate;
    }

    private double echo(Turns turns) throws IOException {
      Orders orders = new Orders(echo.address(), PLENTIFUL, size, random);
      double rate = ask(echo, orders, turns);
      Unverified.unlessEqual("echoes", size, orders.ok());
      return rate;
    }

    private static double ask(Served server, Orders orders, Turns turns) {
      Crowd crowd = new Crowd(server.address(), Crowd.Terms.closedLoop(CONNECTIONS), orders);
      long cpu = server.cpuNanos();
      long began = System.nanoTime();
      crowd.run();
      long nanos = System.nanoTime() - began;
      turns.add((server.cpuNanos() - cpu) / 1e3 / crowd.answered());
      Unverified.unlessEqual("requests sent twice", 0, crowd.repeated());
      return crowd.answered() * 1e9 / nanos;
    }
  }

  /** Microseconds of CPU a request, by turn. */
  private static final class Turns {
    private final double[] micros;
    private int taken;

    Turns(int count) {
      micros = new double[count];
    }

    void add(double each) {
      micros[taken++] = each;
    }

    Pairs cpuAgainst(Turns theirs) {
      double[] ratios = new double[taken];
      for (int i = 0; i < taken; i++) {
        ratios[i] = micros[i] / theirs.micros[i];
      }
      return new Pairs(Pairs.median(micros), Pairs.median(theirs.micros), Pairs.median(ratios));
    }
  }
}
