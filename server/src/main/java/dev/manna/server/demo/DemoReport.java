package dev.manna.server.demo;

import dev.manna.server.crowd.Operator.Pool;
import dev.manna.server.demo.Giveaways.Kind;
import dev.manna.server.proof.PoolTable;
import dev.manna.server.proof.Verdict;
import dev.manna.server.proof.Verdicts;
import dev.manna.server.reconcile.ReconcileReport;
import dev.manna.server.terminal.Table;
import dev.manna.server.terminal.Times;
import dev.manna.server.verify.VerifyReport;
import dev.manna.simulation.audit.Totals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What the demonstration came to: for people as tables, for programs as one JSON object. */
public final class DemoReport {
  private final Facts facts;
  private final DemoScript script;
  private final Verdict verdict;
  private final VerifyReport proof;
  private final Histogram latency = new Histogram(3);

  /** What happened on the way. */
  static final class Facts {
    double seconds;
    double recoverySeconds;
    long requests;
    long repeated;
    long sentAgain;
    long events;
    List<Totals> totals = List.of();
    String checkedBy = "";
    @Nullable ReconcileReport books;
    List<String> inBooks = List.of();
  }

  DemoReport(
      Facts facts,
      DemoScript script,
      Map<Kind, List<Pool>> pools,
      Verdict verdict,
      VerifyReport proof) {
    this.facts = facts;
    this.script = script;
    this.proof = proof;
    this.verdict =
        verdict
            .and(Verdicts.pools(byCampaign(pools), facts.totals))
            .and(Verdicts.answers(script.unexpected()));
    for (Kind kind : Kind.values()) {
      latency.add(script.tally(kind).latency());
    }
  }

  private static Map<String, List<Pool>> byCampaign(Map<Kind, List<Pool>> pools) {
    Map<String, List<Pool>> byCampaign = new LinkedHashMap<>();
    pools.forEach((kind, list) -> byCampaign.put(kind.campaign, list));
    return byCampaign;
  }

  /** Whether everything held. */
  public boolean ok() {
    return verdict.ok() && proof.ok() && books().ok();
  }

  private ReconcileReport books() {
    return Objects.requireNonNull(facts.books, "a report is made when the books were compared");
  }

  /** The report for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(fared().lines());
    lines.add("");
    lines.addAll(PoolTable.lines(facts.totals));
    lines.add("");
    lines.addAll(Verdicts.lines(verdict));
    lines.add("");
    lines.addAll(proof.verdict());
    lines.add("Check the proof yourself: " + facts.checkedBy);
    lines.add("");
    lines.addAll(facts.inBooks);
    lines.addAll(books().lines());
    lines.add("");
    lines.add(
        "%s: %s claims, %s of them granted, %d lost, %d twice; %s/s on the way"
            .formatted(
                ok() ? "Everything held" : "NOT EVERYTHING HELD",
                Table.grouped(script.claims()),
                Table.grouped(granted()),
                verdict.lost(),
                verdict.twice(),
                Table.grouped((long) (facts.requests / facts.seconds))));
    return lines;
  }

  /** How the clients of each campaign fared. */
  private Table fared() {
    Table table =
        new Table("campaign", "asked", "won", "missed", "refused", "p50 ms", "p95 ms", "p99 ms");
    for (Kind kind : Kind.values()) {
      Tally tally = script.tally(kind);
      Histogram took = tally.latency();
      table.row(
          kind.campaign,
          tally.claims(),
          tally.grantedClaims(),
          tally.missedClaims(),
          tally.refusedClaims(),
          Times.millis(took, 50),
          Times.millis(took, 95),
          Times.millis(took, 99));
    }
    return table;
  }

  private long granted() {
    long granted = 0;
    for (Kind kind : Kind.values()) {
      granted += script.tally(kind).grantedClaims();
    }
    return granted;
  }

  /** The report for programs. */
  public Map<String, Object> json() {
    long missed = 0;
    long refused = 0;
    Map<String, Long> refusals = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      Tally tally = script.tally(kind);
      missed += tally.missedClaims();
      refused += tally.refusedClaims();
      tally.refusals().forEach((code, count) -> refusals.merge(code, count, Long::sum));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("claims", script.claims());
    json.put("granted", granted());
    json.put("missed", missed);
    json.put("refused", refused);
    json.put("refusals", refusals);
    json.put("lost", verdict.lost());
    json.put("double", verdict.twice());
    json.put("repeated", facts.repeated);
    json.put("sentAgain", facts.sentAgain);
    json.put("events", facts.events);
    json.put("seconds", facts.seconds);
    json.put("requestsPerSecond", Math.round(facts.requests / facts.seconds));
    json.put("recoverySeconds", facts.recoverySeconds);
    json.put("latencyMillis", Times.json(latency));
    json.put("campaigns", facts.totals);
    json.put("invariants", verdict.invariants());
    json.put("proof", proof.json());
    json.put("books", books().json());
    json.put("ok", ok());
    return json;
  }
}
