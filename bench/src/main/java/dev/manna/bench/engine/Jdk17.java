package dev.manna.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A JDK of the release that exchange-core runs on, where this machine has one. */
final class Jdk17 {
  private Jdk17() {}

  /** The home of one: {@code JAVA17_HOME}, else of the usual folders. */
  static Optional<Path> find() {
    List<Path> candidates = new ArrayList<>();
    String named = System.getenv("JAVA17_HOME");
    if (named != null) {
      candidates.add(Path.of(named));
    }
    String home = System.getProperty("user.home");
    for (String folder :
        List.of("/usr/lib/jvm", "/opt", home + "/.sdkman/candidates/java", home + "/.jdks")) {
      candidates.addAll(in(Path.of(folder)));
    }
    in(Path.of("/Library/Java/JavaVirtualMachines"))
        .forEach(machine -> candidates.add(machine.resolve("Contents/Home")));
    return candidates.stream().filter(Jdk17::isOne).findFirst();
  }

  private static List<Path> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  private static boolean isOne(Path home) {
    Path release = home.resolve("release");
    try {
      return Files.isExecutable(home.resolve("bin/java"))
          && Files.readString(release).contains("JAVA_VERSION=\"17.");
    } catch (IOException unreadable) {
      return false;
    }
  }
}
