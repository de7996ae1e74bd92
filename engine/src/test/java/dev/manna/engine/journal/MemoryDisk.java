package dev.manna.engine.journal;

import dev.manna.core.Check;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A disk in memory that fails when told to, and knows what a power loss would leave. */
final class MemoryDisk implements Disk {
  private static final int SECTOR = 512;

  private final TreeMap<String, Stored> names = new TreeMap<>();
  private TreeMap<String, Stored> synced = new TreeMap<>();
  private boolean locked;
  private long capacity = Long.MAX_VALUE;
  private int changes;
  private int failAt = -1;

  /** What a file holds, and what of it is durable. */
  private static final class Stored {
    private byte[] bytes = {};
    private byte[] forced = {};

    /** Whether both are the same array. */
    private boolean shared = true;

    void force() {
      forced = bytes;
      shared = true;
    }
  }

  /** A disk that holds files, all durable. */
  static MemoryDisk of(Map<String, byte[]> files) {
    MemoryDisk disk = new MemoryDisk();
    files.forEach(
        (name, bytes) -> {
          Stored stored = new Stored();
          stored.bytes = bytes;
          stored.force();
          disk.names.put(name, stored);
        });
    disk.synced = new TreeMap<>(disk.names);
    return disk;
  }

  /** The files as a process sees them after this one was killed. */
  Map<String, byte[]> files() {
    TreeMap<String, byte[]> files = new TreeMap<>();
    names.forEach((name, stored) -> files.put(name, stored.bytes.clone()));
    return files;
  }

  /** The files after a power loss that took everything that was not forced and synced. */
  Map<String, byte[]> durableFiles() {
    TreeMap<String, byte[]> files = new TreeMap<>();
    synced.forEach((name, stored) -> files.put(name, stored.forced.clone()));
    return files;
  }

  /** The files after a power loss that left some of the sectors that were not forced. */
  Map<String, byte[]> tornFiles(RandomGenerator random) {
    TreeMap<String, byte[]> files = new TreeMap<>();
    (random.nextBoolean() ? synced : names)
        .forEach((name, stored) -> files.put(name, torn(stored, random)));
    return files;
  }

  private static byte[] torn(Stored stored, RandomGenerator random) {
    byte[] torn = Arrays.copyOf(stored.forced, Math.max(stored.forced.length, stored.bytes.length));
    for (int at = 0; at < stored.bytes.length; at += SECTOR) {
      if (random.nextBoolean()) {
        System.arraycopy(stored.bytes, at, torn, at, Math.min(SECTOR, stored.bytes.length - at));
      }
    }
    return torn;
  }

  /** The process has ended, and another comes; the system's cache knows what the disk does not. */
  void restart() {
    locked = false;
    failAt = -1;
  }

  /** Lets the change that comes after so many others fail, half done, and all after it. */
  void failAt(int change) {
    failAt = change;
  }

  void capacity(long bytes) {
    capacity = bytes;
  }

  /** How many writes, forces, creations, renames, deletions and syncs were asked for. */
  int changes() {
    return changes;
  }

  private void change() throws IOException {
    changes++;
    if (failAt >= 0 && changes > failAt) {
      throw new IOException("planted failure");
    }
  }

  private long used() {
    return names.values().stream().mapToLong(stored -> stored.bytes.length).sum();
  }

  @Override
  public String where() {
    return "memory";
  }

  @Override
  public List<String> list() {
    return List.copyOf(names.keySet());
  }

  @Override
  public File create(String name) throws IOException {
    change();
    if (names.containsKey(name)) {
      throw new IOException(name + " exists");
    }
    Stored stored = new Stored();
    names.put(name, stored);
    return new MemoryFile(stored, true);
  }

  @Override
  public File open(String name) throws IOException {
    Stored stored = names.get(name);
    if (stored == null) {
      throw new IOException(name + " does not exist");
    }
    return new MemoryFile(stored, false);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    change();
    Stored stored = names.remove(from);
    Check.that(stored != null, "a file that is renamed exists");
    names.put(to, stored);
  }

  @Override
  public void delete(String name) throws IOException {
    change();
    Check.that(names.remove(name) != null, "a file that is deleted exists");
  }

  @Override
  public void sync() throws IOException {
    change();
    synced = new TreeMap<>(names);
  }

  @Override
  public long free() {
    return capacity - used();
  }

  @Override
  public @Nullable Closeable lock(String name, boolean shared) {
    if (locked) {
      return null;
    }
    locked = true;
    return () -> locked = false;
  }

  private final class MemoryFile implements File {
    private final Stored stored;
    private final boolean writable;
    private boolean closed;

    MemoryFile(Stored stored, boolean writable) {
      this.stored = stored;
      this.writable = writable;
    }

    @Override
    public void write(long offset, ByteBuffer bytes) throws IOException {
      Check.that(writable && !closed, "a file is written by whoever created it");
      int end = (int) offset + bytes.remaining();
      if (Math.max(0, end - stored.bytes.length) > free()) {
        throw new NoSpace("planted: no space", null);
      }
      if (failAt < 0 || changes <= failAt) {
        int part = changes == failAt ? bytes.remaining() / 2 : bytes.remaining();
        put((int) offset, bytes.slice(bytes.position(), part));
      }
      change();
      bytes.position(bytes.limit());
    }

    private void put(int offset, ByteBuffer bytes) {
      int end = offset + bytes.remaining();
      if (end > stored.bytes.length) {
        stored.bytes = Arrays.copyOf(stored.bytes, end);
      } else if (stored.shared) {
        stored.bytes = stored.bytes.clone();
      }
      stored.shared = false;
      bytes.get(stored.bytes, offset, bytes.remaining());
    }

    @Override
    public int read(long offset, ByteBuffer bytes) {
      Check.that(!closed, "a closed file is not read");
      int part = Math.clamp(stored.bytes.length - offset, 0, bytes.remaining());
      bytes.put(stored.bytes, part == 0 ? 0 : (int) offset, part);
      return part;
    }

    @Override
    public void force() throws IOException {
      Check.that(!closed, "a closed file is not forced");
      change();
      stored.force();
    }

    @Override
    public long size() {
      return stored.bytes.length;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
