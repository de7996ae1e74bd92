package dev.manna.server.reconcile;

import dev.manna.server.terminal.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of a reconciliation, for people and for programs. */
public final class ReconcileReport {
  /** More of them are in the JSON. */
  private static final int SHOWN = 20;

  private final String books;
  private final @Nullable BooksReconciliation compared;
  private final List<StreamFindings> streams;

  /** What came of comparing books, where there were some, and streams. */
  public ReconcileReport(
      String books, @Nullable BooksReconciliation compared, List<StreamFindings> streams) {
    this.books = books;
    this.compared = compared;
    this.streams = List.copyOf(streams);
  }

  public boolean ok() {
    return (compared == null || compared.ok()) && streams.stream().allMatch(StreamFindings::ok);
  }

  /** The report for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(compared == null ? List.of() : lines(compared));
    streams.forEach(each -> lines.addAll(each.lines()));
    return lines;
  }

  private List<String> lines(BooksReconciliation of) {
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
    if (compared != null) {
      json.put("books", books);
      json.put("log", compared.at().log());
      json.put("position", compared.at().position());
      json.put("grants", compared.grants());
      json.put("items", compared.items());
      json.put("found", compared.found());
      json.put("differences", compared.differences());
    }
    json.put("streams", streams.stream().map(StreamFindings::json).toList());
    json.put("ok", ok());
    return json;
  }
}
