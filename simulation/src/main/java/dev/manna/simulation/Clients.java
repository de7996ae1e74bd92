package dev.manna.simulation;

import dev.manna.core.Command;
import dev.manna.core.Engine;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who asks. They keep what they asked until they hear a reply, and where none came,
 * because the process ended, they ask again with the same key.
 */
final class Clients {
  private final Chance chance;
  private final Workload workload;
  private final Clock clock;
  private final Story story;
  private final Faults faults;
  private final SimBooks books;

  /** Asked and not yet reported, in the order of asking, which is the order of deciding. */
  private final List<Asked> asked = new ArrayList<>();

  /** What nobody got an answer to, because a process ended. */
  private final List<Request> unknown = new ArrayList<>();

  /** What was asked of another writer on the same log, and what it answered. */
  private final List<Asked> askedOfRival = new ArrayList<>();

  /** The first so many of those that were asked: a rival's batch comes before ours. */
  private int heardOfRival;

  /** One asking of a request; the same request may be asked twice at once. */
  private static final class Asked {
    final Request request;
    @Nullable Reply reply;
    long clockMillis;

    /** Where the books stood when it was heard. */
    long booked = Long.MAX_VALUE;

    Asked(Request request) {
      this.request = request;
    }
  }

  Clients(Chance chance, Clock clock, Faults faults, Story story, SimBooks books) {
    this.chance = chance;
    this.clock = clock;
    this.story = story;
    this.faults = faults;
    this.books = books;
    workload = new Workload(chance, 1 + chance.below(4), 1 + chance.below(20));
  }

  void ask(Engine engine) {
    boolean again = !unknown.isEmpty() && chance.oneIn(3);
    Request request =
        again ? unknown.remove(chance.below(unknown.size())) : workload.next(clock.millis());
    ask(engine, request);
  }

  /** Asks all that is not known to have been answered. */
  void askAgain(Engine engine) {
    while (!unknown.isEmpty()) {
      ask(engine, unknown.removeFirst());
    }
  }

  boolean areWaiting() {
    return !asked.isEmpty() || !unknown.isEmpty();
  }

  void ask(Engine engine, Request request) {
    story.tell("ask", request);
    Asked asking = new Asked(request);
    asked.add(asking);
    engine.submit(request, reply -> receive(asking, reply));
  }

  private void receive(Asked asking, Reply reply) {
    story.tell("hear", reply);
    Found.unless(asking.reply == null, "a second reply to " + asking.request + ": " + reply);
    asking.reply = reply;
    asking.clockMillis = clock.millis();
    asking.booked = books.position();
    workload.learn(reply);
    if (isBehind(asking)) {
      faults.met(Fault.BOOKS_BEHIND);
    } else if (reply instanceof Reply.Refused refused && refused.refusal() == Refusal.UNAVAILABLE) {
      faults.met(Fault.DISK_FULL);
    }
    if (reply instanceof Reply.Refused refused && refused.refusal() == Refusal.TOO_BUSY) {
      // Said at once, without looking.
      Found.unless(asked.removeLast().equals(asking), "too busy is said at once or not at all");
    }
  }

  /** Whether somebody was told nothing but that the books are behind. */
  private static boolean isBehind(Asked asking) {
    return asking.reply instanceof Reply.Unbooked || isTurnedAway(asking);
  }

  /** Whether a claim was refused because of the books, and so without effect. */
  private static boolean isTurnedAway(Asked asking) {
    return asking.request instanceof Command.Claim
        && asking.reply instanceof Reply.Refused refused
        && refused.refusal() == Refusal.UNAVAILABLE
        && refused.detail().contains("books");
  }

  Request askRival() {
    Request request = workload.next(clock.millis());
    story.tell("ask a rival", request);
    askedOfRival.add(new Asked(request));
    return request;
  }

  /** What the rival would answer to what it was asked last; nobody hears it yet. */
  void keepRivalsReply(Reply reply) {
    askedOfRival.getLast().reply = reply;
  }

  /** The rival's batch is durable. */
  void hearRivalsReplies() {
    for (Asked asking : askedOfRival) {
      asking.clockMillis = clock.millis();
      story.tell("hear of a rival", asking.request);
    }
    asked.addAll(heardOfRival, askedOfRival);
    heardOfRival += askedOfRival.size();
    askedOfRival.clear();
  }

  void forgetRivalsReplies() {
    askedOfRival.clear();
  }

  /** Tells what was heard to the chronicle, which has seen the log. */
  void report(Chronicle chronicle, boolean mayBeFull) {
    reportSoFar(chronicle, mayBeFull);
    for (Asked open : asked) {
      throw new Found("nobody answered " + open.request);
    }
  }

  /** {@link #report}, where some are still waiting for an answer. */
  void reportSoFar(Chronicle chronicle, boolean mayBeFull) {
    for (Asked asking : List.copyOf(asked)) {
      Reply reply = asking.reply;
      if (reply != null) {
        hear(chronicle, asking, reply, mayBeFull);
        asked.remove(asking);
      }
    }
    heardOfRival = 0;
    chronicle.settle();
  }

  /** Those who have no answer yet are decided after those who have one. */
  void postponeUnanswered() {
    List<Asked> open = asked.stream().filter(asking -> asking.reply == null).toList();
    asked.removeAll(open);
    asked.addAll(open);
  }

  private void hear(Chronicle chronicle, Asked asking, Reply reply, boolean mayBeFull) {
    if (reply instanceof Reply.Unbooked) {
      // It was decided, whatever the answer would have been.
      chronicle.miss(asking.request, asking.clockMillis);
      unknown.add(asking.request);
    } else if (!isTurnedAway(asking)) {
      chronicle.hear(asking.request, reply, asking.clockMillis, mayBeFull);
      chronicle.checkBooked(asking.request, reply, asking.booked);
    }
  }

  /**
   * The process ended, and the log is there again. What was heard must be true of it, whatever
   * became of what was asked before.
   */
  void reportAfterCrash(Chronicle chronicle, boolean mayBeFull) {
    askedOfRival.forEach(asking -> asking.reply = null);
    asked.addAll(heardOfRival, askedOfRival);
    askedOfRival.clear();
    boolean decided = true;
    for (Asked asking : asked) {
      Reply reply = asking.reply;
      if (reply != null) {
        hear(chronicle, asking, reply, mayBeFull);
        continue;
      }
      decided = decided && chronicle.miss(asking.request, clock.millis());
      if (asking.request instanceof Command) {
        unknown.add(asking.request);
      }
    }
    asked.clear();
    heardOfRival = 0;
    chronicle.settle();
  }
}
