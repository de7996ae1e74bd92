package dev.manna.core;

import java.util.List;
import java.util.Map;

/**
 * An order that may wait: it takes its goods from stock as any order does, all lines or none; and
 * where they are not free, it stands in line for them.
 *
 * @param holdMillis 0 to take them for good, else how long they are held once they are taken
 * @param waitMillis how long it waits at most
 */
public record Wait(
    String campaign,
    String user,
    String key,
    List<Command.Line> lines,
    long holdMillis,
    long waitMillis,
    Map<String, String> dimensions)
    implements Command.Claim {
  public Wait {
    Ids.name("campaign", campaign);
    Ids.user(user);
    Ids.key(key);
    Malformed.within("lines", lines.size(), 1, Sale.MAX_LINES);
    lines = List.copyOf(lines);
    Malformed.within("holdSeconds", holdMillis, 0, Sale.MAX_HOLD_MILLIS);
    Malformed.within("waitSeconds", waitMillis, 1, Waitlist.MAX_WAIT_MILLIS);
    dimensions = Dimensions.of(dimensions);
  }

  public Wait(
      String campaign,
      String user,
      String key,
      List<Command.Line> lines,
      long holdMillis,
      long waitMillis) {
    this(campaign, user, key, lines, holdMillis, waitMillis, Map.of());
  }

  @Override
  public Wait from(Map<String, String> others) {
    return new Wait(campaign, user, key, lines, holdMillis, waitMillis, others);
  }
}
