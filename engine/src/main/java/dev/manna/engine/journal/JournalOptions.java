package dev.manna.engine.journal;

import dev.manna.core.Check;

/**
 * What an operator may choose about a journal.
 *
 * @param segmentBytes the size of a segment, a multiple of 4 KiB; one that must hold a larger batch
 *     is larger
 * @param reserveBytes the room on the disk that no new segment takes, so that snapshots and closing
 *     work when the disk is full
 * @param provenPosition a position that somebody has seen durable (in a ledger, on a receipt): a
 *     log that ends before it is damaged; 0 where nobody knows
 */
public record JournalOptions(int segmentBytes, long reserveBytes, long provenPosition) {
  /** Long enough that changing segments costs nothing, short enough to be written in a second. */
  public static final int DEFAULT_SEGMENT_BYTES = 64 << 20;

  /** Some snapshots, or the end of a day's work. */
  public static final long DEFAULT_RESERVE_BYTES = 64 << 20;

  /** The header, one batch, a mark, the seal, and the header again. */
  public static final int MIN_SEGMENT_BYTES = Layout.FIRST_FRAME + Layout.BLOCK + Layout.RESERVED;

  public JournalOptions {
    Check.that(segmentBytes >= MIN_SEGMENT_BYTES, "a segment holds five blocks", segmentBytes);
    Check.that(segmentBytes % Layout.BLOCK == 0, "a segment is a multiple of 4 KiB", segmentBytes);
    Check.that(reserveBytes >= 0, "a reserve is not negative", reserveBytes);
    Check.that(provenPosition >= 0, "a position is not negative", provenPosition);
  }

  public static JournalOptions defaults() {
    return new JournalOptions(DEFAULT_SEGMENT_BYTES, DEFAULT_RESERVE_BYTES, 0);
  }

  public JournalOptions withSegmentBytes(int bytes) {
    return new JournalOptions(bytes, reserveBytes, provenPosition);
  }

  public JournalOptions withReserveBytes(long bytes) {
    return new JournalOptions(segmentBytes, bytes, provenPosition);
  }

  public JournalOptions withProvenPosition(long position) {
    return new JournalOptions(segmentBytes, reserveBytes, position);
  }
}
