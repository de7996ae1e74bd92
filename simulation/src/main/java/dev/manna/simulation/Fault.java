package dev.manna.simulation;

/** The kinds of mishap that a run may meet. */
public enum Fault {
  PROCESS_KILLED,
  POWER_LOST,
  KILLED_IN_RECOVERY,
  /** Of what was written since the last sync some was lost and some was not. */
  TORN,
  /** Something written later lasted, something written earlier did not. */
  REORDERED,
  NAMES_LOST,
  NAMES_KEPT,
  WRITE_FAILED,
  SHORT_WRITE,
  FORCE_FAILED,
  SYNC_FAILED,
  READ_FAILED,
  DISK_FULL,
  BIT_ROTTEN,
  BLOCK_STALE,
  BLOCK_MISPLACED,
  CLOCK_BACK,
  CLOCK_STILL,
  CLOCK_LEAP,
  CONFLICT,
  /** An answer was kept back because the books did not have it. */
  BOOKS_BEHIND,
  /** A segment of the log was taken away that nobody needed. */
  TRIMMED
}
