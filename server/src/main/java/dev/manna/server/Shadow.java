package dev.manna.server;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.engine.Answered;
import dev.manna.engine.SecondOpinion;
import dev.manna.engine.Writer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The duty of a thread that copies a journal to where nodes could go on, batch by batch as it is
 * written, reads back what stands there, and decides each answer again from the state that a node
 * has there. Whatever goes wrong with it concerns nobody else: the server answers as ever, and does
 * not wait.
 */
final class Shadow implements Worker.Duty {
  private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);

  /** So many batches are appended before they are read back. */
  private static final int BATCHES = 64;

  /** So many answers wait for their place; a hundred bytes each, and what they name. */
  private static final int WAITING = 1 << 16;

  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Opened opened;
  private final Log journal;
  private final SecondOpinion opinion;
  private final UnaryOperator<Batch> seen;
  private @Nullable ShadowPlace place;
  private long retryNanos = System.nanoTime();
  private volatile String trouble = "";
  private volatile long position;
  private volatile @Nullable Throwable lost;

  /** Joins the other place. */
  interface Opened {
    /**
     * Joins.
     *
     * @param lost told of what its threads died of
     */
    ShadowPlace open(Consumer<Throwable> lost) throws IOException;
  }

  /** That of a server whose writer has not begun. */
  static Shadow of(Config there, Log journal, Writer writer) {
    Answered answers = new Answered(WAITING);
    writer.show(answers);
    SecondOpinion opinion =
        new SecondOpinion(answers, each -> LOG.error("shadow: A DIFFERENCE: {}", each));
    return new Shadow(
        lost -> ShadowPlace.join(there, journal, lost), journal, opinion, UnaryOperator.identity());
  }

  /**
   * A shadow, which is not there yet.
   *
   * @param opened tried until it succeeds
   * @param journal what is copied
   * @param opinion compares
   * @param seen what a batch is taken for that was read back
   */
  Shadow(Opened opened, Log journal, SecondOpinion opinion, UnaryOperator<Batch> seen) {
    this.opened = opened;
    this.journal = journal;
    this.opinion = opinion;
    this.seen = seen;
  }

  @Override
  public boolean doWork() {
    if (System.nanoTime() - retryNanos < 0) {
      return false;
    }
    try {
      Throwable died = lost;
      if (died != null) {
        throw new IOException(died);
      }
      ShadowPlace there = place;
      if (there == null) {
        there = opened.open(e -> lost = e);
        place = there;
        position = there.replica().position();
        LOG.info("shadow: {} goes on at position {}", there.where(), position);
      }
      boolean copied = copy(there);
      there.keep();
      return copied;
    } catch (IOException | Log.Away | Log.Gone e) {
      failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Whatever it is, the server must not end for it: a new side is joined.
      failed(e.toString());
    }
    return false;
  }

  private void failed(String sentence) {
    retryNanos = System.nanoTime() + RETRY_NANOS;
    if (!sentence.equals(trouble)) {
      LOG.warn("shadow: {} Answers are not concerned; this is tried again by itself.", sentence);
    }
    trouble = sentence;
    close();
    lost = null;
  }

  /** Copies some batches, and compares; false where there was nothing to copy. */
  private boolean copy(ShadowPlace there) throws IOException {
    List<Batch> written = new ArrayList<>();
    String refused = journal.position() > there.replica().position() ? append(there, written) : "";
    if (!written.isEmpty()) {
      takeBack(there, written);
    }
    opinion.compare(there.replica());
    position = there.replica().position();
    if (!refused.isEmpty()) {
      throw new IOException(refused);
    }
    if (!trouble.isEmpty()) {
      LOG.info("shadow: goes on at position {}", position);
      trouble = "";
    }
    return !written.isEmpty();
  }

  /** Appends what follows; says why not all of it. */
  private String append(ShadowPlace there, List<Batch> written) {
    String[] refused = {""};
    journal.read(
        there.replica().position(),
        batch -> {
          Batch kept = kept(batch);
          refused[0] = refused(there.log().append(kept.first() - 1, kept));
          if (refused[0].isEmpty()) {
            written.add(kept);
          }
          return refused[0].isEmpty() && written.size() < BATCHES;
        });
    return refused[0];
  }

  private static Batch kept(Batch of) {
    ByteBuffer payload = ByteBuffer.allocate(of.payload().remaining());
    payload.put(of.payload().duplicate()).flip();
    return new Batch(of.first(), of.count(), of.timeMillis(), payload);
  }

  /** Why a batch does not stand there; empty where it does. */
  private static String refused(Log.Appended appended) {
    return switch (appended) {
      case Log.Appended.Done done -> "";
      case Log.Appended.Conflict conflict ->
          "somebody else has written there: at position %,d stands what the journal does not."
              .formatted(conflict.missing().isEmpty() ? 0 : conflict.missing().getFirst().first());
      case Log.Appended.Full full -> full.detail();
      case Log.Appended.Fenced fenced -> fenced.detail();
      case Log.Appended.InDoubt lost -> lost.detail();
    };
  }

  private void takeBack(ShadowPlace there, List<Batch> written) {
    int[] next = {0};
    there
        .log()
        .read(
            there.replica().position(),
            read -> {
              Batch batch = seen.apply(read);
              Batch expected = written.get(next[0]++);
              if (!batch.equals(expected)) {
                opinion.differs(
                    "at positions %,d to %,d stands another batch than the journal's"
                        .formatted(expected.first(), expected.last()));
              }
              opinion.compare(there.replica());
              there.replica().begin(batch);
              opinion.compare(there.replica());
              there.replica().advance(batch.last());
              return next[0] < written.size();
            });
  }

  long position() {
    return position;
  }

  void show(MeterRegistry metrics) {
    Gauge.builder("manna.shadow.position", this, Shadow::position)
        .description("The last event that the shadow has taken back from where it was copied to")
        .register(metrics);
    Gauge.builder("manna.shadow.lag.events", this, each -> journal.position() - each.position)
        .description("Events of the journal that were not copied yet")
        .register(metrics);
    Gauge.builder("manna.shadow.trouble", this, each -> each.trouble.isEmpty() ? 0 : 1)
        .description("1 while nothing is copied; the server's log says why")
        .register(metrics);
    FunctionCounter.builder("manna.shadow.compared", opinion, SecondOpinion::compared)
        .description("Answers to claims that were decided again in the shadow")
        .register(metrics);
    FunctionCounter.builder("manna.shadow.differences", opinion, SecondOpinion::differences)
        .description("What was different; the server's log names each")
        .register(metrics);
    FunctionCounter.builder("manna.shadow.missed", opinion, SecondOpinion::missed)
        .description("Answers that were not compared, since too many waited for it")
        .register(metrics);
  }

  @Override
  public void rest() {
    LockSupport.parkNanos(REST_NANOS);
  }

  @Override
  public void wake(Thread worker) {
    LockSupport.unpark(worker);
  }

  /** Leaves the other place; what is copied stays. */
  void close() {
    ShadowPlace there = place;
    place = null;
    if (there != null) {
      try {
        there.close();
      } catch (RuntimeException e) {
        LOG.warn("shadow: could not leave as it should: {}", e.toString());
      }
    }
  }

  /** How far it has come, for an operator. */
  String sentence() {
    return "shadow at position %,d: %,d answers compared, %,d differences, %,d answers not compared"
            .formatted(position, opinion.compared(), opinion.differences(), opinion.left())
        + (trouble.isEmpty() ? "" : "; " + trouble);
  }
}
