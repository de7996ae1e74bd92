package dev.manna.simulation.disk;

import dev.manna.simulation.Chance;
import dev.manna.simulation.Fault;
import dev.manna.simulation.Faults;
import java.util.Arrays;

/**
 * Spoils one file as failing hardware does, behind everybody's back. What it did can be undone, as
 * if the file had been restored from a copy.
 */
public final class Spoiler {
  private static final int BLOCK = 4096;

  private final Platter platter;
  private final Faults faults;
  private final byte[] before;

  Spoiler(Platter platter, Faults faults) {
    this.platter = platter;
    this.faults = faults;
    this.before = platter.copy(0, platter.size());
  }

  public int size() {
    return before.length;
  }

  /** Flips one bit of the byte at an offset. */
  public void flip(int offset, int bit) {
    platter.rot(offset, bit);
    faults.met(Fault.BIT_ROTTEN);
  }

  /** A block is what it was before it was written: zeros. */
  public void forget(int block) {
    platter.overwrite(block * BLOCK, new byte[lengthOf(block)]);
    faults.met(Fault.BLOCK_STALE);
  }

  /** A block's content stands in the place of another's too. */
  public void misplace(Chance chance, int block) {
    int other = chance.below(Math.max(1, before.length / BLOCK));
    byte[] bytes = platter.copy(other * BLOCK, lengthOf(block));
    platter.overwrite(block * BLOCK, bytes);
    faults.met(Fault.BLOCK_MISPLACED);
  }

  private int lengthOf(int block) {
    return Math.min(BLOCK, before.length - block * BLOCK);
  }

  /** Whether the file differs from what it was. */
  public boolean spoiled() {
    return !Arrays.equals(before, platter.copy(0, before.length));
  }

  /** Puts back what was there before. */
  public void restore() {
    platter.overwrite(0, before);
  }
}
