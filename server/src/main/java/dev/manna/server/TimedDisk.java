package dev.manna.server;

import dev.manna.engine.journal.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A disk that is timed: how often something was made durable, and how long that took. */
final class TimedDisk implements Disk {
  private final Disk disk;
  private final AtomicLong forces = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();

  TimedDisk(Disk disk) {
    this.disk = disk;
  }

  long forces() {
    return forces.get();
  }

  long nanos() {
    return nanos.get();
  }

  @Override
  public String where() {
    return disk.where();
  }

  @Override
  public List<String> list() throws IOException {
    return disk.list();
  }

  @Override
  public File create(String name) throws IOException {
    return new TimedFile(disk.create(name));
  }

  @Override
  public File open(String name) throws IOException {
    return disk.open(name);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    disk.delete(name);
  }

  @Override
  public void sync() throws IOException {
    disk.sync();
  }

  @Override
  public long free() throws IOException {
    return disk.free();
  }

  @Override
  public @Nullable Closeable lock(String name, boolean shared) throws IOException {
    return disk.lock(name, shared);
  }

  private final class TimedFile implements File {
    private final File file;

    private TimedFile(File file) {
      this.file = file;
    }

    @Override
    public void write(long offset, ByteBuffer bytes) throws IOException {
      file.write(offset, bytes);
    }

    @Override
    public int read(long offset, ByteBuffer bytes) throws IOException {
      return file.read(offset, bytes);
    }

    @Override
    public void force() throws IOException {
      long begun = System.nanoTime();
      file.force();
      forces.incrementAndGet();
      nanos.addAndGet(System.nanoTime() - begun);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
