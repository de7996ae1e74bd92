package dev.manna.engine;

import dev.manna.core.Author;
import dev.manna.core.ChangeCommand;
import dev.manna.core.Command;
import dev.manna.core.Engine;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.law.Conservation;
import dev.manna.core.law.Conservation.Violation;
import dev.manna.core.law.StateView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks all the time whether the books of the live state balance, and stops a campaign whose books
 * do not. It works on the writer's thread, between batches: a slice of rows at most every {@value
 * #EVERY_MILLIS} ms, which with {@value EngineOptions#DEFAULT_WATCHED_ROWS} are 400,000 rows a
 * second; a second after all was looked at it begins again. A campaign is stopped by a command like
 * any other, in the name of {@value #ACTOR}, so the log says it; all others go on.
 */
public final class Watch implements Conservation.Observer {
  /** Who raises alarms, in the log. */
  public static final String ACTOR = "manna";

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private static final long EVERY_MILLIS = 5;
  private static final long REST_MILLIS = 1_000;

  /** So much is kept of what is found, and of what there is; the rest would say nothing new. */
  private static final int KEPT_OF_A_CAMPAIGN = 10;

  private static final int KEPT_CAMPAIGNS = 100;
  private static final int KEPT_ITEMS = 250;

  /** The longest reason that the log takes. */
  private static final int REASON_CHARS = 200;

  private final Conservation conservation;
  private final int rows;
  private final Engine engine;

  /** What the look at the current campaign has found so far. */
  private final List<Violation> finding = new ArrayList<>();

  /** By campaign, the reason of an alarm that is not in the log yet. */
  private final Map<String, String> due = new HashMap<>();

  private final Map<String, List<Violation>> violations = new ConcurrentHashMap<>();
  private final Set<String> stopped = ConcurrentHashMap.newKeySet();
  private final Map<ItemName, Amounts> items = new ConcurrentHashMap<>();
  private long nextMillis;
  private long begunMillis = -1;
  private final LongAdder rounds = new LongAdder();
  private volatile long roundMillis;

  /** An item of a campaign. */
  public record ItemName(String campaign, String item) {}

  /**
   * What there was of an item when it was last looked at.
   *
   * @param free negative where more is sold than there is
   */
  public record Amounts(long free, long held, long given, long reserved) {}

  /**
   * @param rows of a slice
   * @param engine takes the alarms
   */
  Watch(Conservation conservation, int rows, Engine engine) {
    this.conservation = conservation;
    this.rows = rows;
    this.engine = engine;
  }

  /** Looks at a few rows more, if it is time; for the writer's thread, between batches. */
  void doWork(long now) {
    // A clock that was put back must not keep it from looking.
    if (now < nextMillis && nextMillis - now <= REST_MILLIS) {
      return;
    }
    if (begunMillis < 0) {
      begunMillis = now;
    }
    nextMillis = now + EVERY_MILLIS;
    if (conservation.look(rows, this)) {
      rounds.increment();
      roundMillis = Math.max(0, now - begunMillis);
      begunMillis = -1;
      nextMillis = now + REST_MILLIS;
    }
    List.copyOf(due.keySet()).forEach(this::raise);
  }

  /** How long until there may be something to look at, in milliseconds. */
  long untilNext(long now) {
    return Math.clamp(nextMillis - now, 0, REST_MILLIS);
  }

  @Override
  public void violated(Violation violation) {
    if (finding.size() < KEPT_OF_A_CAMPAIGN) {
      finding.add(violation);
    }
  }

  @Override
  public void item(String campaign, StateView.Item item, long free) {
    ItemName name = new ItemName(campaign, item.id());
    if (items.size() < KEPT_ITEMS || items.containsKey(name)) {
      items.put(name, new Amounts(free, item.held(), item.given(), item.reserved()));
    }
  }

  @Override
  public void looked(String campaign, boolean alarmed) {
    if (alarmed) {
      stopped.add(campaign);
    } else {
      stopped.remove(campaign);
    }
    if (finding.isEmpty()) {
      if (violations.remove(campaign) != null) {
        LOG.info("the books of campaign \"{}\" balance again", campaign);
      }
      return;
    }
    List<Violation> found = List.copyOf(finding);
    finding.clear();
    if (!violations.containsKey(campaign)) {
      tell(campaign, found);
    }
    if (violations.size() < KEPT_CAMPAIGNS || violations.containsKey(campaign)) {
      violations.put(campaign, found);
    }
    if (!alarmed) {
      due.put(campaign, reason(found.getFirst()));
    }
  }

  private static void tell(String campaign, List<Violation> found) {
    for (Violation each : found) {
      LOG.error("the books of campaign \"{}\" do not balance: {}", campaign, each.text());
    }
    LOG.error(
        "campaign \"{}\" is stopped, others go on; no snapshot is written meanwhile. Compare its"
            + " state with its log: run manna audit and manna reconcile on the data directory. If"
            + " the log is right, stop the server, move its snapshots away and start it: that makes"
            + " the state again from the log. Then"
            + " POST /v1/campaigns/{}/resume in your own name, with a reason, lifts the alarm.",
        campaign,
        campaign);
  }

  private static String reason(Violation violation) {
    String text = violation.text();
    return text.substring(0, Math.min(text.length(), REASON_CHARS));
  }

  /** Asks for the campaign to be stopped; the answer comes when the log has it. */
  private void raise(String campaign) {
    String reason = due.remove(campaign);
    if (reason == null) {
      return;
    }
    Command stop = new Command.Steer(campaign, Command.Move.ALARM);
    engine.submit(
        new ChangeCommand.Authored(stop, new Author(ACTOR, reason)),
        reply -> {
          if (reply instanceof Reply.Refused refused && later(refused.refusal())) {
            due.putIfAbsent(campaign, reason);
          } else if (!(reply instanceof Reply.Refused)) {
            stopped.add(campaign);
          }
        });
  }

  private static boolean later(Refusal refusal) {
    return refusal == Refusal.TOO_BUSY || refusal == Refusal.UNAVAILABLE;
  }

  /** How often all was looked at since the start. */
  public long rounds() {
    return rounds.sum();
  }

  /** How long the last round took, in milliseconds. */
  public long roundMillis() {
    return roundMillis;
  }

  /** Whether all books did when they were last looked at. */
  boolean balances() {
    return violations.isEmpty();
  }

  /** By campaign, which equations do not hold, as they were last looked at. */
  public Map<String, List<Violation>> violations() {
    return Map.copyOf(violations);
  }

  /** The campaigns that an alarm has stopped, and that nobody has resumed. */
  public Set<String> stopped() {
    return Set.copyOf(stopped);
  }

  /** What there was of the first items, as they were last looked at. */
  public Map<ItemName, Amounts> items() {
    return Map.copyOf(items);
  }
}
