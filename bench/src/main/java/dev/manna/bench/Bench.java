package dev.manna.bench;

import java.nio.file.Path;

/**
 * What a measurement is given.
 *
 * @param quick whether this run only shows that everything works
 * @param folder an empty folder on a real disk, deleted afterwards
 */
public record Bench(boolean quick, Path folder) {
  /** Pairs of turns: enough for a median that one disturbed turn, or two, cannot move. */
  private static final int PAIRS = 7;

  public int pairs() {
    return quick ? 1 : PAIRS;
  }

  /** A size for real, or one that shows that it works. */
  public int size(int full, int tiny) {
    return quick ? tiny : full;
  }

  /** Says what is going on, to whoever watches. */
  public void say(String what) {
    System.err.println("  " + what);
  }
}
