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
 *
 * <p>Of several processes with one outbox one sends. Each body is read under the number of its
 * turn, and there is none once another has begun one: so whoever was held up sends nothing that is
 * another's to send, but for what was under way.
 */
public final class Deliveries implements AutoCloseable {
  private static final long PAUSE_MILLIS = 1_000;

  private static final String OVERTAKEN =
      "another process sends what waits in this outbox; this one waits for its turn.";

  /** What is written down in one transaction. */
  private static final int MOST_SETTLED = 1_000;

  private final Pending pending;
  private final long lookMillis;
  private final Courier courier;
  private final TimeSource time;
  private final Backoff backoff;
  private final Consumer<String> say;
  private final List<Target> targets;
  private final Queue<Answered> answered = new ConcurrentLinkedQueue<>();

  /** What was answered, and is not written down yet. */
  private final List<Settling> settling = new ArrayList<>();

  private long version = Long.MIN_VALUE;
  private long lookedMillis;
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
    this.lookMillis = outbox.store().lookMillis();
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

  /**
   * Instead of {@link #doWork} while another process is the one that sends: writes down what comes
   * back of what was under way, and looks now and then how much there is.
   *
   * @return whether there was anything to do
   */
  public boolean standBack() {
    if (pending.isClaimed()) {
      forget();
    }
    boolean worked = work(false);
    if (time.millis() - lookedMillis >= PAUSE_MILLIS && time.millis() >= retryMillis) {
      lookedMillis = time.millis();
      attempt(
          () -> {
            for (Target target : targets) {
              target.count(pending);
            }
            return false;
          });
    }
    return worked;
  }

  private void forget() {
    pending.release();
    targets.forEach(Target::forget);
    version = Long.MIN_VALUE;
  }

  /** Something that the outbox is asked for. */
  @FunctionalInterface
  private interface Work {
    boolean done() throws Trouble;
  }

  private boolean work(boolean sends) {
    if (time.millis() < retryMillis) {
      return false;
    }
    return attempt(
        () -> {
          boolean settled = settle();
          return (sends && sendAll()) || settled;
        });
  }

  private boolean sendAll() throws Trouble {
    if (!pending.isClaimed()) {
      pending.claim();
    }
    load();
    boolean sent = false;
    for (Target target : targets) {
      sent |= send(target);
    }
    return sent;
  }

  private boolean attempt(Work work) {
    try {
      boolean worked = work.done();
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
      long now = time.millis();
      Outcome outcome = Outcome.of(next.notice, next.sentMillis, next.answer, backoff, now);
      settling.add(new Settling(next.target, outcome));
    }
    if (settling.isEmpty()) {
      return false;
    }
    pending.settle(settling.stream().map(Settling::outcome).toList());
    long now = time.millis();
    for (Settling each : settling) {
      boolean inLine = pending.isTurn(each.outcome.notice().turn());
      each.target.settled(each.outcome, inLine, now);
    }
    List<Target> touched = settling.stream().map(Settling::target).distinct().toList();
    settling.clear();
    for (Target target : touched) {
      target.figures.counted(pending.count(target.hook.name()));
    }
    return true;
  }

  private void load() throws Trouble {
    long now = time.millis();
    long found = version;
    if (now - lookedMillis >= lookMillis || version == Long.MIN_VALUE) {
      found = pending.version();
      lookedMillis = now;
    }
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
      if (!pending.isMine()) {
        throw Trouble.passing(OVERTAKEN, new IllegalStateException("another turn has begun"));
      }
      // Somebody has taken it out.
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
    if (sentence.equals(OVERTAKEN)) {
      forget();
    }
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
