package dev.manna.simulation.disk;

/**
 * The process is no more. An error, so that no handler for what can be handled takes it; from then
 * on everything that still tries to use the disk meets it again.
 */
public final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  Crash() {
    super("the simulated process has ended", null, false, false);
  }

  /** How a process ends. */
  public enum Kind {
    /** The operating system goes on, and with it everything that was written. */
    PROCESS_KILLED,
    /** Of what was not synced, anything may be left. */
    POWER_LOST
  }
}
