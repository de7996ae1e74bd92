package dev.manna.server.demo;

import dev.manna.core.Event.Ending;
import dev.manna.core.Reply;
import dev.manna.server.crowd.Answer;
import dev.manna.server.crowd.Ask;
import dev.manna.server.crowd.ClaimedJson;
import dev.manna.server.crowd.History;
import dev.manna.server.crowd.History.Outcome;
import dev.manna.server.crowd.Problem;
import dev.manna.server.crowd.Script;
import dev.manna.server.demo.Giveaways.Kind;
import dev.manna.server.proof.Settlements;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The crowd of the demonstration: claims without end, some of them sent twice at once, and what
 * users do with what they hold.
 */
final class DemoScript implements Script {
  /** Answers that make no sense are shown, but not each of them. */
  private static final int UNEXPECTED_SHOWN = 5;

  private final Wishes wishes;
  private final History history = new History();
  private final Settlements settlements = new Settlements();
  private final Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);
  private final ArrayDeque<Ask> due = new ArrayDeque<>();
  private final StringBuilder unexpected = new StringBuilder();
  private int unexpectedCount;

  DemoScript(Wishes wishes) {
    this.wishes = wishes;
    for (Kind kind : Kind.values()) {
      tallies.put(kind, new Tally());
    }
  }

  @Override
  public Ask next() {
    Ask waiting = due.poll();
    if (waiting != null) {
      return waiting;
    }
    int claim = wishes.next();
    Ask ask = new Ask(claim, wishes.request(claim));
    if (Wishes.clickedTwice(claim)) {
      due.add(ask);
    }
    return ask;
  }

  @Override
  public boolean over() {
    return false;
  }

  @Override
  public void answered(Ask ask, Answer answer) {
    if (ask.number() < 0) {
      settled(~ask.number(), answer);
    } else {
      claimed(ask.number(), answer);
    }
  }

  private void claimed(int claim, Answer answer) {
    Tally tally = tally(Wishes.kind(claim));
    Outcome before = history.outcome(claim);
    history.answered(claim, answer);
    if (before != Outcome.UNKNOWN) {
      return;
    }
    tally.took(answer.latencyNanos());
    if (answer.status() == 200) {
      accepted(claim, answer, tally);
    } else {
      String code = Problem.code(answer);
      tally.refused(code);
      if (answer.status() != 409 && answer.status() != 429) {
        unexpected(answer);
      }
    }
  }

  private void accepted(int claim, Answer answer, Tally tally) {
    Reply.Claimed reply = ClaimedJson.read(answer.array(), answer.offset(), answer.length());
    if (!reply.granted()) {
      tally.missed();
      return;
    }
    tally.granted();
    Ending ending = Wishes.ending(claim);
    if (ending != null) {
      String grant = reply.grants().getFirst().id().toString();
      // Settlements are known by the complement of their claim's number.
      due.add(new Ask(~claim, wishes.settlement(grant, ending)));
    }
  }

  private void settled(int claim, Answer answer) {
    Ending ending = Wishes.ending(claim);
    if (answer.status() == 200 && ending != null) {
      settlements.add(claim, ending);
    } else if (answer.status() != 409) {
      // 409: the hold ran out while the server was away.
      unexpected(answer);
    }
  }

  private void unexpected(Answer answer) {
    if (unexpectedCount++ < UNEXPECTED_SHOWN) {
      unexpected.append("\n  ").append(answer.status()).append(' ').append(answer.text());
    }
  }

  /** What clients were answered that they should never be, null if there was nothing. */
  @Nullable String unexpected() {
    return unexpectedCount == 0 ? null : unexpectedCount + " answers, such as" + unexpected;
  }

  Tally tally(Kind kind) {
    Tally tally = tallies.get(kind);
    if (tally == null) {
      throw new IllegalStateException("no tally of " + kind);
    }
    return tally;
  }

  /** Claims that were answered so far. */
  long claims() {
    return tallies.values().stream().mapToLong(Tally::claims).sum();
  }

  History history() {
    return history;
  }

  Settlements settlements() {
    return settlements;
  }
}
