package dev.manna.server.rehearsal;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.manna.server.Complaint;
import dev.manna.server.crowd.Operator.Pool;
import dev.manna.server.orders.Order;
import dev.manna.server.proof.Verdict;
import dev.manna.server.proof.Verdicts;
import dev.manna.server.terminal.Table;
import dev.manna.server.terminal.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a rehearsal came to: for people as tables, for programs as one JSON object. */
public final class RehearsalReport {
  /** SKUs that the tables name; the JSON has all. */
  private static final int SHOWN = 10;

  private final Facts facts;
  private final OrderScript script;
  private final List<Pool> pools;
  private final Verdict verdict;

  /** What happened on the way. */
  static final class Facts {
    final List<Double> recoverySeconds = new ArrayList<>();
    double seconds;
    long repeated;
    long sentAgain;
  }

  RehearsalReport(Facts facts, OrderScript script, List<Pool> pools, Verdict verdict) {
    this.facts = facts;
    this.script = script;
    this.pools = List.copyOf(pools);
    this.verdict = verdict;
  }

  /** Whether everything held. */
  public boolean ok() {
    return verdict.ok();
  }

  private long exhausted() {
    return pools.stream().filter(pool -> pool.available() == 0).count();
  }

  private long unitsAsked() {
    return script.orders().stream().mapToLong(Order::units).sum();
  }

  /** The report for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    Table totals = new Table("", "orders", "units");
    totals.row("asked", script.orders().size(), unitsAsked());
    totals.row("granted", script.granted(), script.stock().unitsGranted());
    script.refusals().forEach((code, count) -> totals.row("refused, " + code, count, ""));
    lines.addAll(totals.lines());
    lines.add("");
    lines.addAll(ranOut());
    lines.add("");
    lines.addAll(Verdicts.lines(verdict));
    lines.add("");
    lines.add(
        "%s orders in %s s, %s/s; p50 %s, p95 %s, p99 %s ms"
            .formatted(
                Table.grouped(script.orders().size()),
                Times.seconds(facts.seconds),
                Table.grouped(perSecond()),
                Times.millis(script.latency(), 50),
                Times.millis(script.latency(), 95),
                Times.millis(script.latency(), 99)));
    lines.add(ok() ? "Everything held." : "NOT EVERYTHING HELD.");
    return lines;
  }

  private List<String> ranOut() {
    Table table = new Table("first SKUs that ran out", "after s", "with order");
    script.stock().ranOut().stream()
        .limit(SHOWN)
        .forEach(one -> table.row(one.sku(), Times.seconds(one.seconds()), one.order()));
    List<String> lines = new ArrayList<>(table.lines());
    lines.add(
        "%s of %s SKUs have nothing left"
            .formatted(Table.grouped(exhausted()), Table.grouped(script.stock().size())));
    return lines;
  }

  private long perSecond() {
    return Math.round(script.orders().size() / facts.seconds);
  }

  /** The report for programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("orders", script.orders().size());
    json.put("granted", script.granted());
    json.put("refused", script.refused());
    json.put("refusals", script.refusals());
    json.put("units", unitsAsked());
    json.put("unitsGranted", script.stock().unitsGranted());
    json.put("skus", script.stock().size());
    json.put("skusExhausted", exhausted());
    json.put("exhausted", List.copyOf(script.stock().ranOut()));
    json.put("seconds", facts.seconds);
    json.put("ordersPerSecond", perSecond());
    json.put("latencyMillis", Times.json(script.latency()));
    json.put("kills", facts.recoverySeconds.size());
    json.put("recoverySeconds", facts.recoverySeconds);
    json.put("repeated", facts.repeated);
    json.put("sentAgain", facts.sentAgain);
    json.put("lost", verdict.lost());
    json.put("double", verdict.twice());
    json.put("invariants", verdict.invariants());
    json.put("ok", ok());
    return json;
  }

  /** Writes what became of each order: {@code order,outcome} in the order of sending. */
  public void writeOutcomes(Path file) {
    try (CsvWriter csv = CsvWriter.builder().build(file)) {
      csv.writeRecord("order", "outcome");
      for (int i = 0; i < script.orders().size(); i++) {
        csv.writeRecord(script.orders().get(i).id(), script.outcome(i));
      }
    } catch (IOException e) {
      throw new Complaint(file + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
