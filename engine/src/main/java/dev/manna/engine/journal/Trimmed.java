package dev.manna.engine.journal;

import java.io.IOException;

/** A log does not go back to where somebody wants to read it: its oldest segments were removed. */
public final class Trimmed extends IOException {
  private static final long serialVersionUID = 1L;

  private final long first;

  Trimmed(String where, long first) {
    super(where + ": the log begins at position " + first + ", what came before was removed");
    this.first = first;
  }

  /** The position of the first event that is there. */
  public long first() {
    return first;
  }
}
