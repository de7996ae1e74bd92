package dev.manna.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests are worth what they find: each bug that is planted into this room's source is found by the
 * test that its file under {@code resources/plants} names.
 */
final class PlantTest {
  private static final Path ROOM = Path.of("").toAbsolutePath();

  private static final Pattern PLANT =
      Pattern.compile(
          "class (.*)\ntest  (.*)#(.*)\nfound (.*)\n--- healthy\n(.*)\\+\\+\\+ sick\n(.*)===\n",
          Pattern.DOTALL);

  static List<Path> plants() throws IOException {
    try (Stream<Path> files = Files.list(ROOM.resolve("src/test/resources/plants"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("plants")
  void shouldBeFound(Path file) throws Exception {
    Matcher plant = PLANT.matcher(Files.readString(file));
    assertThat(plant.matches()).as("%s is a plant", file).isTrue();
    String type = plant.group(1);
    Path path = ROOM.resolve("src/main/java/dev/manna/webhook/" + type + ".java");
    String source = Files.readString(path);
    String healthy = plant.group(5);
    assertThat(source.split(Pattern.quote(healthy), -1).length)
        .as("plant it anew: what follows stands once in %s%n%s", path, healthy)
        .isEqualTo(2);
    System.setProperty(Postgres.PORT, "" + Postgres.port());
    try {
      Sick sick = new Sick(type, source.replace(healthy, plant.group(6)));
      String said = sick.tried(plant.group(2), plant.group(3));
      assertThat(said).as("%s", file.getFileName()).containsPattern(plant.group(4));
      Sick none = new Sick(type, source);
      assertThat(none.tried(plant.group(2), plant.group(3))).as("healthy").isEmpty();
    } finally {
      System.clearProperty(Postgres.PORT);
    }
  }
}
