package dev.manna.server.verify;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What waits for a second person: nobody approves what was never asked for, or asked for alone. */
final class Approvals {
  /** By campaign and number, who proposed it. */
  private final Map<String, String> waiting = new HashMap<>();

  /** The campaigns and numbers of all that was proposed. */
  private final Set<String> proposed = new HashSet<>();

  /** Takes a line, and says what is wrong about it, or null. */
  @Nullable String take(JsonNode line) {
    String campaign = Fields.text(line, "campaign");
    String change = campaign + ' ' + Fields.number(line, "change");
    String actor = Fields.text(line, "actor");
    if (Fields.text(line, "type").equals("proposed")) {
      waiting.put(change, actor);
      return proposed.add(change) ? null : change + " is proposed twice";
    }
    String by = waiting.remove(change);
    if (by == null) {
      return change + " is decided and does not wait";
    }
    boolean alone = Fields.text(line, "type").equals("approved") && by.equals(actor);
    return alone ? change + " is approved by " + actor + ", who proposed it" : null;
  }
}
