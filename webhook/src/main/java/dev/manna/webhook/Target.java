package dev.manna.webhook;

import dev.manna.core.feed.EventSink.Trouble;
import java.util.List;
import java.util.function.Consumer;

/** A target as the thread that sends knows it. */
final class Target {
  /** What may be under way at once: enough for a hundred a second of a third of a second each. */
  static final int MOST_UNDER_WAY = 32;

  /** What is kept in memory of what waits, without its bodies. */
  private static final int MOST_IN_LINE = 20_000;

  private static final int PAGE = 1_000;

  /** A target whose complaints change with every attempt is not heard more often. */
  private static final long SAY_AGAIN_MILLIS = 60_000;

  final Hook hook;
  Line line;
  final Pace pace;
  final Figures figures;
  int underWay;
  private final Consumer<String> say;
  private long loaded;
  private String said = "";
  private long saidMillis;

  Target(Hook hook, Consumer<String> say) {
    this.hook = hook;
    this.say = say;
    this.line = new Line(hook.ordered());
    this.pace = new Pace(hook.perSecond());
    this.figures = new Figures(hook);
  }

  /** Somebody else sends: what waits here is his, and what is under way comes back. */
  void forget() {
    line = new Line(hook.ordered());
    loaded = 0;
  }

  /** Looks how much there is while somebody else sends. */
  void count(Pending pending) throws Trouble {
    figures.counted(pending.count(hook.name()));
  }

  /** Takes into the line what has come into the outbox. */
  void load(Pending pending) throws Trouble {
    while (line.size() < MOST_IN_LINE) {
      List<Notice> page = pending.load(hook.name(), loaded, PAGE);
      page.forEach(line::add);
      if (!page.isEmpty()) {
        loaded = page.getLast().number();
      }
      if (page.size() < PAGE) {
        break;
      }
    }
    figures.counted(pending.count(hook.name()));
  }

  /** Whether there may be more in the outbox than in the line. */
  boolean isPartial() {
    return line.size() < MOST_IN_LINE && line.size() < figures.pending();
  }

  /** Whether one may go now; its place is taken then. */
  boolean mayGo(long nowMillis) {
    return underWay < MOST_UNDER_WAY && line.isDue(nowMillis) && pace.take(nowMillis);
  }

  /**
   * What was written down of an attempt happens in memory too.
   *
   * @param inLine whether the notice is in the line, and not in one that was forgotten since
   */
  void settled(Outcome outcome, boolean inLine, long nowMillis) {
    underWay--;
    if (inLine) {
      move(outcome);
    }
    switch (outcome) {
      case Outcome.Delivered delivered -> {
        figures.succeeded();
        recovered();
      }
      case Outcome.Again again -> {
        figures.stumbled(again.problem(), nowMillis);
        complain(again.problem(), "It is tried again for a day.", nowMillis);
      }
      case Outcome.Dead dead -> {
        figures.stumbled(dead.problem(), nowMillis);
        String notice = "Notice " + dead.notice().number() + " is a dead letter now;";
        complain(dead.problem(), notice + " 'manna webhooks' shows and resends them.", nowMillis);
      }
    }
  }

  private void move(Outcome outcome) {
    switch (outcome) {
      case Outcome.Delivered delivered -> line.over(delivered.notice());
      case Outcome.Again again -> line.again(again.notice());
      case Outcome.Dead dead -> line.over(dead.notice());
    }
  }

  private void complain(String problem, String then, long nowMillis) {
    String sentence = problem + ". " + then.replaceFirst("[0-9]+ ", "");
    if (said.isEmpty() || (!said.equals(sentence) && nowMillis - saidMillis > SAY_AGAIN_MILLIS)) {
      say.accept("webhook %s: %s: %s. %s".formatted(hook.name(), figures.where(), problem, then));
      said = sentence;
      saidMillis = nowMillis;
    }
  }

  private void recovered() {
    if (!said.isEmpty()) {
      say.accept("webhook %s: %s takes notices again".formatted(hook.name(), figures.where()));
    }
    said = "";
  }
}
