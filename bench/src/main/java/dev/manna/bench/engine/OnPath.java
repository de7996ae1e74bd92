package dev.manna.bench.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Programs of the system. */
final class OnPath {
  private OnPath() {}

  /** Where a program lies; empty if it is not installed. */
  static Optional<Path> find(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(":", -1))
        .map(each -> Path.of(each, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
