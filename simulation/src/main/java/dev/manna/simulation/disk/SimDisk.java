package dev.manna.simulation.disk;

import dev.manna.engine.journal.Disk;
import dev.manna.simulation.Chance;
import dev.manna.simulation.Fault;
import dev.manna.simulation.Faults;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory on a simulated disk. It outlives the processes that use it: {@link #crash}. */
public final class SimDisk implements Disk {
  private final Chance chance;
  private final Faults faults;
  private final Weather weather = new Weather();
  private final Names names = new Names();
  private final Set<String> locks = new HashSet<>();

  /** Counts processes; whatever an earlier one opened is of no use any more. */
  private int life;

  private boolean dead;
  private long operations;
  private long crashAt = Long.MAX_VALUE;

  public SimDisk(Chance chance, Faults faults) {
    this.chance = chance;
    this.faults = faults;
  }

  public Weather weather() {
    return weather;
  }

  /** The names of all files, whoever asks. */
  public List<String> names() {
    return names.list();
  }

  /** How many bytes all files hold. */
  public long used() {
    long used = 0;
    for (Platter platter : names.platters()) {
      used += platter.size();
    }
    return used;
  }

  /** How often the disk was asked to change something. */
  public long operations() {
    return operations;
  }

  /** Ends the process at the n-th change from now, before, amid or after it. */
  public void crashAfter(long changes) {
    crashAt = operations + changes;
  }

  /** The process is spared the end that {@link #crashAfter} had in store. */
  public void spare() {
    crashAt = Long.MAX_VALUE;
  }

  /** Whether the process has met its end, whatever it makes of it. */
  public boolean crashed() {
    return dead;
  }

  /** What the process did is over; a new one finds what this crash left. */
  public void crash(Crash.Kind kind) {
    life++;
    dead = false;
    crashAt = Long.MAX_VALUE;
    locks.clear();
    if (kind == Crash.Kind.POWER_LOST) {
      faults.met(Fault.POWER_LOST);
      names.losePower(chance, faults);
      names.platters().forEach(platter -> platter.losePower(chance, faults));
    } else {
      faults.met(Fault.PROCESS_KILLED);
    }
  }

  /** The process ends in good order, without a fault. */
  public void leave() {
    life++;
    dead = false;
    crashAt = Long.MAX_VALUE;
    locks.clear();
  }

  /** The ways to spoil what is durable; null for a file that does not exist. */
  public @Nullable Spoiler spoiler(String name) {
    Platter platter = names.find(name);
    return platter == null ? null : new Spoiler(platter, faults);
  }

  @Override
  public String where() {
    return "the simulated disk";
  }

  @Override
  public List<String> list() throws IOException {
    alive();
    return names.list();
  }

  @Override
  public File create(String name) throws IOException {
    step();
    if (names.find(name) != null) {
      throw new IOException(name + " exists");
    }
    if (free() < Platter.SECTOR) {
      faults.met(Fault.DISK_FULL);
      throw new NoSpace("no space left for " + name, null);
    }
    Platter platter = new Platter();
    names.create(name, platter);
    return new SimFile(name, platter, life, true);
  }

  @Override
  public File open(String name) throws IOException {
    alive();
    return new SimFile(name, existing(name), life, false);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    step();
    existing(from);
    names.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    step();
    existing(name);
    names.delete(name);
  }

  @Override
  public void sync() throws IOException {
    step();
    if (chance.perMillion(weather.syncFails)) {
      faults.met(Fault.SYNC_FAILED);
      throw new IOException("input/output error at the sync of the directory");
    }
    names.sync();
  }

  @Override
  public long free() {
    return Math.max(0, weather.capacity - used());
  }

  @Override
  public @Nullable Closeable lock(String name, boolean shared) throws IOException {
    alive();
    if (shared && names.find(name) == null) {
      return () -> {};
    }
    if (!locks.add(name)) {
      return null;
    }
    if (names.find(name) == null) {
      names.create(name, new Platter());
    }
    int mine = life;
    return () -> {
      if (mine == life) {
        locks.remove(name);
      }
    };
  }

  private Platter existing(String name) throws IOException {
    Platter platter = names.find(name);
    if (platter == null) {
      throw new IOException(name + " does not exist");
    }
    return platter;
  }

  private void alive() {
    if (dead) {
      throw new Crash();
    }
  }

  /** Counts a change, and whether the process survives to make it. */
  private void step() {
    alive();
    if (++operations >= crashAt) {
      dead = true;
      throw new Crash();
    }
  }

  private final class SimFile implements File {
    private final String name;
    private final Platter platter;
    private final int born;
    private final boolean writable;

    SimFile(String name, Platter platter, int born, boolean writable) {
      this.name = name;
      this.platter = platter;
      this.born = born;
      this.writable = writable;
    }

    @Override
    public void write(long offset, ByteBuffer bytes) throws IOException {
      mine();
      int length = bytes.remaining();
      byte[] copy = new byte[length];
      bytes.get(copy);
      try {
        step();
      } catch (Crash e) {
        put(offset, copy, chance.below(length + 1));
        throw e;
      }
      if (!writable) {
        throw new IOException(name + " was opened to read");
      }
      if (Math.max(0, offset + length - platter.size()) > free()) {
        faults.met(Fault.DISK_FULL);
        put(offset, copy, (int) Math.min(length, Math.max(0, platter.size() - offset)));
        throw new NoSpace("no space left to write to " + name, null);
      }
      if (chance.perMillion(weather.writeFails)) {
        faults.met(Fault.WRITE_FAILED);
        put(offset, copy, chance.below(length + 1));
        throw new IOException("input/output error at a write to " + name);
      }
      if (length > 1 && chance.perMillion(weather.writeIsShort)) {
        faults.met(Fault.SHORT_WRITE);
        int written = chance.below(length - 1) + 1;
        put(offset, copy, written);
        throw new IOException("short write to " + name + ": " + written + " of " + length);
      }
      put(offset, copy, length);
    }

    private void put(long offset, byte[] bytes, int length) {
      if (length > 0) {
        platter.write(Math.toIntExact(offset), bytes, length);
      }
    }

    @Override
    public int read(long offset, ByteBuffer bytes) throws IOException {
      mine();
      alive();
      if (chance.perMillion(weather.readFails)) {
        faults.met(Fault.READ_FAILED);
        throw new IOException("input/output error at a read of " + name);
      }
      return platter.read(offset, bytes);
    }

    @Override
    public void force() throws IOException {
      mine();
      step();
      if (chance.perMillion(weather.forceFails)) {
        faults.met(Fault.FORCE_FAILED);
        platter.failForce(chance);
        throw new IOException("input/output error at the sync of " + name);
      }
      platter.force();
    }

    @Override
    public long size() {
      mine();
      return platter.size();
    }

    @Override
    public void close() {}

    private void mine() {
      if (born != life) {
        throw new Crash();
      }
    }
  }
}
