package dev.manna.server.verify;

import dev.manna.server.terminal.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of a verification, for people and for programs. */
public final class VerifyReport {
  /** More of them are in the JSON. */
  private static final int SHOWN = 20;

  private final String file;
  private final Verification of;

  public VerifyReport(String file, Verification of) {
    this.file = file;
    this.of = of;
  }

  public boolean ok() {
    return of.findings().isEmpty();
  }

  /** The report for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(file + ": " + Table.grouped(of.lines()) + " events; the last line's hash is");
    lines.add("  " + of.head());
    lines.add("");
    Table table =
        new Table("campaign", "by chance", "recomputed", "item", "total", "held", "given");
    for (Ledger ledger : of.ledgers()) {
      Object claims = ledger.claims;
      Object proven = ledger.oracle == null ? "key not revealed" : ledger.claims;
      for (Pools.Pool pool : ledger.pools.all()) {
        Object total = pool.total == Pools.ENDLESS ? "no end" : (Object) pool.total;
        table.row(ledger.id, claims, proven, pool.item, total, pool.held, pool.given);
      }
    }
    lines.addAll(table.lines());
    lines.add("");
    lines.addAll(verdict());
    return lines;
  }

  /** What is wrong, if anything is, and a sentence that sums it up. */
  public List<String> verdict() {
    List<String> lines = new ArrayList<>();
    of.findings().stream().limit(SHOWN).map(Finding::words).forEach(lines::add);
    if (of.findings().size() > SHOWN) {
      lines.add("and " + Table.grouped(of.findings().size() - SHOWN) + " more");
    }
    lines.add(
        ok()
            ? "Everything follows from the keys: "
                + Table.grouped(of.proven())
                + " outcomes recomputed, "
                + Table.grouped(of.unproven())
                + " wait for their key."
            : "THE LOG DOES NOT FOLLOW FROM ITS KEYS.");
    return lines;
  }

  /** The report for programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file);
    json.put("events", of.lines());
    json.put("hash", of.head());
    json.put("recomputed", of.proven());
    json.put("unrevealed", of.unproven());
    json.put("findings", of.findings());
    json.put("ok", ok());
    return json;
  }
}
