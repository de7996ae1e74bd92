package dev.manna.engine;

import dev.manna.core.Command;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.atomic.SpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * What a writer has answered to claims, in the order of its decisions, for one thread that looks at
 * it later. The writer never waits for that thread: what finds no room is counted, and not kept.
 */
public final class Answered {
  private final SpscAtomicArrayQueue<Answer> queue;
  private final AtomicLong missed = new AtomicLong();

  /**
   * An answer that may leave: what it depends on is durable.
   *
   * @param seen the position of the last event that it may depend on
   * @param millis when it was decided, as the law was told
   */
  public record Answer(Command.Claim claim, Reply reply, long seen, long millis) {}

  /**
   * Nothing yet.
   *
   * @param capacity how many answers may wait to be looked at
   */
  public Answered(int capacity) {
    queue = new SpscAtomicArrayQueue<>(capacity);
  }

  /** For the writer's thread. */
  void add(Request request, Reply reply, long seen, long millis) {
    if (request instanceof Command.Claim claim
        && !queue.offer(new Answer(claim, reply, seen, millis))) {
      missed.lazySet(missed.get() + 1);
    }
  }

  /** The next one, which stays; null where there is none by now. */
  public @Nullable Answer peek() {
    return queue.peek();
  }

  /** Takes the next one away. */
  public void remove() {
    queue.poll();
  }

  /** How many wait. */
  public int size() {
    return queue.size();
  }

  /** How many found no room. */
  public long missed() {
    return missed.get();
  }
}
