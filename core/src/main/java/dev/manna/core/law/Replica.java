package dev.manna.core.law;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.Command;
import dev.manna.core.Event;
import dev.manna.core.Reply;
import dev.manna.core.wire.EventCodec;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A state that takes in a log event by event, and decides again at any of them what an engine over
 * that log has answered to a claim: from the same state, at the same time, it must be the same. It
 * appends nothing. Used by one thread.
 */
public final class Replica {
  private final State state;
  private final Machine machine;

  /** The events of the batch that was begun and are not applied. */
  private final Deque<Event> ahead = new ArrayDeque<>();

  private long millis;

  public Replica() {
    this(new State());
  }

  private Replica(State state) {
    this.state = state;
    machine = new Machine(state);
  }

  /** Reads what {@link #save}, or a {@link Machine}, wrote. */
  public static Replica load(Source source) {
    return new Replica(StateCodec.load(source));
  }

  /** Writes the state, between batches. */
  public void save(Sink sink) {
    Check.that(ahead.isEmpty(), "a state is saved between batches");
    StateCodec.save(state, sink);
  }

  /** SHA-256 of all that {@link #save} writes, in hexadecimal. */
  public String digest() {
    return StateCodec.digest(state);
  }

  /** How the log began; null where it has not. */
  public Event.@Nullable Founded founded() {
    return state.founded();
  }

  /** The position of the last event applied. */
  public long position() {
    return state.position();
  }

  /** Up to where there are events to apply: the end of the batch that was begun. */
  public long known() {
    return state.position() + ahead.size();
  }

  /** The time of the batch that was begun last. */
  public long millis() {
    return millis;
  }

  /** Takes the batch that follows, once the one before it is applied. */
  public void begin(Batch batch) {
    Check.that(
        ahead.isEmpty() && batch.first() == state.position() + 1,
        "batches follow without a gap",
        batch.first());
    millis = batch.timeMillis();
    EventCodec.read(batch, state::claimant, (event, position) -> ahead.add(event));
  }

  /** Applies events up to a position, which is {@link #known} at most. */
  public void advance(long position) {
    Check.that(position <= known(), "only what is known can be applied", position - known());
    while (state.position() < position) {
      state.apply(ahead.remove(), millis);
    }
  }

  /**
   * Decides a claim again. One that was accepted as the next event of the log is applied with it.
   *
   * @param told what the engine has answered
   * @param decidedMillis when it has decided that
   * @return what is answered here; null where an event follows, and it is not the log's
   */
  public @Nullable Reply decide(Command.Claim claim, Reply told, long decidedMillis) {
    Decision first = decide(claim, decidedMillis);
    if (first.event() == null || !isNext(told)) {
      return first.reply();
    }
    Event logged = ahead.peek();
    if (!first.event().equals(logged)) {
      return null;
    }
    advance(state.position() + 1);
    return decide(claim, decidedMillis).reply();
  }

  private Decision decide(Command.Claim claim, long decidedMillis) {
    return Law.decide(state, machine.prepare(claim), decidedMillis);
  }

  private boolean isNext(Reply told) {
    return told instanceof Reply.Claimed claimed && claimed.position() == state.position() + 1;
  }
}
