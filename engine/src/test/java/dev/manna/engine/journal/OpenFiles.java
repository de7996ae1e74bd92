package dev.manna.engine.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A disk that counts the files that are opened to be read, and those that are open now. */
final class OpenFiles implements Disk {
  private final Disk disk;
  private int opened;
  private int open;

  OpenFiles(Disk disk) {
    this.disk = disk;
  }

  int opened() {
    return opened;
  }

  int open() {
    return open;
  }

  @Override
  public File open(String name) throws IOException {
    File file = disk.open(name);
    opened++;
    open++;
    return new Counted(file);
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
    return disk.create(name);
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

  /** A file that is open. */
  private final class Counted implements File {
    private final File file;

    Counted(File file) {
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
      file.force();
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void close() throws IOException {
      open--;
      file.close();
    }
  }
}
