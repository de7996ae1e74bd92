package dev.manna.bench.http;

import dev.manna.bench.Bench;
import dev.manna.bench.Gate;
import dev.manna.bench.Group;
import dev.manna.bench.Pairs;
import dev.manna.bench.Row;
import dev.manna.bench.Unverified;
import dev.manna.server.crowd.Answer;
import dev.manna.server.crowd.Ask;
import dev.manna.server.crowd.Crowd;
import dev.manna.server.crowd.Script;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What it costs to answer from the books: one server with books, asked for two sales in turns. */
public final class AcksGroup implements Group {
  private static final int CONNECTIONS = 256;
  private static final String LOG = "from-the-log";
  private static final String LEDGER = "from-the-books";
  private static final long PLENTY = 1_000_000_000_000L;

  @Override
  public String name() {
    return "acks";
  }

  @Override
  public String heap() {
    return "4g";
  }

  @Override
  public List<Row> measure(Bench bench) throws Exception {
    try (Served manna = Served.manna(bench.folder(), "sqlite")) {
      manna.openSale(LOG, PLENTY, "log");
      manna.openSale(LEDGER, PLENTY, "ledger");
      Asking asking = new Asking(manna, bench.size(30_000, 300), new SplittableRandom(31));
      bench.say("the server gets warm");
      for (int i = 0; i < bench.size(3, 1); i++) {
        asking.rate(LOG);
        asking.rate(LEDGER);
      }
      bench.say("answers from the books against answers from the log");
      Pairs rates = Pairs.of(bench.pairs(), () -> asking.rate(LEDGER), () -> asking.rate(LOG));
      Pairs waits =
          Pairs.of(
              bench.pairs(), () -> asking.medianMillis(LEDGER), () -> asking.medianMillis(LOG));
      return List.of(
          Row.of(name(), "claims, acks: ledger / log", "/s", rates)
              .against(Gate.atLeast(0.25).forInformation())
              .durable("books, fsync")
              .note("every claim wins; %d connections, books in SQLite".formatted(CONNECTIONS)),
          Row.of(name(), "median wait, ledger / log", "ms", waits)
              .durable("books, fsync")
              .note("of the same claims"));
    }
  }

  /** One crowd before one server. */
  private record Asking(Served manna, int size, SplittableRandom random) {
    double rate(String campaign) throws IOException {
      return size * 1e9 / ask(campaign).nanos;
    }

    double medianMillis(String campaign) throws IOException {
      return Pairs.median(ask(campaign).millis);
    }

    private Timed ask(String campaign) throws IOException {
      long before = manna.gone(campaign);
      Orders orders = new Orders(manna.address(), campaign, size, random);
      Timed timed = new Timed(orders, size);
      Crowd crowd = new Crowd(manna.address(), Crowd.Terms.closedLoop(CONNECTIONS), timed);
      long began = System.nanoTime();
      crowd.run();
      timed.nanos = System.nanoTime() - began;
      Unverified.unlessEqual("claims won", size, orders.ok());
      Unverified.unlessEqual("units gone", size, manna.gone(campaign) - before);
      Unverified.unlessEqual("requests sent twice", 0, crowd.repeated());
      return timed;
    }
  }

  /** Orders, and how long each waited for its answer. */
  private static final class Timed implements Script {
    private final Orders orders;
    private final double[] millis;
    private long nanos;

    Timed(Orders orders, int size) {
      this.orders = orders;
      millis = new double[size];
    }

    @Override
    public @Nullable Ask next() {
      return orders.next();
    }

    @Override
    public void answered(Ask ask, Answer answer) {
      orders.answered(ask, answer);
      millis[ask.number()] = answer.latencyNanos() / 1e6;
    }

    @Override
    public boolean over() {
      return orders.over();
    }
  }
}
