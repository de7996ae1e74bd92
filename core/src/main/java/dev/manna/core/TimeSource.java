package dev.manna.core;

/** What time it is: milliseconds since 1970 UTC. The engine never lets the log's time go back. */
@FunctionalInterface
public interface TimeSource {
  long millis();
}
