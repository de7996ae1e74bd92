package dev.manna.core.feed;

import org.jspecify.annotations.Nullable;

/**
 * A follower of a log: it repeats elsewhere what was decided. It keeps where it stands together
 * with what it wrote, in one transaction, and moves on only from where it stands (compare and set).
 * So whoever was cut off, killed, or taken for dead while somebody else went on, loses nothing and
 * writes nothing twice, without any lock. Where there is no such transaction it keeps where it
 * stands after what it wrote: it loses nothing, and may write some twice, in order. One thread at a
 * time uses it.
 */
public interface EventSink extends AutoCloseable {
  /** What operators call it, in logs and metrics. */
  String name();

  /** How many events it takes well at once; a chunk ends with a batch, so it may be larger. */
  default int chunkEvents() {
    return Feed.CHUNK_EVENTS;
  }

  /**
   * Connects where it is not connected, makes ready what it needs, and says where it stands.
   * Whatever it has kept in memory of an attempt that failed is forgotten.
   */
  Bookmark open() throws Trouble;

  /**
   * Says where it stands while somebody else moves it; null where it cannot without being in the
   * way. Whoever takes a chunk afterwards calls {@link #open} first.
   */
  default @Nullable Bookmark standing() throws Trouble {
    return null;
  }

  /**
   * Takes a chunk whole, together with where it stands then.
   *
   * @throws Trouble if it did not, or does not know whether it did: {@link #open} tells. Also where
   *     it does not stand at the beginning of the chunk; then nothing has changed
   */
  void take(Chunk chunk) throws Trouble;

  /**
   * It has everything, and nothing came for a while: time to look whether it stands where it did,
   * if somebody may have moved it.
   */
  default void idle() throws Trouble {}

  @Override
  void close();

  /** Something outside went wrong; the message tells an operator what, and what to do. */
  final class Trouble extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean lasting;

    private Trouble(String message, boolean lasting, @Nullable Throwable cause) {
      super(message, cause);
      this.lasting = lasting;
    }

    /** Something that often passes by itself. */
    public static Trouble passing(String message, Throwable cause) {
      return new Trouble(message, false, cause);
    }

    /** Something that lasts until somebody does something about it. */
    public static Trouble lasting(String message, Throwable cause) {
      return new Trouble(message, true, cause);
    }

    /** {@link #lasting(String, Throwable)} without a cause beside the message. */
    public static Trouble lasting(String message) {
      return new Trouble(message, true, null);
    }

    /** Whether somebody must do something. */
    public boolean isLasting() {
      return lasting;
    }
  }
}
