package dev.manna.log.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A bug that is planted into a script: lines that must stand in it once are replaced. Each stands
 * in a file under {@code resources/plants}.
 *
 * @param script the script with the bug in it
 * @param foundBy the promise that must find it
 */
record Plant(String name, Script script, Promise foundBy) {
  private static final Path PLANTS = Path.of("src/test/resources/plants");

  private static final Pattern FILE =
      Pattern.compile(
          "file  .*/(\\w+)\\.lua\nfound (\\w+)\n--- healthy\n(.*)\\+\\+\\+ sick\n(.*)===\n",
          Pattern.DOTALL);

  static List<Plant> all() throws IOException {
    List<Plant> plants = new ArrayList<>();
    try (Stream<Path> files = Files.list(PLANTS)) {
      for (Path each : files.sorted().toList()) {
        plants.add(read(each.getFileName().toString(), Files.readString(each)));
      }
    }
    return plants;
  }

  private static Plant read(String name, String text) {
    Matcher file = FILE.matcher(text);
    if (!file.matches()) {
      throw new AssertionError(name + " does not say where, what, and how it must be found");
    }
    Script shipped = Script.load(file.group(1));
    String healthy = file.group(3);
    int at = shipped.text().indexOf(healthy);
    if (at < 0 || shipped.text().indexOf(healthy, at + 1) >= 0) {
      throw new AssertionError(
          "plant " + name + " anew: " + file.group(1) + " does not hold once\n" + healthy);
    }
    String sick = shipped.text().replace(healthy, file.group(4));
    return new Plant(name, Script.of(file.group(1), sick), Promise.valueOf(file.group(2)));
  }

  /** The scripts, this one among them. */
  Scripts scripts() {
    Scripts shipped = Scripts.SHIPPED;
    return new Scripts(
        or(shipped.append()),
        or(shipped.found()),
        or(shipped.drained()),
        or(shipped.trim()),
        or(shipped.ends()),
        or(shipped.reopen()));
  }

  private Script or(Script shipped) {
    return shipped.name().equals(script.name()) ? script : shipped;
  }

  @Override
  public String toString() {
    return name;
  }
}
