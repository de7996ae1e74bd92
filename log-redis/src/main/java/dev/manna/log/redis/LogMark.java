package dev.manna.log.redis;

/**
 * A place in a log: two logs with the same mark hold the same events up to it.
 *
 * @param position of the last event before it, 0 for the beginning
 * @param chain SHA-256, chained over the batches up to there, in hexadecimal
 */
public record LogMark(long position, String chain) {
  /** The beginning of every log. */
  public static final LogMark BEGINNING = new LogMark(0, "0".repeat(Chain.HEX_CHARS));
}
