package dev.manna.log.redis;

/**
 * What Redis holds of a log.
 *
 * @param epoch 0 where it holds nothing
 * @param end where the log ends
 * @param running whether it is still the server process that the epoch began on, so that appends
 *     are taken
 * @param server names that process: it is called otherwise after a restart or a promotion
 * @param drained up to where the books are known to hold it
 * @param trimmed up to where its beginning was removed
 */
public record Standing(
    long epoch, LogMark end, boolean running, String server, long drained, long trimmed) {}
