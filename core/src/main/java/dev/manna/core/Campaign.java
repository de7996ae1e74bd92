package dev.manna.core;

/**
 * One giveaway as its operator defined it: its terms and its pools. What is left of the pools is
 * state and lives in the law; a definition never changes, it is replaced by a newer version.
 */
public sealed interface Campaign permits Lottery, RedPacket, Sale {
  /** A definition is one event of the log, and an event must fit into a batch. */
  int MAX_ITEMS = 400_000;

  /** Larger sums stay exact, but 48 bits of a grant hold them: 2.8e14. */
  long MAX_SIZE = 1L << 47;

  Terms terms();

  /** The kind as the API writes it: {@code lottery}, {@code red-packet}, {@code sale}. */
  String kind();

  /** When the window begins that now is in, or else the next, or else the last. */
  default long opensMillis(long now) {
    return terms().startMillis();
  }

  /** From when on it is over. */
  default long closesMillis() {
    return terms().endMillis();
  }
}
