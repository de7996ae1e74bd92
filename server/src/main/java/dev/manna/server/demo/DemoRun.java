package dev.manna.server.demo;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.manna.server.Complaint;
import dev.manna.server.child.Crash;
import dev.manna.server.child.Folder;
import dev.manna.server.child.ServerProcess;
import dev.manna.server.crowd.Crowd;
import dev.manna.server.crowd.CrowdThread;
import dev.manna.server.crowd.Operator;
import dev.manna.server.crowd.Replay;
import dev.manna.server.crowd.Requests;
import dev.manna.server.demo.DemoReport.Facts;
import dev.manna.server.demo.Giveaways.Kind;
import dev.manna.server.export.LogFile;
import dev.manna.server.proof.Reconciliation;
import dev.manna.server.proof.StoppedLog;
import dev.manna.server.proof.Verdict;
import dev.manna.server.reconcile.ReconcileReport;
import dev.manna.server.terminal.Screen;
import dev.manna.server.terminal.Table;
import dev.manna.server.terminal.Times;
import dev.manna.server.verify.PublishedLog;
import dev.manna.server.verify.VerifyReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The demonstration from its first line to its verdict. */
public final class DemoRun {
  /** Shortly before the kill, so that there is something to grant when it comes. */
  private static final double RESTOCK_AT = 0.45;

  private static final double KILL_AT = 0.5;
  private static final long TICK_NANOS = 10_000_000;
  private static final long LINE_EVERY_NANOS = 1_000_000_000;

  /** The file with the log for everybody. */
  static final String PUBLISHED = "published.jsonl";

  private final Options options;
  private final Screen screen;
  private final Giveaways giveaways;
  private final Facts facts = new Facts();
  private long beganNanos;
  private long lineNanos;
  private long lineClaims;

  /**
   * What the user of the demonstration may choose.
   *
   * @param seconds how long the crowd claims
   * @param users how many there are
   * @param clients how many claim at the same moment
   * @param keep where data and logs stay, null for a temporary folder
   * @param ledger the URL of an empty database for the books, null for a file in the data directory
   */
  public record Options(
      int seconds, int users, int clients, @Nullable Path keep, @Nullable String ledger) {}

  public DemoRun(Options options, Screen screen) {
    this.options = options;
    this.screen = screen;
    giveaways = new Giveaways(options.users());
  }

  /** Runs it, in a little more than the seconds asked for. */
  public DemoReport run() {
    DemoBooks.expectUsable(options.ledger());
    try (Folder folder = Folder.of(options.keep(), screen::line);
        ServerProcess server = new ServerProcess(folder.path(), settings())) {
      DemoBooks books = new DemoBooks(server.data(), options.ledger());
      start(server);
      Wishes wishes = new Wishes(new Requests(server.uri()), options.users());
      DemoScript script = new DemoScript(wishes);
      claim(server, script);
      sendAgain(server, script, wishes);
      Map<Kind, List<Operator.Pool>> pools = awaitHolds(server);
      reveal(server, books);
      long stopping = System.nanoTime();
      server.stop();
      say("the server stopped when it was told to, in %s".formatted(seconds(stopping)));
      Verdict verdict = audit(server.data(), script, wishes);
      VerifyReport proof = prove(server.data(), folder.path().resolve(PUBLISHED));
      facts.books = reconcile(server.data(), books);
      DemoReport report = new DemoReport(facts, script, pools, verdict, proof);
      if (report.ok()) {
        folder.allIsWell();
      }
      return report;
    }
  }

  private String[] settings() {
    String ledger = options.ledger();
    return ledger == null ? new String[0] : new String[] {"--ledger", ledger};
  }

  private void start(ServerProcess server) {
    screen.line(
        "A crowd of %s users claims for %d s; in the middle the server is killed with SIGKILL."
            .formatted(Table.grouped(options.users()), options.seconds()));
    long starting = System.nanoTime();
    beganNanos = starting;
    server.start();
    server.awaitReady();
    say("a server of its own is up after %s: %s".formatted(seconds(starting), server.uri()));
    try (Operator operator = new Operator(server.uri())) {
      for (Kind kind : Kind.values()) {
        operator.define(kind.campaign, giveaways.definition(kind));
      }
    }
    say("open: wheel (a lottery), rain (red packets), flash (a sale of 20 SKUs)");
  }

  private void claim(ServerProcess server, DemoScript script) {
    Crowd crowd = new Crowd(server.uri(), Crowd.Terms.closedLoop(options.clients()), script);
    try (CrowdThread thread = new CrowdThread(crowd)) {
      long began = System.nanoTime();
      lineNanos = began;
      await(thread, script, began, RESTOCK_AT);
      restock(server);
      await(thread, script, began, KILL_AT);
      killAndStart(server, crowd, script);
      await(thread, script, System.nanoTime(), 1 - KILL_AT);
      crowd.stop();
      thread.join();
      facts.seconds = (System.nanoTime() - began) / 1e9;
      facts.requests = crowd.answered();
      facts.repeated = crowd.repeated();
    }
    say("the crowd has gone home; every one of its requests was answered");
  }

  /** Shows progress until a part of the time is over. */
  private void await(CrowdThread thread, DemoScript script, long began, double part) {
    long until = began + (long) (options.seconds() * 1e9 * part);
    while (System.nanoTime() - until < 0) {
      thread.check();
      LockSupport.parkNanos(TICK_NANOS);
      progress(script);
    }
  }

