package dev.manna.simulation;

import java.util.List;

/**
 * The only source of chance in a run: a seed gives the same run on every machine and for ever,
 * which the JDK's generators do not promise. SplitMix64 (Steele, Lea and Flood, 2014).
 */
public final class Chance {
  private long state;

  public Chance(long seed) {
    state = seed;
  }

  /** 64 random bits. */
  public long bits() {
    state += 0x9e3779b97f4a7c15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** A number from 0 to {@code bound - 1}. */
  public int below(int bound) {
    return (int) below((long) bound);
  }

  /** A number from 0 to {@code bound - 1}; the tiny bias is of no concern here. */
  public long below(long bound) {
    return Long.remainderUnsigned(bits(), bound);
  }

  /** A number from {@code least} to {@code most}, both possible. */
  public long between(long least, long most) {
    return least + below(most - least + 1);
  }

  /** True so many times in a million. */
  public boolean perMillion(int times) {
    return below(1_000_000) < times;
  }

  /** True once in so many times. */
  public boolean oneIn(int times) {
    return below(times) == 0;
  }

  public <T> T pick(List<T> of) {
    return of.get(below(of.size()));
  }

  /** A source of chance of its own, so that one part of a run does not disturb another. */
  public Chance fork() {
    return new Chance(bits());
  }
}
