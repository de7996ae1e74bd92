package dev.manna.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** A temporary folder on the disk of the working directory. A disk in memory is refused. */
final class Workplace implements AutoCloseable {
  private static final Set<String> MEMORY = Set.of("tmpfs", "ramfs", "devtmpfs");

  private final Path folder;
  private final Thread cleaner = new Thread(this::deleteQuietly, "cleaner");

  private Workplace(Path folder) {
    this.folder = folder;
    Runtime.getRuntime().addShutdownHook(cleaner);
  }

  static Workplace open() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    String type = Files.getFileStore(here).type();
    if (MEMORY.contains(type)) {
      throw new IOException(
          here + " lies in memory (" + type + "); start the bench in a folder on a disk");
    }
    Path folder = Files.createTempDirectory(here, ".manna-bench-");
    return new Workplace(folder);
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    Runtime.getRuntime().removeShutdownHook(cleaner);
    delete();
  }

  private void deleteQuietly() {
    try {
      delete();
    } catch (IOException e) {
      System.err.println("left behind: " + folder);
    }
  }

  private void delete() throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException failed)
              throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
