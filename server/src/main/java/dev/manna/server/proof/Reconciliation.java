package dev.manna.server.proof;

import dev.manna.core.Batch;
import dev.manna.core.ChangeEvent;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.LotteryEvent;
import dev.manna.core.ProofEvent;
import dev.manna.core.QuarantineEvent;
import dev.manna.core.Reply;
import dev.manna.core.SaleEvent;
import dev.manna.core.StockEvent;
import dev.manna.core.wire.EventCodec;
import dev.manna.server.crowd.ClaimedJson;
import dev.manna.server.crowd.History;
import dev.manna.simulation.audit.Auditor;
import dev.manna.simulation.audit.Invariant;
import dev.manna.stream.LogNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares what clients were answered with the log, both ways: whatever was acknowledged stands in
 * the log, once and as it was told, and nothing stands there that nobody asked for or that was
 * refused. The auditor is fed along the way, and judges the log itself.
 */
public final class Reconciliation {
  private final History history;
  private final Asked asked;
  private final Settlements settlements;
  private final Auditor auditor = new Auditor();
  private final LogNames names = new LogNames();
  private final BitSet inLog = new BitSet();

  /** By number of campaign: the number of the client's claim in each row of the log. */
  private final List<Rows> rows = new ArrayList<>();

  private final BitSet settled = new BitSet();
  private long lost;
  private long twice;
  private @Nullable String unasked;
  private @Nullable String refusedButThere;
  private @Nullable String firstLost;
  private @Nullable String firstTwice;

  /**
   * What is wrong, by the number of a claim whose hold has expired although it was acknowledged as
   * confirmed: nothing is, where a late confirmation has taken the goods again.
   */
  private final Map<Integer, String> expired = new TreeMap<>();

  private @Nullable String firstUnsettled;

  public Reconciliation(History history, Asked asked, Settlements settlements) {
    this.history = history;
    this.asked = asked;
    this.settlements = settlements;
    twice = history.differing();
    if (twice > 0) {
      firstTwice = twice + " answers were not the bytes of the first answer to their claim";
    }
  }

  /** A growing list of numbers. */
  private static final class Rows {
    private int[] numbers = new int[1024];
    private int size;

    void add(int number) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, size * 2);
      }
      numbers[size++] = number;
    }

    int get(int row) {
      return row < size ? numbers[row] : Asked.NOBODY;
    }
  }

  /** Takes the next batch of the log. */
  public void accept(Batch batch) {
    auditor.accept(batch);
    EventCodec.read(batch, EventCodec.Claimants.NAMES_ONLY, this::event);
  }

  private void event(Event event, long position) {
    switch (event) {
      case Event.Founded founded -> {}
      case Event.Steered steered -> {}
      case StockEvent stock -> {}
      case ChangeEvent change -> {}
      case ProofEvent proof -> {}
      case QuarantineEvent aside -> {}
      case Event.Defined defined -> {
        names.accept(defined);
        if (defined.version() == 1) {
          rows.add(new Rows());
        }
      }
      case Event.Adjusted adjusted -> {
        if (adjusted.claimant() != null) {
          rows.get(adjusted.campaign()).add(Asked.NOBODY);
        }
      }
      case LotteryEvent.Credited credited -> rows.get(credited.campaign()).add(Asked.NOBODY);
      case LotteryEvent.Allocated allocated -> rows.get(allocated.campaign()).add(Asked.NOBODY);
      case LotteryEvent.AllocationEnded ended -> {}
      case LotteryEvent.Won won -> {}
      case LotteryEvent.RaffleEnded ended -> {}
      case Enlisted enlisted -> {}
      case Event.Claimed claimed -> claimed(claimed, position);
      case Event.Settled end -> settled(end, position);
      case SaleEvent.Returned returned -> rows.get(returned.campaign()).add(Asked.NOBODY);
      case SaleEvent.Regained late -> expired.remove(rows.get(late.campaign()).get(late.claim()));
      case SaleEvent sale -> {}
    }
  }

  private void claimed(Event.Claimed claimed, long position) {
    String campaign = names.campaign(claimed.campaign());
    String user = claimed.claimant().user();
    String key = claimed.claimant().key();
    int number = asked.number(campaign, user, key);
    rows.get(claimed.campaign()).add(number);
    if (number == Asked.NOBODY) {
      unasked = first(unasked, position, user, key, "was asked by nobody");
      return;
    }
    if (inLog.get(number)) {
      twice++;
      firstTwice = first(firstTwice, position, user, key, "had its effect before");
    }
    inLog.set(number);
    if (history.outcome(number) == History.Outcome.REFUSED) {
      refusedButThere = first(refusedButThere, position, user, key, "was refused to its client");
    }
  }

  private static String first(
      @Nullable String known, long position, String user, String key, String what) {
    return known != null
        ? known
        : "position %d: the claim of %s under %s %s".formatted(position, user, key, what);
  }

  private void settled(Event.Settled end, long position) {
    int number = rows.get(end.campaign()).get(end.claim());
    if (number == Asked.NOBODY) {
      return;
    }
    if (settled.get(number)) {
      twice++;
      firstTwice = "position " + position + ": a hold ends a second time";
    }
    settled.set(number);
    Event.Ending acknowledged = settlements.acknowledged(number);
    if (acknowledged != null && given(acknowledged) != given(end.ending())) {
      String what =
          "position %d: %s was acknowledged, and the log says %s"
              .formatted(position, acknowledged, end.ending());
      if (end.ending() == Event.Ending.EXPIRED) {
        expired.put(number, what);
      } else {
        firstUnsettled = what;
      }
    }
  }

  /** Whoever cancels what has expired is told that it is returned, and so it is. */
  private static boolean given(Event.Ending ending) {
    return switch (ending) {
      case OPENED, CONFIRMED -> true;
      case CANCELLED, EXPIRED -> false;
    };
  }

  /** Compares the rest, after the last batch. */
  public Verdict verdict() {
    if (!expired.isEmpty()) {
      firstUnsettled = expired.values().iterator().next();
    }
    for (int number = 0; number < history.claims(); number++) {
      byte[] body = history.body(number);
      if (body != null) {
        acknowledged(number, ClaimedJson.read(body, 0, body.length));
      }
    }
    settlements.forEach(this::mustBeSettled);
    List<Invariant> invariants = new ArrayList<>(auditor.invariants());
    invariants.add(
        Verdicts.invariant("nothing-lost", firstLost, "Acknowledged claims are in the log."));
    invariants.add(
        Verdicts.invariant(
            "nothing-twice", firstTwice, "One effect a key, one ending a hold, same bytes."));
    invariants.add(
        Verdicts.invariant(
            "settlements-kept", firstUnsettled, "What was opened, confirmed, cancelled is."));
    invariants.add(
        Verdicts.invariant("asked-only", unasked, "Nobody was given what nobody asked for."));
    invariants.add(
        Verdicts.invariant(
            "refused-without-trace", refusedButThere, "What was refused had no effect."));
    return new Verdict(lost, twice, invariants);
  }

  private void acknowledged(int number, Reply.Claimed reply) {
    auditor.acknowledged(reply);
    if (!inLog.get(number)) {
      lost++;
      firstLost =
          first(firstLost, reply.position(), reply.user(), reply.key(), "is not in the log");
    }
  }

  private void mustBeSettled(int number, Event.Ending ending) {
    if (!settled.get(number)) {
      lost++;
      firstUnsettled = ending + " was acknowledged for a claim, and the log has no end of its hold";
    }
  }

  /** What became of the campaigns, as the auditor adds it up. */
  public Auditor auditor() {
    return auditor;
  }
}
