package dev.manna.simulation.plants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bug that is planted into the project's own source: some lines of one file are replaced. Each
 * stands in a file under {@code resources/plants}. One whose lines are no longer found once in the
 * source has to be planted anew, and says so.
 *
 * @param file the path of the source
 * @param finding what the sentence must hold by which the simulator reports it, a pattern
 * @param game which game must find it: of one node, of several, or of a log that loses its end
 * @param first the seed with which the search begins, of a run that has found it once; it goes
 *     through all the others as well
 * @param source all of the source, with the bug in it
 */
record Plant(String name, String file, String finding, String game, int first, String source) {
  private static final Path ROOT = root();
  private static final Path PLANTS = ROOT.resolve("simulation/src/test/resources/plants");

  private static final Pattern HEAD =
      Pattern.compile("file  (.*)\nfound (.*)\n(nodes\n|loss\n)?(?:first (\\d+)\n)?");
  private static final Pattern CUT =
      Pattern.compile("--- healthy\n(.*?)\\+\\+\\+ sick\n(.*?)(?=--- healthy|===)", Pattern.DOTALL);

  /** Those whose names match a pattern. */
  static List<Plant> named(String wanted) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(PLANTS)) {
      files = listed.sorted().toList();
    }
    List<Plant> plants = new ArrayList<>();
    for (Path each : files) {
      String name = each.getFileName().toString().replace(".txt", "");
      if (name.matches(wanted)) {
        plants.add(read(name, Files.readString(each)));
      }
    }
    return plants;
  }

  private static Plant read(String name, String text) throws IOException {
    Matcher head = HEAD.matcher(text);
    if (!head.lookingAt()) {
      throw new AssertionError(name + " does not say in which file, and how it must be found");
    }
    String file = head.group(1);
    String source = Files.readString(ROOT.resolve(file));
    Matcher cut = CUT.matcher(text);
    while (cut.find()) {
      String healthy = cut.group(1);
      int at = source.indexOf(healthy);
      if (at < 0 || source.indexOf(healthy, at + 1) >= 0) {
        throw new AssertionError(
            "plant " + name + " anew: " + file + " does not hold once\n" + healthy);
      }
      source = source.replace(healthy, cut.group(2));
    }
    int first = head.group(4) == null ? 1 : Integer.parseInt(head.group(4));
    return new Plant(name, file, head.group(2), game(head.group(3)), first, source);
  }

  private static String game(@Nullable String named) {
    return named == null ? "play" : named.startsWith("nodes") ? "playNodes" : "playLoss";
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("core/src/main/java"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** The class in the file. */
  String type() {
    return file.substring(file.indexOf("dev/manna"), file.length() - ".java".length())
        .replace('/', '.');
  }

  @Override
  public String toString() {
    return name;
  }
}
