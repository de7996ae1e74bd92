package dev.manna.log.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a server keeps on its disk, put aside and put back. */
final class Folders {
  private Folders() {}

  /** Copies a folder with all that it holds; the new one is made, and those above it. */
  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    List<Path> files;
    try (Stream<Path> found = Files.walk(from)) {
      files = found.toList();
    }
    for (Path each : files) {
      Files.copy(each, to.resolve(from.relativize(each).toString()));
    }
  }

  /** Removes a folder that holds files alone. */
  static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        Files.delete(each);
      }
    }
    Files.delete(folder);
  }
}
