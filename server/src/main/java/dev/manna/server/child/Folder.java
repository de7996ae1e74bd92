package dev.manna.server.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder for what a command leaves: one that is kept, or a temporary one that goes with it. */
public final class Folder implements AutoCloseable {
  private static final int ATTEMPTS = 50;

  private final Path path;
  private final @Nullable Thread hook;

  private Folder(Path path, boolean temporary) {
    this.path = path;
    hook = temporary ? Thread.ofPlatform().unstarted(this::delete) : null;
    if (hook != null) {
      Runtime.getRuntime().addShutdownHook(hook);
    }
  }

  /** A temporary folder. */
  public static Folder temporary() {
    try {
      return new Folder(Files.createTempDirectory("manna-"), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder of the user's, created if it is not there. */
  public static Folder kept(Path path) {
    try {
      return new Folder(Files.createDirectories(path), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path path() {
    return path;
  }

  /** Tries a few times: a server that is being killed may still write. */
  private void delete() {
    for (int attempt = 1; !deleted(attempt); attempt++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private boolean deleted(int attempt) {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
      return true;
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException | UncheckedIOException e) {
      return attempt == ATTEMPTS;
    }
  }

  @Override
  public void close() {
    if (hook != null && Hooks.remove(hook)) {
      delete();
    }
  }
}
