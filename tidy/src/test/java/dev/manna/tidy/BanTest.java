package dev.manna.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.manna.tidy.planted.CallsWhatIsBanned;
import dev.manna.tidy.planted.CleanlyNamed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nobody but the process touches clock, luck, disk, threads and the terminal. */
class BanTest {
  @Test
  void shouldTouchNothingThatComesInByConstructor() {
    assertThat(
            Rooms.compiled().classes().entrySet().stream()
                .flatMap(
                    room ->
                        room.getValue().stream()
                            .flatMap(type -> violations(room.getKey(), type).stream())))
        .isEmpty();
  }

  @Test
  void shouldSeeEachForbiddenAccess() {
    JavaClass planted = planted(CallsWhatIsBanned.class);
    Map<String, List<String>> sins =
        Map.of(
            "time", List.of("currentTimeMillis", "nanoTime", "Instant.now", "Year.now"),
            "randomness", List.of("Math.random", "ThreadLocalRandom", "Random.<init>", "UUID"),
            "threads", List.of("Thread.<init>", "Thread.start()", "startVirtual", "Executors"),
            "disk", List.of("FileChannel.open", "Path.of", "Files.delete"),
            "the end of the process", List.of("System.exit"),
            "standard output", List.of("System.out"));
    for (Ban ban : Ban.ALL) {
      List<String> found = ban.violations("core", planted);
      assertThat(sins.get(ban.what()))
          .allSatisfy(sin -> assertThat(found).anySatisfy(seen -> assertThat(seen).contains(sin)));
      assertThat(ban.violations("room-of-tomorrow", planted)).hasSameSizeAs(found);
    }
    assertThat(violations("core", planted(CleanlyNamed.class))).isEmpty();
  }

  @Test
  void shouldLetTheProcessTouchAllButItsOwnEnd() {
    assertThat(violations("server", planted(CallsWhatIsBanned.class)))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("the end of the process");
  }

  private static List<String> violations(String room, JavaClass type) {
    return Ban.ALL.stream().flatMap(ban -> ban.violations(room, type).stream()).toList();
  }

  private static JavaClass planted(Class<?> type) {
    return new ClassFileImporter().importClasses(type).get(type);
  }
}
