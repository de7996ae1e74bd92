package dev.manna.simulation.disk;

/** How likely each operation fails, in times per million; all zero is a fine day. */
public final class Weather {
  public int writeFails;
  public int writeIsShort;
  public int forceFails;
  public int syncFails;
  public int readFails;

  /** How many bytes all files together may hold. */
  public long capacity = Long.MAX_VALUE;

  /** Nothing fails and there is room. */
  public void clear() {
    writeFails = 0;
    writeIsShort = 0;
    forceFails = 0;
    syncFails = 0;
    readFails = 0;
    capacity = Long.MAX_VALUE;
  }
}
