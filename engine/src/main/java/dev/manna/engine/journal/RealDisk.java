package dev.manna.engine.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory of the machine's own file system. */
public final class RealDisk implements Disk {
  /**
   * Lock files in use by this process. The operating system forgets a process's lock on a file as
   * soon as the process closes any handle of that file, so a second attempt must not even open it.
   */
  private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

  private static final boolean WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  private final Path directory;

  private RealDisk(Path directory) {
    this.directory = directory;
  }

  /** Takes a directory that exists; changes nothing. */
  public static RealDisk of(Path directory) throws IOException {
    return new RealDisk(directory.toRealPath());
  }

  /** Takes a directory, and makes it where it does not exist. */
  public static RealDisk make(Path directory) throws IOException {
    Path missing = directory.toAbsolutePath().normalize();
    Files.createDirectories(missing);
    // The entries of the directories themselves must last, up to the root: each is in its parent.
    for (Path parent = missing; parent != null; parent = parent.getParent()) {
      syncIfAllowed(parent);
    }
    return of(missing);
  }

  @Override
  public String where() {
    return directory.toString();
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public File create(String name) throws IOException {
    try {
      return new RealFile(
          name,
          FileChannel.open(
              directory.resolve(name),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw noSpaceOr(e, 1);
    }
  }

  @Override
  public File open(String name) throws IOException {
    return new RealFile(name, FileChannel.open(directory.resolve(name), StandardOpenOption.READ));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(directory.resolve(name));
  }

  @Override
  public void sync() throws IOException {
    sync(directory);
  }

  @Override
  public long free() throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  @Override
  public @Nullable Closeable lock(String name, boolean shared) throws IOException {
    Path file = directory.resolve(name);
    if (shared && !Files.exists(file)) {
      return () -> {};
    }
    if (!LOCKED.add(file)) {
      return null;
    }
    boolean locked = false;
    FileChannel channel = null;
    try {
      channel =
          shared
              ? FileChannel.open(file, StandardOpenOption.READ)
              : FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      locked = take(channel, shared) != null;
      FileChannel held = channel;
      return locked ? () -> release(file, held) : null;
    } finally {
      if (!locked) {
        release(file, channel);
      }
    }
  }

  private static @Nullable FileLock take(FileChannel channel, boolean shared) throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void release(Path file, @Nullable FileChannel channel) throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      LOCKED.remove(file);
    }
  }

  private static void sync(Path directory) throws IOException {
    if (WINDOWS) {
      return; // it gives no handle of a directory, and keeps names in a journal of its own
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void syncIfAllowed(Path directory) throws IOException {
    if (Files.isReadable(directory)) {
      sync(directory);
    }
  }

  /** The message of "no space" comes in the machine's language, so the free space decides too. */
  private IOException noSpaceOr(IOException e, long wanted) throws IOException {
    String message = String.valueOf(e.getMessage());
    boolean full =
        message.contains("No space left") || message.contains("quota") || free() < wanted;
    return full ? new NoSpace("no space left in " + directory, e) : e;
  }

  private final class RealFile implements File {
    private final String name;
    private final FileChannel channel;

    RealFile(String name, FileChannel channel) {
      this.name = name;
      this.channel = channel;
    }

    @Override
    public void write(long offset, ByteBuffer bytes) throws IOException {
      int wanted = bytes.remaining();
      try {
        int written = channel.write(bytes, offset);
        if (written < wanted) {
          throw new IOException(
              "short write to " + name + ": " + written + " of " + wanted + " bytes");
        }
      } catch (IOException e) {
        throw noSpaceOr(e, wanted);
      }
    }

    @Override
    public int read(long offset, ByteBuffer bytes) throws IOException {
      int start = bytes.position();
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, offset + bytes.position() - start) < 0) {
          break;
        }
      }
      return bytes.position() - start;
    }

    @Override
    public void force() throws IOException {
      try {
        channel.force(false);
      } catch (IOException e) {
        throw noSpaceOr(e, 1);
      }
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
