package dev.manna.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ordered, gap-free record of everything decided. One engine or many append to it; the position
 * that an appender expects decides who is first.
 */
public interface Log extends AutoCloseable {
  /** The position of the last durable event that this side has seen, 0 for none. */
  long position();

  /**
   * Called before a batch is decided. A log that others append to may wait here, so that they have
   * their turn.
   *
   * @return up to where the log is known: whoever decides should know it as far
   */
  default long turn() {
    return position();
  }

  /**
   * Asks the log whether it ends at a position that this side has seen: whoever refuses something
   * without writing must know. A log of one's own ends where it was left.
   *
   * @throws Away if the log cannot be reached
   */
  default boolean endsAt(long position) {
    return true;
  }

  /**
   * Appends a batch if {@code expectedPosition}, which is {@code batch.first() - 1}, is the log's
   * last position. Returns when the batch is durable.
   */
  Appended append(long expectedPosition, Batch batch);

  /**
   * Hands over what this side has heard of beyond {@code position}, in order, without asking the
   * log: for whoever decides and appends by it, which fails where it does not stand. It may be
   * nothing, though there is more.
   */
  default void heard(long position, BatchReader reader) {}

  /**
   * Hands over each batch that ends after {@code position}, in order, up to the durable end.
   *
   * @throws Gone if some of them were removed
   * @throws Away if the log cannot be reached; what was handed over so far is in order
   */
  void read(long position, BatchReader reader);

  /**
   * The latest outline that is known up to a position, for whoever would read from the log's
   * beginning otherwise; it may take as long as a start.
   *
   * @return null where none is known
   */
  default @Nullable Outline outline(long upTo) {
    return null;
  }

  /**
   * The epoch in which this side appends, 0 where the log has none. What was acknowledged in an
   * epoch that is over may be missing from a log that was recovered.
   */
  default long epoch() {
    return 0;
  }

  /**
   * Where each batch must say what it changes of the stock ({@link Batch#stock}): so many units of
   * an item it may give away at most. 0 where nobody asks.
   */
  default long stockWindow() {
    return 0;
  }

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

    /**
     * There is no room at the moment, or the log cannot be reached. No effect; a later append may
     * succeed.
     */
    record Full(String detail) implements Appended {}

    /**
     * Whoever appends must first learn something: the log went on in another epoch, or must be
     * recovered before anybody appends to it. No effect; a later append may succeed.
     *
     * @param detail what was found and what ends it, in the words of an operator
     */
    record Fenced(String detail) implements Appended {}

    /**
     * The answer was lost, and nobody can be asked at the moment: the batch stands, or will never
     * be seen. Whoever appends the same batch again is told which, by anything but this and {@link
     * Full}, and appends nothing else before.
     *
     * @param detail what was found and what ends it, in the words of an operator
     */
    record InDoubt(String detail) implements Appended {}
  }

  /** Takes batches. */
  interface BatchReader {
    /** Takes a batch; false ends the reading. */
    boolean read(Batch batch);
  }

  /** What somebody wants to read was removed from the beginning of the log. */
  final class Gone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long first;

    /**
     * @param first the position of the first event that is there
     */
    public Gone(String message, long first) {
      super(message);
      this.first = first;
    }

    public long first() {
      return first;
    }
  }

  /** The log lives elsewhere and cannot be reached at the moment; a later reading may succeed. */
  final class Away extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was found and what ends it, in the words of an operator
     */
    public Away(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The log cannot go on: what was appended last is in doubt, and the process must end. */
  final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Failure(String message) {
      super(message);
    }

    public Failure(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
