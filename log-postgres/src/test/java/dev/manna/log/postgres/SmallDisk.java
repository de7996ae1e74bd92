package dev.manna.log.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A disk of a few megabytes, in memory, over a folder: it is full soon, and can be enlarged. Only
 * who may mount has one; a test of anybody else is skipped, and says why.
 */
final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  static SmallDisk over(Path folder, int megabytes) throws IOException {
    Files.createDirectories(folder);
    boolean mounted =
        succeeds("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", "" + folder);
    Assumptions.assumeTrue(mounted, "a small disk can only be mounted by root");
    return new SmallDisk(folder);
  }

  void enlarge(int megabytes) throws IOException {
    remount("size=" + megabytes + "m");
  }

  private void remount(String how) throws IOException {
    if (!succeeds("mount", "-o", "remount," + how, "" + folder)) {
      throw new IOException("cannot remount " + folder + " " + how);
    }
  }

  private static boolean succeeds(String... command) throws IOException {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** At once, or when whoever has a file there lets go of it. */
  @Override
  public void close() throws IOException {
    if (!succeeds("umount", "-l", "" + folder)) {
      throw new IOException("cannot unmount " + folder);
    }
  }
}
