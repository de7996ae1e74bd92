package dev.manna.server.rehearsal;

import dev.manna.server.Complaint;
import dev.manna.server.child.Folder;
import dev.manna.server.crowd.Crowd;
import dev.manna.server.crowd.CrowdThread;
import dev.manna.server.crowd.Operator;
import dev.manna.server.crowd.Operator.Pool;
import dev.manna.server.crowd.Replay;
import dev.manna.server.crowd.Requests;
import dev.manna.server.group.Group;
import dev.manna.server.group.LogKind;
import dev.manna.server.orders.OrderFile;
import dev.manna.server.orders.Orders;
import dev.manna.server.orders.StockFile;
import dev.manna.server.proof.Reconciliation;
import dev.manna.server.proof.Settlements;
import dev.manna.server.proof.StoppedLog;
import dev.manna.server.proof.Verdict;
import dev.manna.server.proof.Verdicts;
import dev.manna.server.rehearsal.RehearsalReport.Facts;
import dev.manna.server.terminal.Screen;
import dev.manna.server.terminal.Table;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rehearsal from the reading of the orders to the verdict. */
public final class RehearsalRun {
  private static final long TICK_NANOS = 1_000_000;

  /** A server that somebody else runs is not waited for as long as one that was just killed. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Options options;
  private final Screen screen;
  private final Facts facts = new Facts();

  /**
   * What the user of a rehearsal may choose.
   *
   * @param orders the file of orders
   * @param stock a number, or a file of {@code sku,quantity}
   * @param url a running server, or null to start one
   * @param campaign the id of the sale
   * @param perSecond orders a second, 0 for as fast as it goes
   * @param concurrency how many orders are out at a time
   * @param kills how many times servers of one's own are killed on the way
   * @param keep where data and logs of servers of one's own stay, or null
   * @param log where the log of servers of one's own lies
   * @param programs where those of PostgreSQL lie, null for wherever they are found
   */
  public record Options(
      Path orders,
      String stock,
      @Nullable URI url,
      String campaign,
      double perSecond,
      int concurrency,
      int kills,
      @Nullable Path keep,
      LogKind log,
      @Nullable Path programs) {}

  public RehearsalRun(Options options, Screen screen) {
    this.options = options;
    this.screen = screen;
  }

  /** Replays the orders. */
  public RehearsalReport run() {
    Orders orders = OrderFile.read(options.orders());
    Stock stock = new Stock(orders.skus(), StockFile.read(options.stock(), orders.skus()));
    screen.line(
        "%s orders of %s SKUs read from %s (%s)"
            .formatted(
                Table.grouped(orders.orders().size()),
                Table.grouped(stock.size()),
                options.orders(),
                orders.format()));
    URI url = options.url();
    return url == null ? onOwnServers(orders, stock) : on(url, orders, stock);
  }

  private RehearsalReport onOwnServers(Orders orders, Stock stock) {
    try (Folder folder = Folder.of(options.keep(), screen::line);
        Group group = Group.of(options.log(), folder.path(), options.programs(), null)) {
      group.start();
      List<URI> servers = group.servers();
      String at = servers.stream().map(URI::toString).collect(Collectors.joining(", "));
      screen.line(group.shown() + ": " + at);
      OrderScript script = script(servers, orders, stock);
      int many = orders.orders().size();
      replay(servers, script, new Killer(group, options.kills(), many, screen::line));
      List<Pool> pools = pools(servers);
      group.stop();
      RehearsalReport report = report(script, pools, audit(group.data(), script));
      if (report.ok()) {
        folder.allIsWell();
      }
      return report;
    }
  }

  private RehearsalReport on(URI url, Orders orders, Stock stock) {
    List<URI> servers = List.of(url);
    OrderScript script = script(servers, orders, stock);
    screen.line("the sale \"%s\" is open at %s".formatted(options.campaign(), url));
    replay(servers, script, null);
    return report(script, pools(servers), new Verdict(0, 0, List.of()));
  }

  private OrderScript script(List<URI> servers, Orders orders, Stock stock) {
    URI url = servers.getFirst();
    try (Operator operator = new Operator(servers)) {
      operator.define(options.campaign(), stock.definition());
      if (operator.pools(options.campaign()).stream().anyMatch(pool -> pool.given() > 0)) {
        throw new Complaint(
            "the sale \"%s\" at %s has sold something; name another with --campaign"
                .formatted(options.campaign(), url));
      }
    }
    return new OrderScript(orders.orders(), stock, options.campaign(), new Requests(url));
  }

  private void replay(List<URI> servers, OrderScript script, @Nullable Killer killer) {
    Crowd.Terms terms = Crowd.Terms.closedLoop(options.concurrency()).at(options.perSecond());
    Crowd crowd = new Crowd(servers, killer == null ? terms.patientFor(PATIENCE) : terms, script);
    long began = System.nanoTime();
    try (CrowdThread thread = new CrowdThread(crowd)) {
      Progress progress = new Progress(screen, script);
      while (thread.running()) {
        LockSupport.parkNanos(TICK_NANOS);
        progress.tick();
        if (killer != null && killer.due(script.sent())) {
          killer.kill(crowd, progress);
        }
      }
      thread.join();
      facts.seconds = (System.nanoTime() - began) / 1e9;
      progress.end();
    }
    facts.repeated = crowd.repeated();
    if (killer != null) {
      facts.recoverySeconds.addAll(killer.recoverySeconds());
    }
    Replay again = new Replay(script.history(), script::request);
    Crowd.Terms quiet = Crowd.Terms.closedLoop(options.concurrency()).patientFor(PATIENCE);
    new Crowd(servers, quiet, again).run();
    facts.sentAgain = again.sent();
  }

  private List<Pool> pools(List<URI> servers) {
    try (Operator operator = new Operator(servers)) {
      return operator.pools(options.campaign());
    }
  }

  private static Verdict audit(Path data, OrderScript script) {
    Reconciliation reconciliation = new Reconciliation(script.history(), script, new Settlements());
    try (StoppedLog log = StoppedLog.open(data)) {
      log.read(
          batch -> {
            reconciliation.accept(batch);
            return true;
          });
    }
    return reconciliation.verdict();
  }

  private RehearsalReport report(OrderScript script, List<Pool> pools, Verdict verdict) {
    Verdict all =
        verdict
            .and(Verdicts.answers(script.unexpected()))
            .and(Verdicts.sameBytes(script.history().differing()))
            .and(Verdicts.granted(script.stock().granted(), pools));
    return new RehearsalReport(facts, script, pools, all);
  }
}
