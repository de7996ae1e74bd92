package dev.manna.core.feed;

import dev.manna.core.Event;

/**
 * An event where it stands in the log.
 *
 * @param timeMillis when it was decided, in milliseconds since 1970 UTC
 */
public record Happened(long position, long timeMillis, Event event) {}
