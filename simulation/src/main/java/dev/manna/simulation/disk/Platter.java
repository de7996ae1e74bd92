package dev.manna.simulation.disk;

import dev.manna.simulation.Chance;
import dev.manna.simulation.Fault;
import dev.manna.simulation.Faults;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one file holds: what processes see of it (the operating system's cache) and what would be
 * left of it without power. In between lie the dirty sectors, each with every content that it had
 * since the last sync: the system may have written any of them.
 */
final class Platter {
  static final int SECTOR = 512;

  private byte[] cache = new byte[0];
  private byte[] durable = new byte[0];
  private int size;
  private int durableSize;
  private final Map<Integer, List<byte[]>> dirty = new TreeMap<>();

  int size() {
    return size;
  }

  void write(int offset, byte[] bytes, int length) {
    if (offset + length > cache.length) {
      int room = roundUp(Math.max(offset + length, cache.length * 2));
      cache = Arrays.copyOf(cache, room);
      durable = Arrays.copyOf(durable, room);
    }
    System.arraycopy(bytes, 0, cache, offset, length);
    size = Math.max(size, offset + length);
    for (int at = offset / SECTOR * SECTOR; at < offset + length; at += SECTOR) {
      dirty
          .computeIfAbsent(at, fresh -> new ArrayList<>(1))
          .add(Arrays.copyOfRange(cache, at, at + SECTOR));
    }
  }

  int read(long offset, ByteBuffer into) {
    if (offset >= size) {
      return 0;
    }
    int length = (int) Math.min(into.remaining(), size - offset);
    into.put(cache, (int) offset, length);
    return length;
  }

  /** Everything written lasts from now on. */
  void force() {
    dirty.forEach((at, versions) -> persist(at, versions.getLast()));
    dirty.clear();
    durableSize = size;
  }

  /**
   * The device reported an error: some sectors made it. The rest counts as written all the same:
   * nobody will write it again, although it can be read until the power goes.
   */
  void failForce(Chance chance) {
    if (chance.oneIn(2)) {
      durableSize = size;
    }
    dirty.forEach(
        (at, versions) -> {
          if (at < durableSize && chance.oneIn(2)) {
            persist(at, versions.getLast());
          }
        });
    dirty.clear();
  }

  /** The power goes: of the dirty sectors any part is left, in any version. */
  void losePower(Chance chance, Faults faults) {
    boolean lost = false;
    boolean kept = false;
    int mood = chance.below(4);
    durableSize = sizeLeft(chance);
    for (Map.Entry<Integer, List<byte[]>> sector : dirty.entrySet()) {
      boolean lasts = mood == 0 || (mood != 1 && chance.oneIn(2));
      if (lasts && sector.getKey() < durableSize) {
        if (lost && !kept) {
          faults.met(Fault.REORDERED);
        }
        kept = true;
        persist(sector.getKey(), chance.pick(sector.getValue()));
      } else {
        lost = true;
      }
    }
    if (lost && kept) {
      faults.met(Fault.TORN);
    }
    dirty.clear();
    Arrays.fill(durable, durableSize, durable.length, (byte) 0);
    cache = durable.clone();
    size = durableSize;
  }

  /** A file that grew may have any length on the way, cut at a sector unless it is the whole. */
  private int sizeLeft(Chance chance) {
    if (size <= durableSize) {
      return size;
    }
    return switch (chance.below(3)) {
      case 0 -> durableSize;
      case 1 -> size;
      default -> {
        int cut = (int) chance.between(durableSize, size) / SECTOR * SECTOR;
        yield Math.max(durableSize, cut);
      }
    };
  }

  /** Changes a bit of what is durable. */
  void rot(int offset, int bit) {
    durable[offset] ^= (byte) (1 << bit);
    cache[offset] ^= (byte) (1 << bit);
  }

  /** Puts bytes where nobody wrote them. */
  void overwrite(int offset, byte[] bytes) {
    System.arraycopy(bytes, 0, durable, offset, bytes.length);
    System.arraycopy(bytes, 0, cache, offset, bytes.length);
  }

  byte[] copy(int offset, int length) {
    return Arrays.copyOfRange(cache, offset, offset + length);
  }

  private void persist(int at, byte[] sector) {
    System.arraycopy(sector, 0, durable, at, SECTOR);
  }

  private static int roundUp(int length) {
    return (length + SECTOR - 1) / SECTOR * SECTOR;
  }
}
