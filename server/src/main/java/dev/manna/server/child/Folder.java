package dev.manna.server.child;

import dev.manna.server.Complaint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder for what a command leaves: the user's, or a temporary one. A temporary one goes with the
 * command if all was well, and stays as evidence if it was not.
 */
public final class Folder implements AutoCloseable {
  private static final int ATTEMPTS = 50;

  private final Path path;
  private final Consumer<String> say;
  private final @Nullable Thread hook;
  private boolean well;

  private Folder(Path path, boolean temporary, Consumer<String> say) {
    this.path = path;
    this.say = say;
    hook = temporary ? Thread.ofPlatform().unstarted(this::delete) : null;
    if (hook != null) {
      Runtime.getRuntime().addShutdownHook(hook);
    }
  }

  /**
   * A folder.
   *
   * @param kept the user's, which is made if it is not there; null for a temporary one
   * @param say takes the line that says where it is, if it stays
   */
  public static Folder of(@Nullable Path kept, Consumer<String> say) {
    try {
      return kept == null
          ? new Folder(Files.createTempDirectory("manna-"), true, say)
          : new Folder(Files.createDirectories(kept), false, say);
    } catch (IOException e) {
      throw new Complaint("no folder for the journal can be made: " + e.getMessage(), e);
    }
  }

  public Path path() {
    return path;
  }

  /** There is nothing to look into. */
  public void allIsWell() {
    well = true;
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
    boolean goes = hook != null && Hooks.remove(hook) && well;
    if (goes) {
      delete();
    } else {
      say.accept("the journal and the server's log are kept in " + path);
    }
  }
}
