package dev.manna.webhook;

import dev.manna.core.TimeSource;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.webhook.Courier.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Sends what waits in an outbox, for the thread that calls {@link #doWork}; the figures may be read
 * by any. An answer counts once the outbox has it: whatever was under way when the process ends is
 * sent again, so each notice arrives at least once. What goes wrong with one target is kept from
 * all others: each has its own rate, its own line and its own limit of what is under way.
 */
public final class Deliveries implements AutoCloseable {
  private static final long PAUSE_MILLIS = 1_000;

  /** What is written down in one transaction. */
  private static final int MOST_SETTLED = 1_000;

  private static final int SUCCESS = 200;
  private static final int REDIRECTION = 300;
  private static final int CLIENT_ERROR = 400;

  private final Pending pending;
  private final Courier courier;
  private final TimeSource time;
  private final Backoff backoff;
  private final Consumer<String> say;
  private final List<Target> targets;
  private final Queue<Answered> answered = new ConcurrentLinkedQueue<>();

  /** What was answered, and is not written down yet. */
  private final List<Settling> settling = new ArrayList<>();

  private long version = Long.MIN_VALUE;
  private long retryMillis;
  private String trouble = "";

  private record Answered(Target target, Notice notice, long sentMillis, Answer answer) {}

  private record Settling(Target target, Outcome outcome) {}

  /**
   * @param chance spreads the attempts that come again
   * @param say takes the lines that tell an operator what is wrong and what to do
   */
  public Deliveries(
      List<Hook> hooks,
      Outbox outbox,
      Courier courier,
      TimeSource time,
      RandomGenerator chance,
      Consumer<String> say) {
    this.pending = new Pending(outbox);
    this.courier = courier;
    this.time = time;
    this.backoff = new Backoff(chance);
    this.say = say;
    this.targets = hooks.stream().map(hook -> new Target(hook, say)).toList();
  }

  /** How it goes, target by target. */
  public List<Figures> figures() {
    return targets.stream().map(target -> target.figures).toList();
  }

  /** How many posts are under way. */
  public int underWay() {
    return targets.stream().mapToInt(target -> target.underWay).sum();
  }

  /**
   * Writes down what was answered, and sends what is due.
   *
   * @return whether there was anything to do
   */
  public boolean doWork() {
    return work(true);
  }

  /** Writes down what was answered, and sends nothing more: the process is about to end. */
  public boolean settleOnly() {
    return work(false);
  }

  private boolean work(boolean sends) {
    if (time.millis() < retryMillis) {
      return false;
    }
    try {
      boolean worked = settle();
      if (sends) {
        load();
        for (Target target : targets) {
          worked |= send(target);
        }
      }
      recovered();
      return worked;
    } catch (Trouble e) {
      failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // A defect of deliveries must not end what they tell of.
      failed("a defect of this program: " + e);
    }
    return false;
  }

  private boolean settle() throws Trouble {
    while (settling.size() < MOST_SETTLED) {
      Answered next = answered.poll();
      if (next == null) {
        break;
      }
      settling.add(new Settling(next.target, outcome(next)));
    }
    if (settling.isEmpty()) {
      return false;
    }
    pending.settle(settling.stream().map(Settling::outcome).toList());
    long now = time.millis();
    for (Settling each : settling) {
      each.target.settled(each.outcome, now);
    }
    List<Target> touched = settling.stream().map(Settling::target).distinct().toList();
    settling.clear();
    for (Target target : touched) {
      target.figures.counted(pending.count(target.hook.name()));
    }
    return true;
  }

  private Outcome outcome(Answered answered) {
    String problem =
        switch (answered.answer) {
          case Answer.Answered(int status) -> problem(status);
          case Answer.Failed(String why) -> why;
        };
    Notice notice = answered.notice;
    if (problem.isEmpty()) {
      return new Outcome.Delivered(notice);
    }
    long first = notice.attempts() == 0 ? answered.sentMillis : notice.firstMillis();
    int attempts = notice.attempts() + 1;
    long next = backoff.nextMillis(attempts, first, time.millis());
    Notice after =
        new Notice(
            notice.number(), notice.id(), notice.campaign(), attempts, first, Math.max(next, 0));
    return next < 0 ? new Outcome.Dead(after, problem) : new Outcome.Again(after, problem);
  }

  private static String problem(int status) {
    if (status >= SUCCESS && status < REDIRECTION) {
      return "";
    }
    return status >= REDIRECTION && status < CLIENT_ERROR
        ? "it answers " + status + ", and redirections are not followed: name where it is now"
        : "it answers " + status;
  }

  private void load() throws Trouble {
    long found = pending.version();
    boolean changed = found != version;
    for (Target target : targets) {
      if (changed || target.isPartial()) {
        target.load(pending);
      }
    }
    version = found;
  }

  private boolean send(Target target) throws Trouble {
    long now = time.millis();
    boolean sent = false;
    while (target.mayGo(now)) {
      Notice notice = target.line.poll();
      if (notice == null) {
        break;
      }
      boolean going = false;
      try {
        going = post(target, notice, now);
      } finally {
        if (!going) {
          target.line.again(notice);
        }
      }
      sent = true;
    }
    return sent;
  }

  private boolean post(Target target, Notice notice, long now) throws Trouble {
    byte[] body = pending.body(notice.number());
    if (body.length == 0) {
      // Somebody has taken it out of the file.
      target.line.over(notice);
      return true;
    }
    Hook hook = target.hook;
    courier.post(
        hook.url(),
        Signature.headers(hook.secrets().get(), notice.id(), now, body),
        body,
        notice.attempts(),
        answer -> answered.add(new Answered(target, notice, now, answer)));
    target.underWay++;
    return true;
  }

  private void failed(String sentence) {
    retryMillis = time.millis() + PAUSE_MILLIS;
    if (!sentence.equals(trouble)) {
      say.accept(
          "webhooks: %s Nothing is lost, and this is tried again by itself.".formatted(sentence));
    }
    trouble = sentence;
  }

  private void recovered() {
    if (!trouble.isEmpty()) {
      say.accept("webhooks: go on");
    }
    trouble = "";
  }

  /** Closes the outbox; posts that are under way come to nothing. */
  @Override
  public void close() {
    pending.close();
  }
}
