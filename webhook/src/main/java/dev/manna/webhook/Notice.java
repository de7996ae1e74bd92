package dev.manna.webhook;

/**
 * A message on its way to a target, but for its body, which stays in the outbox.
 *
 * @param number names it in the outbox
 * @param id names the event, for whoever receives it
 * @param attempts how many have failed
 * @param firstMillis when the first was made, 0 for never
 * @param dueMillis when the next is to be made
 * @param turn of whoever sends it; see {@link Pending#claim}
 */
record Notice(
    long number,
    String id,
    String campaign,
    int attempts,
    long firstMillis,
    long dueMillis,
    long turn) {}
