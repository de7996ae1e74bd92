package dev.manna.server.reconcile;

import dev.manna.core.feed.Bookmark;
import dev.manna.server.reconcile.BooksReconciliation.Difference;
import dev.manna.server.terminal.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of comparing a stream with the log.
 *
 * @param stream what it is called, and where it goes
 * @param at where it stands, which is up to where it was compared
 * @param isRead whether its messages were read; else only where it stands was compared
 * @param events how many events of the log were looked for
 * @param deleted how many of them the broker had deleted by then
 * @param repeated how many messages lie there once more
 * @param found how many differences there are
 * @param differences the first of them
 */
public record StreamFindings(
    String stream,
    Bookmark at,
    boolean isRead,
    long events,
    long deleted,
    long repeated,
    long found,
    List<Difference> differences) {
  /** More differences than that are in the JSON alone. */
  private static final int SHOWN = 20;

  public StreamFindings {
    differences = List.copyOf(differences);
  }

  public boolean ok() {
    return found == 0;
  }

  /** The findings for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    differences.stream().limit(SHOWN).map(Difference::what).forEach(lines::add);
    if (found > SHOWN) {
      lines.add("and " + Table.grouped(found - SHOWN) + " more");
    }
    lines.add(
        stream
            + (ok()
                ? ": the stream is what the log says: "
                : ": THE STREAM IS NOT WHAT THE LOG SAYS: ")
            + "at position "
            + Table.grouped(at.position())
            + (isRead ? read() : "; its messages were not read"));
    return lines;
  }

  private String read() {
    return ", %s events, %s of them deleted by the broker, %s messages once more"
        .formatted(Table.grouped(events), Table.grouped(deleted), Table.grouped(repeated));
  }

  /** The findings for programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("stream", stream);
    json.put("position", at.position());
    json.put("read", isRead);
    json.put("events", events);
    json.put("deleted", deleted);
    json.put("repeated", repeated);
    json.put("found", found);
    json.put("differences", differences);
    json.put("ok", ok());
    return json;
  }
}
