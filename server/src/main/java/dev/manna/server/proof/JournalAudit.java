package dev.manna.server.proof;

import dev.manna.engine.journal.JournalReader.Tail;
import dev.manna.server.terminal.Table;
import dev.manna.simulation.audit.Auditor;
import dev.manna.simulation.audit.Totals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The audit of a log by itself, without what clients were told. */
public final class JournalAudit {
  private final String kind;
  private final String data;
  private final long events;
  private final Tail tail;
  private final String doubt;
  private final List<Totals> totals;
  private final Verdict verdict;

  private JournalAudit(LogPlace place, StoppedLog log, List<Totals> totals, Verdict verdict) {
    kind = place instanceof LogPlace.Journal ? "journal" : "log";
    data = place.where();
    events = log.position();
    tail = log.tail();
    doubt = log.doubt();
    this.totals = totals;
    this.verdict = verdict;
  }

  /** Audits a log. */
  public static JournalAudit of(LogPlace place) {
    try (StoppedLog log = place.open()) {
      Auditor auditor = new Auditor();
      log.read(
          batch -> {
            auditor.accept(batch);
            return true;
          });
      Verdict verdict =
          new Verdict(0, 0, auditor.invariants())
              .and(
                  Verdicts.invariant(
                      "journal-whole",
                      log.tail() instanceof Tail.Broken broken
                          ? broken.damage().getMessage()
                          : null,
                      "Every batch is as it was written, up to the end."));
      return new JournalAudit(place, log, auditor.totals(), verdict);
    }
  }

  /** Whether every invariant holds. */
  public boolean ok() {
    return verdict.ok();
  }

  private String tailInWords() {
    return switch (tail) {
      case Tail.Clean clean when !doubt.isEmpty() -> doubt;
      case Tail.Clean clean -> "the %s ends cleanly".formatted(kind);
      case Tail.Torn torn ->
          "behind it, %s has %d bytes of a torn write at byte %d; nobody was told that it is safe"
              .formatted(torn.file(), torn.bytes(), torn.offset());
      case Tail.Broken broken -> "THE JOURNAL IS DAMAGED BEHIND IT";
    };
  }

  /** The audit for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%s: %s events; %s".formatted(data, Table.grouped(events), tailInWords()));
    lines.add("");
    Table claims = new Table("campaign", "kind", "claims", "granted", "missed");
    for (Totals each : totals) {
      claims.row(each.campaign(), each.kind(), each.claims(), each.granted(), each.missed());
    }
    lines.addAll(claims.lines());
    lines.add("");
    lines.addAll(PoolTable.lines(totals));
    lines.add("");
    lines.addAll(Verdicts.lines(verdict));
    lines.add("");
    lines.add(ok() ? "Everything holds." : "NOT EVERYTHING HOLDS.");
    return lines;
  }

  /** The audit for programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("data", data);
    json.put("events", events);
    json.put("tail", tail.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    if (!doubt.isEmpty()) {
      json.put("doubt", doubt);
    }
    json.put("campaigns", totals);
    json.put("invariants", verdict.invariants());
    json.put("ok", ok());
    return json;
  }
}
