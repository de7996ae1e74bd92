package dev.manna.core;

import java.util.List;

/**
 * The ordered, gap-free record of everything decided. One engine or many append to it; the position
 * that an appender expects decides who is first.
 */
public interface Log extends AutoCloseable {
  /** The position of the last durable event that this side has seen, 0 for none. */
  long position();

  /**
   * Appends a batch if {@code expectedPosition}, which is {@code batch.first() - 1}, is the log's
   * last position. Returns when the batch is durable.
   */
  Appended append(long expectedPosition, Batch batch);

  /** Hands over each batch that ends after {@code position}, in order, up to the durable end. */
  void read(long position, BatchReader reader);

  /** Nothing came for a while: a log may use the time to write down what it knows. */
  default void idle() {}

  @Override
  void close();

  /** What became of an append. */
  sealed interface Appended {
    /** The batch stands in the log; also when it stood there already. */
    record Done(long position) implements Appended {}

    /** Somebody was first: what the caller has not seen, in order. No effect. */
    record Conflict(List<Batch> missing) implements Appended {}

    /** There is no room at the moment. No effect; a later append may succeed. */
    record Full(String detail) implements Appended {}
  }

  /** Takes batches. */
  interface BatchReader {
    /** Takes a batch; false ends the reading. */
    boolean read(Batch batch);
  }

  /** The log cannot go on: what was appended last is in doubt, and the process must end. */
  final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Failure(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
