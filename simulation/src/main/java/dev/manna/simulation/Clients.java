package dev.manna.simulation;

import dev.manna.core.Command;
import dev.manna.core.Engine;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

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

  /** Asked and not answered, in the order of asking. */
  private final Deque<Asked> waiting = new ArrayDeque<>();

  private final List<Heard> heard = new ArrayList<>();
  private final List<Request> unknown = new ArrayList<>();

  /** One asking of a request; the same request may be asked twice at once. */
  private static final class Asked {
    final Request request;

    Asked(Request request) {
      this.request = request;
    }
  }

  /** What was asked of another writer on the same log, and what it would answer. */
  private final List<Request> askedOfRival = new ArrayList<>();

  private final List<Reply> repliesOfRival = new ArrayList<>();

  private record Heard(Request request, Reply reply, long clockMillis) {}

  Clients(Chance chance, Clock clock, Faults faults, Story story) {
    this.chance = chance;
    this.clock = clock;
    this.story = story;
    this.faults = faults;
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
    return !waiting.isEmpty() || !unknown.isEmpty();
  }

  private void ask(Engine engine, Request request) {
    story.tell("ask", request);
    Asked asked = new Asked(request);
    waiting.addLast(asked);
    engine.submit(request, reply -> receive(asked, reply));
  }

  private void receive(Asked asked, Reply reply) {
    story.tell("hear", reply);
    workload.learn(reply);
    if (reply instanceof Reply.Refused refused && refused.refusal() == Refusal.UNAVAILABLE) {
      faults.met(Fault.DISK_FULL);
    }
    if (reply instanceof Reply.Refused refused && refused.refusal() == Refusal.TOO_BUSY) {
      Found.unless(waiting.removeLast().equals(asked), "too busy is said at once or not at all");
      return;
    }
    Found.unless(
        !waiting.isEmpty() && waiting.removeFirst().equals(asked),
        "replies come once, in the order of asking: " + reply + " to " + asked.request);
    heard.add(new Heard(asked.request, reply, clock.millis()));
  }

  Request askRival() {
    Request request = workload.next(clock.millis());
    story.tell("ask a rival", request);
    askedOfRival.add(request);
    return request;
  }

  /** A reply that may be heard when it is durable. */
  void keepRivalsReply(Reply reply) {
    repliesOfRival.add(reply);
  }

  void hearRivalsReplies() {
    for (int i = 0; i < askedOfRival.size(); i++) {
      story.tell("hear of a rival", repliesOfRival.get(i));
      workload.learn(repliesOfRival.get(i));
      heard.add(new Heard(askedOfRival.get(i), repliesOfRival.get(i), clock.millis()));
    }
    forgetRivalsReplies();
  }

  void forgetRivalsReplies() {
    askedOfRival.clear();
    repliesOfRival.clear();
  }

  /** Tells what was heard to the chronicle, which has seen the log. */
  void report(Chronicle chronicle, boolean mayBeFull) {
    for (Heard each : heard) {
      chronicle.hear(each.request(), each.reply(), each.clockMillis(), mayBeFull);
    }
    heard.clear();
    chronicle.settle();
  }

  /**
   * The process ended, and the log is there again: what was decided stands in it, and no more; the
   * rest was never asked.
   */
  void reportAfterCrash(Chronicle chronicle, boolean mayBeFull) {
    for (Heard each : heard) {
      chronicle.hear(each.request(), each.reply(), each.clockMillis(), mayBeFull);
    }
    heard.clear();
    boolean decided = true;
    for (Request request : askedOfRival) {
      decided = decided && chronicle.miss(request, clock.millis());
    }
    forgetRivalsReplies();
    for (Asked asked : waiting) {
      Request request = asked.request;
      decided = decided && chronicle.miss(request, clock.millis());
      if (request instanceof Command) {
        unknown.add(request);
      }
    }
    waiting.clear();
    chronicle.settle();
  }
}
