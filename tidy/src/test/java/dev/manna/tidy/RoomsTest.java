package dev.manna.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.manna.tidy.planted.CallsWhatIsBanned;
import dev.manna.tidy.planted.CleanlyNamed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may import whom. */
class RoomsTest {
  private final Rooms compiled = Rooms.compiled();

  @Test
  void shouldFindTheClassesOfTheRooms() {
    assertThat(compiled.classes().get("core")).isNotEmpty();
    assertThat(compiled.classes().get("server")).isNotEmpty();
  }

  @Test
  void shouldFollowTheArrows() {
    assertThat(compiled.wrongArrows()).isEmpty();
  }

  @Test
  void shouldKeepPackagesInOneRoom() {
    assertThat(compiled.splitPackages()).isEmpty();
  }

  /** What a user's JVM loads with core is core. */
  @Test
  void shouldGiveCoreNothingButTheJdk() {
    assertThat(
            compiled.classes().get("core").stream()
                .flatMap(type -> Rooms.namesImportedBy(type).stream())
                .filter(name -> name.contains("."))
                .filter(name -> !name.matches("(java|org\\.jspecify|dev\\.manna\\.core)\\..*")))
        .isEmpty();
  }

  @Test
  void shouldSeeWrongArrows() {
    JavaClass imported = planted(CleanlyNamed.class);
    JavaClass importer = planted(CallsWhatIsBanned.class);
    assertThat(
            new Rooms(Map.of("core", List.of(importer), "engine", List.of(imported))).wrongArrows())
        .containsExactly("core " + importer.getName() + " -> engine " + imported.getName());
    assertThat(
            new Rooms(Map.of("engine", List.of(importer), "core", List.of(imported))).wrongArrows())
        .isEmpty();
    assertThat(
            new Rooms(Map.of("bench", List.of(importer), "server", List.of(imported)))
                .wrongArrows())
        .isEmpty();
    assertThat(new Rooms(Map.of("new-room", List.of())).wrongArrows()).hasSize(1);
  }

  @Test
  void shouldSeeSplitPackages() {
    assertThat(
            new Rooms(
                    Map.of(
                        "core", List.of(planted(CleanlyNamed.class)),
                        "server", List.of(planted(CallsWhatIsBanned.class))))
                .splitPackages())
        .containsExactly("dev.manna.tidy.planted [core, server]");
  }

  private static JavaClass planted(Class<?> type) {
    return new ClassFileImporter().importClasses(type).get(type);
  }
}
