package dev.manna.simulation.net;

/** Listens to one client of a database, byte by byte, for the moment at which it commits. */
@FunctionalInterface
interface CommitWatch {
  /**
   * Hears the next byte.
   *
   * @return whether with this byte the server has been told to commit, and not without it
   */
  boolean commitsWith(byte passing);
}
