package dev.manna.stream.rocketmq;

import dev.manna.core.feed.EventSink.Trouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A position in a file that is replaced whole: written beside it, made durable, and renamed. Who
 * moves it holds a lock meanwhile, so that of two who move from one place one does.
 */
public final class PositionFile implements Positions {
  /** Far more than a position takes. */
  private static final int MAX_BYTES = 4_096;

  /** Locks of files hold between processes only. */
  private static final Object IN_THIS_PROCESS = new Object();

  private final Path file;

  PositionFile(Path file) {
    this.file = file;
  }

  /** The file of a topic: another topic begins at the beginning. */
  public static PositionFile of(RocketMqTarget target, Path folder) {
    return new PositionFile(folder.resolve("rocketmq-" + target.topic() + ".position"));
  }

  @Override
  public Standing read() throws Trouble {
    try {
      long size = Files.size(file);
      Standing standing = size > MAX_BYTES ? null : Standing.decode(Files.readAllBytes(file));
      if (standing == null) {
        throw Trouble.lasting(
            "%s is damaged. Move it away: then everything is sent once more.".formatted(file));
      }
      return standing;
    } catch (NoSuchFileException e) {
      return Standing.START;
    } catch (IOException e) {
      throw trouble("cannot be read", e);
    }
  }

  /** A file has one server: the directory is locked. */
  @Override
  public Standing claim() throws Trouble {
    return read();
  }

  @Override
  public boolean move(Standing from, Standing to) throws Trouble {
    synchronized (IN_THIS_PROCESS) {
      try (FileChannel lock = open(beside(".lock"));
          FileLock held = lock.lock()) {
        if (!held.isValid() || !read().equals(from)) {
          return false;
        }
        replace(to);
        return true;
      } catch (IOException e) {
        throw trouble("cannot be written", e);
      }
    }
  }

  @Override
  public void set(Standing to) throws Trouble {
    synchronized (IN_THIS_PROCESS) {
      try (FileChannel lock = open(beside(".lock"));
          FileLock held = lock.lock()) {
        if (held.isValid()) {
          replace(to);
        }
      } catch (IOException e) {
        throw trouble("cannot be written", e);
      }
    }
  }

  @Override
  public void close() {}

  private void replace(Standing to) throws IOException {
    Path fresh = beside(".new");
    try (FileChannel out = open(fresh)) {
      out.truncate(0);
      ByteBuffer bytes = ByteBuffer.wrap(to.encoded());
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    // A name is durable once its directory is.
    try (FileChannel folder = FileChannel.open(folder(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private Path beside(String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  private Path folder() {
    return file.toAbsolutePath().resolveSibling(".");
  }

  private Trouble trouble(String what, IOException e) {
    return Trouble.passing(
        "%s %s; see that its disk has room and that it may be written. (%s)"
            .formatted(file, what, e),
        e);
  }
}
