package dev.manna.server.demo;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.manna.server.Complaint;
import dev.manna.server.child.Folder;
import dev.manna.server.crowd.Crowd;
import dev.manna.server.crowd.CrowdThread;
import dev.manna.server.crowd.Operator;
import dev.manna.server.crowd.Replay;
import dev.manna.server.crowd.Requests;
import dev.manna.server.demo.DemoReport.Facts;
import dev.manna.server.demo.Giveaways.Kind;
import dev.manna.server.export.LogFile;
import dev.manna.server.group.Group;
import dev.manna.server.group.LogKind;
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
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
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
   * @param ledger the URL of an empty database for the books, null for the servers' own
   * @param log where the log lies: one server's journal, or what nodes share
   * @param programs where those of PostgreSQL lie, null for wherever they are found
   */
  public record Options(
      int seconds,
      int users,
      int clients,
      @Nullable Path keep,
      @Nullable String ledger,
      LogKind log,
      @Nullable Path programs) {}

  public DemoRun(Options options, Screen screen) {
    this.options = options;
    this.screen = screen;
    giveaways = new Giveaways(options.users());
  }

  /** Runs it, in a little more than the seconds asked for. */
  public DemoReport run() {
    DemoBooks.expectUsable(options.ledger(), options.log());
    try (Folder folder = Folder.of(options.keep(), screen::line);
        Group group =
            Group.of(options.log(), folder.path(), options.programs(), options.ledger())) {
      DemoBooks books = DemoBooks.of(group, options.ledger());
      start(group);
      Wishes wishes = new Wishes(new Requests(group.servers().getFirst()), options.users());
      DemoScript script = new DemoScript(wishes);
      claim(group, script);
      sendAgain(group, script, wishes);
      Map<Kind, List<Operator.Pool>> pools = awaitHolds(group);
      reveal(group, books);
      long stopping = System.nanoTime();
      group.stop();
      say("%s stopped when told to, in %s".formatted(group.stopped(), seconds(stopping)));
      Verdict verdict = audit(group.data(), script, wishes);
      VerifyReport proof = prove(group.data(), folder.path().resolve(PUBLISHED));
      facts.books = reconcile(group.data(), books);
      DemoReport report = new DemoReport(facts, script, pools, verdict, proof);
      if (report.ok()) {
        folder.allIsWell();
      }
      return report;
    }
  }

  private void start(Group group) {
    screen.line(
        "A crowd of %s users claims for %d s; in the middle %s killed with SIGKILL."
            .formatted(Table.grouped(options.users()), options.seconds(), group.killed()));
    long starting = System.nanoTime();
    beganNanos = starting;
    group.start();
    String at = group.servers().stream().map(URI::toString).collect(Collectors.joining(", "));
    say("%s after %s: %s".formatted(group.shown(), seconds(starting), at));
    try (Operator operator = new Operator(group.servers())) {
      for (Kind kind : Kind.values()) {
        operator.define(kind.campaign, giveaways.definition(kind));
      }
    }
    say("open: wheel (a lottery), rain (red packets), flash (a sale of 20 SKUs)");
  }

  private void claim(Group group, DemoScript script) {
    Crowd crowd = new Crowd(group.servers(), Crowd.Terms.closedLoop(options.clients()), script);
    try (CrowdThread thread = new CrowdThread(crowd)) {
      long began = System.nanoTime();
      lineNanos = began;
      await(thread, script, began, RESTOCK_AT);
      restock(group);
      await(thread, script, began, KILL_AT);
      facts.recoverySeconds = group.crash(crowd, this::say, () -> progress(script));
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

  private void restock(Group group) {
    try (Operator operator = new Operator(group.servers())) {
      int number = 0;
      for (Kind kind : Kind.values()) {
        for (Map<String, Object> change : giveaways.extra(kind)) {
          operator.adjust(kind.campaign, "extra-" + number++, change);
        }
      }
    }
    say("while they claim: the sale is restocked, the rain's budget raised, vouchers added");
  }

  private void sendAgain(Group group, DemoScript script, Wishes wishes) {
    Replay replay = new Replay(script.history(), wishes::request);
    new Crowd(group.servers(), Crowd.Terms.closedLoop(options.clients()), replay).run();
    facts.sentAgain = replay.sent();
    say(
        "%s claims were sent again, among them all that once had no answer: %s"
            .formatted(
                Table.grouped(replay.sent()),
                script.history().differing() == 0 ? "the same bytes came back" : "BYTES DIFFER"));
  }

  /** Reads the pools when the last forgotten hold has run out. */
  private Map<Kind, List<Operator.Pool>> awaitHolds(Group group) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(2 * Giveaways.HOLD_SECONDS + 10);
    try (Operator operator = new Operator(group.servers())) {
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

  private void reveal(Group group, DemoBooks books) {
    try (Operator operator = new Operator(group.servers())) {
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
