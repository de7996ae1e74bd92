package dev.manna.log.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Each bug that is planted into the recovery is found by the test that its file under {@code
 * resources/recovery-plants} names. The tests themselves run without a bug elsewhere.
 */
class RescuePlantTest {
  private static final int AT_A_TIME = 3;

  /** On a machine that is busy a node may be late, and then somebody else does what is right. */
  private static final int MOST_TRIES = 3;

  private static final Path ROOM = Path.of("").toAbsolutePath();

  private static final Pattern PLANT =
      Pattern.compile(
          "class (.*)\ntest  (.*)#(.*)\nfound (.*)\n--- healthy\n(.*)\\+\\+\\+ sick\n(.*)===\n",
          Pattern.DOTALL);

  static List<Path> plants() throws IOException {
    try (Stream<Path> files = Files.list(ROOM.resolve("src/test/resources/recovery-plants"))) {
      return files.sorted().toList();
    }
  }

  /** Some at a time: they mostly wait for what never comes. */
  @Test
  void shouldBeFound() throws Exception {
    List<Path> plants = plants();
    assertThat(plants).isNotEmpty();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
      List<Future<?>> tried = new ArrayList<>();
      for (Path each : plants) {
        tried.add(
            threads.submit(
                () -> {
                  find(each);
                  return each;
                }));
      }
      assertAll(tried.stream().map(each -> (Executable) each::get));
    }
  }

  private static void find(Path file) throws Exception {
    Matcher plant = PLANT.matcher(Files.readString(file));
    assertThat(plant.matches()).as("%s is a plant", file).isTrue();
    String type = plant.group(1);
    Path path = ROOM.resolve("src/main/java/dev/manna/log/redis/" + type + ".java");
    String source = Files.readString(path);
    String healthy = plant.group(5);
    assertThat(source.split(Pattern.quote(healthy), -1).length)
        .as("plant it anew: what follows stands once in %s%n%s", path, healthy)
        .isEqualTo(2);
    Sick sick = new Sick(type, source.replace(healthy, plant.group(6)));
    Pattern found = Pattern.compile(plant.group(4));
    String said = "";
    for (int i = 0; i < MOST_TRIES && !found.matcher(said).find(); i++) {
      said = sick.tried(plant.group(2), plant.group(3));
    }
    assertThat(said).as("%s", file.getFileName()).containsPattern(found);
  }
}
