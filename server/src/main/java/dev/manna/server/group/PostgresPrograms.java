package dev.manna.server.group;

import dev.manna.server.Complaint;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The programs of a PostgreSQL that is installed on this machine.
 *
 * @param folder in which {@code initdb} and {@code postgres} lie
 */
record PostgresPrograms(Path folder) {
  /** Where distributions put them, each version in a folder of its own. */
  private static final List<Path> VERSIONS =
      List.of(
          Path.of("/usr/lib/postgresql"),
          Path.of("/usr/local/opt"),
          Path.of("/opt/homebrew/opt"),
          Path.of("/Applications/Postgres.app/Contents/Versions"));

  private static final List<Path> FOLDERS =
      List.of(Path.of("/usr/local/pgsql/bin"), Path.of("/usr/pgsql/bin"));

  /**
   * Looks for them: in the folder that is named, else on the path, else where distributions put
   * them, the newest first.
   */
  static PostgresPrograms find(@Nullable Path named) {
    if (named != null) {
      if (!areIn(named)) {
        throw new Complaint(
            "--postgres-bin %s: holds no initdb and postgres; name the folder that does"
                .formatted(named));
      }
      return new PostgresPrograms(named.toAbsolutePath());
    }
    return candidates().stream()
        .filter(PostgresPrograms::areIn)
        .findFirst()
        .map(PostgresPrograms::new)
        .orElseThrow(
            () ->
                new Complaint(
                    "no PostgreSQL was found, neither on the PATH nor where systems install it:"
                        + " install one (apt install postgresql, brew install postgresql), or name"
                        + " the folder of its initdb and postgres with --postgres-bin"));
  }

  private static boolean areIn(Path folder) {
    return Files.isExecutable(folder.resolve("initdb"))
        && Files.isExecutable(folder.resolve("postgres"));
  }

  private static List<Path> candidates() {
    List<Path> candidates = new ArrayList<>();
    for (String each : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!each.isEmpty()) {
        candidates.add(Path.of(each));
      }
    }
    for (Path versions : VERSIONS) {
      candidates.addAll(below(versions));
    }
    candidates.addAll(FOLDERS);
    return candidates;
  }

  private static List<Path> below(Path versions) {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(versions, "*[0-9]*")) {
      all.forEach(folders::add);
    } catch (IOException e) {
      // It is not there.
      return List.of();
    }
    folders.sort(Comparator.comparingInt(PostgresPrograms::version).reversed());
    folders.replaceAll(each -> each.resolve("bin"));
    return folders;
  }

  /** 16 of .../16 and of .../postgresql@16. */
  private static int version(Path folder) {
    String digits = folder.toString().replaceFirst("^.*[/@]", "").replaceFirst("[.].*$", "");
    return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
  }
}