  private void progress(DemoScript script) {
    long now = System.nanoTime();
    if (now - lineNanos < LINE_EVERY_NANOS) {
      return;
    }
    long claims = script.claims();
    long rate = (long) ((claims - lineClaims) * 1e9 / (now - lineNanos));
    lineNanos = now;
    lineClaims = claims;
    screen.progress(
        clock()
            + "%s claims, %s/s; won: wheel %s, rain %s, flash %s"
                .formatted(
                    Table.grouped(claims),
                    Table.grouped(rate),
                    Table.grouped(script.tally(Kind.LOTTERY).grantedClaims()),
                    Table.grouped(script.tally(Kind.RAIN).grantedClaims()),
                    Table.grouped(script.tally(Kind.SALE).grantedClaims())));
  }

  private void restock(ServerProcess server) {
    try (Operator operator = new Operator(server.uri())) {
      int number = 0;
      for (Kind kind : Kind.values()) {
        for (Map<String, Object> change : giveaways.extra(kind)) {
          operator.adjust(kind.campaign, "extra-" + number++, change);
        }
      }
    }
    say("while they claim: the sale is restocked, the rain's budget raised, vouchers added");
  }

  private void killAndStart(ServerProcess server, Crowd crowd, DemoScript script) {
    say("SIGKILL: the server is gone in the middle of it, and starts again on its data");
    facts.recoverySeconds = Crash.of(server, crowd, () -> progress(script));
    say(
        "clients are answered again, %s s after the kill; they repeat what they had no answer to"
            .formatted(Times.seconds(facts.recoverySeconds)));
  }

  private void sendAgain(ServerProcess server, DemoScript script, Wishes wishes) {
    Replay replay = new Replay(script.history(), wishes::request);
    new Crowd(server.uri(), Crowd.Terms.closedLoop(options.clients()), replay).run();
    facts.sentAgain = replay.sent();
    say(
        "%s claims were sent again, among them all that once had no answer: %s"
            .formatted(
                Table.grouped(replay.sent()),
                script.history().differing() == 0 ? "the same bytes came back" : "BYTES DIFFER"));
  }

  /** Reads the pools when the last forgotten hold has run out. */
  private Map<Kind, List<Operator.Pool>> awaitHolds(ServerProcess server) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(2 * Giveaways.HOLD_SECONDS + 10);
    try (Operator operator = new Operator(server.uri())) {
      while (Stream.of(Kind.values())
              .flatMap(kind -> operator.pools(kind.campaign).stream())
              .anyMatch(pool -> pool.held() > 0)
          && System.nanoTime() - deadline < 0) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
      Map<Kind, List<Operator.Pool>> pools = new EnumMap<>(Kind.class);
      for (Kind kind : Kind.values()) {
        pools.put(kind, operator.pools(kind.campaign));
      }
      return pools;
    }
  }

  private void reveal(ServerProcess server, DemoBooks books) {
    try (Operator operator = new Operator(server.uri())) {
      for (Kind kind : Kind.values()) {
        operator.reveal(kind.campaign);
      }
      say("the campaigns are closed and settled, and their keys are shown");
      long waiting = System.nanoTime();
      books.await(operator);
      say("the books have everything, %s later".formatted(seconds(waiting)));
    }
  }

  /** Compares the books with the log, by grant and by sum. */
  private ReconcileReport reconcile(Path data, DemoBooks books) {
    long reconciling = System.nanoTime();
    ReconcileReport report = books.reconcile(data);
    facts.inBooks = books.shown();
    say("the books were compared with the log in " + seconds(reconciling));
    return report;
  }

  private Verdict audit(Path data, DemoScript script, Wishes wishes) {
    long auditing = System.nanoTime();
    Reconciliation reconciliation =
        new Reconciliation(script.history(), wishes, script.settlements());
    try (StoppedLog log = StoppedLog.open(data)) {
      log.read(
          batch -> {
            reconciliation.accept(batch);
            return true;
          });
      facts.events = log.position();
    }
    Verdict verdict = reconciliation.verdict();
    say(
        "%s events of the log audited in %s"
            .formatted(Table.grouped(facts.events), seconds(auditing)));
    facts.totals = reconciliation.auditor().totals();
    return verdict;
  }

  /** Publishes the log, and recomputes from the file alone what chance has decided. */
  private VerifyReport prove(Path data, Path file) {
    long proving = System.nanoTime();
    String verify = "./manna verify ";
    facts.checkedBy =
        options.keep() == null
            ? "with --keep DIR the published log stays; then " + verify + "DIR/" + PUBLISHED
            : verify + file;
    try {
      try (StoppedLog log = StoppedLog.open(data)) {
        new LogFile(1, true).write(log, file);
      }
      VerifyReport proof = new VerifyReport(file.toString(), new PublishedLog(file).verify());
      say("the log was published, and its proof checked, in " + seconds(proving));
      return proof;
    } catch (IOException e) {
      throw new Complaint(file + ": cannot be written and read: " + e.getMessage(), e);
    }
  }

  private void say(String text) {
    screen.line(clock() + text);
  }

  /** How long the demonstration has been running, as the margin of its lines. */
  private String clock() {
    return "%4d s  ".formatted(NANOSECONDS.toSeconds(System.nanoTime() - beganNanos));
  }

  private static String seconds(long sinceNanos) {
    return Times.seconds((System.nanoTime() - sinceNanos) / 1e9) + " s";
  }
}
