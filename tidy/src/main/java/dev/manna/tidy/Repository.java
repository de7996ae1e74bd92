package dev.manna.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The files of this repository, as they lie in the working tree. */
final class Repository {
  private static final Set<String> NOT_OURS = Set.of(".git", "target", ".idea", ".vscode", "data");
  private static final Pattern BINARY =
      Pattern.compile(".*\\.(png|jpg|gif|ico|woff2?|gz|bin|jar|class|dat)");

  private final Path root;

  private Repository(Path root) {
    this.root = root;
  }

  static Repository here() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("manna")) && Files.exists(at.resolve("pom.xml"))) {
        return new Repository(at);
      }
    }
    throw new IllegalStateException("not inside the repository");
  }

  Path root() {
    return root;
  }

  /** The modules that the root pom names: one for each room that holds code. */
  List<String> rooms() {
    return Pattern.compile("<module>([^<]+)</module>")
        .matcher(read(root.resolve("pom.xml")))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** All text that is ours: what git tracks or would track; without git, whatever lies there. */
  List<SourceFile> texts() {
    List<Path> paths = listedByGit();
    return (paths.isEmpty() ? walked() : paths)
        .stream()
            .filter(path -> !BINARY.matcher(path.toString()).matches())
            .filter(path -> Files.isRegularFile(root.resolve(path)))
            .map(path -> new SourceFile(path.toString(), read(root.resolve(path))))
            .toList();
  }

  List<SourceFile> java() {
    return texts().stream().filter(SourceFile::isJava).toList();
  }

  private List<Path> listedByGit() {
    try {
      Process git =
          new ProcessBuilder("git", "ls-files", "-co", "--exclude-standard")
              .directory(root.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var lines = git.inputReader(StandardCharsets.UTF_8).lines()) {
        return lines.map(Path::of).toList();
      }
    } catch (IOException noGit) {
      return List.of();
    }
  }

  private List<Path> walked() {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
              return NOT_OURS.contains(dir.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              found.add(root.relativize(file));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
  }
}
