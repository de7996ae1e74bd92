package dev.manna.server.reconcile;

import dev.manna.server.terminal.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of a reconciliation, for people and for programs. */
public final class ReconcileReport {
  /** More of them are in the JSON. */
  private static final int SHOWN = 20;

  private final String books;
  private final BooksReconciliation of;

  public ReconcileReport(String books, BooksReconciliation of) {
    this.books = books;
    this.of = of;
  }

  public boolean ok() {
    return of.ok();
  }

  /** The report for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    of.differences().stream()
        .limit(SHOWN)
        .map(BooksReconciliation.Difference::what)
        .forEach(lines::add);
    if (of.found() > SHOWN) {
      lines.add("and " + Table.grouped(of.found() - SHOWN) + " more");
    }
    String compared =
        Table.grouped(of.grants())
            + " grants and "
            + Table.grouped(of.items())
            + " items at position "
            + Table.grouped(of.at().position());
    lines.add(
        of.ok()
            ? books + ": the books are what the log has made of them: " + compared
            : books + ": THE BOOKS ARE NOT WHAT THE LOG HAS MADE OF THEM: " + compared);
    return lines;
  }

  /** The report for programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("books", books);
    json.put("log", of.at().log());
    json.put("position", of.at().position());
    json.put("grants", of.grants());
    json.put("items", of.items());
    json.put("found", of.found());
    json.put("differences", of.differences());
    json.put("ok", of.ok());
    return json;
  }
}
