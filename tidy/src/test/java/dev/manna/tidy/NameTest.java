package dev.manna.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.manna.tidy.planted.WronglyNamed;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What types and tests may be called. */
class NameTest {
  /** Words that say nothing about what the thing is. */
  private static final Pattern EMPTY_NAME =
      Pattern.compile("(Abstract|Base)[A-Z].*|.*(Manager|Helper|Utils?|Impl)");

  private static final Pattern TEST =
      Pattern.compile(".*\\.(Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate)");

  @Test
  void shouldNameTypesAfterWhatTheyAre() {
    assertThat(all().filter(type -> isEmptyName(type.getSimpleName())).map(JavaClass::getName))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"StockManager", "IoUtil", "IoUtils", "LogImpl", "AbstractLog", "BaseLog"})
  void shouldSeeEmptyNames(String name) {
    assertThat(isEmptyName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Stock", "Baseline", "Abstraction", "Utility", "Impluvium", "Base"})
  void shouldSeeNamesThatSaySomething(String name) {
    assertThat(isEmptyName(name)).isFalse();
  }

  @Test
  void shouldSayInATestsNameWhatShouldHappen() {
    assertThat(all().flatMap(type -> wronglyNamedTests(type).stream())).isEmpty();
  }

  /** The test runner takes classes by this name only; others would never run. */
  @Test
  void shouldCallTestClassesSo() {
    assertThat(all().filter(NameTest::isNeverRun).map(JavaClass::getName)).isEmpty();
  }

  @Test
  void shouldSeeWronglyNamedTests() {
    JavaClass planted =
        new ClassFileImporter().importClasses(WronglyNamed.class).get(WronglyNamed.class);
    assertThat(wronglyNamedTests(planted))
        .containsExactly("dev.manna.tidy.planted.WronglyNamed.testSomething");
    assertThat(hidesTests(planted)).isTrue();
  }

  private static boolean isEmptyName(String name) {
    return EMPTY_NAME.matcher(name).matches();
  }

  private static List<String> wronglyNamedTests(JavaClass type) {
    return type.getMethods().stream()
        .filter(NameTest::isTest)
        .filter(method -> !method.getName().startsWith("should"))
        .map(method -> type.getName() + "." + method.getName())
        .toList();
  }

  private static boolean isNeverRun(JavaClass type) {
    return hidesTests(type) && !type.getPackageName().endsWith(".planted");
  }

  private static boolean hidesTests(JavaClass type) {
    return !type.isNestedClass()
        && !type.getModifiers().contains(JavaModifier.ABSTRACT)
        && type.getAllMethods().stream().anyMatch(NameTest::isTest)
        && !type.getSimpleName().endsWith("Test");
  }

  private static boolean isTest(JavaMethod method) {
    return method.getAnnotations().stream()
        .anyMatch(annotation -> TEST.matcher(annotation.getRawType().getName()).matches());
  }

  private static Stream<JavaClass> all() {
    return Rooms.compiledWithTests().classes().values().stream()
        .flatMap(List::stream)
        .filter(type -> !type.getName().equals(WronglyNamed.class.getName()));
  }
}
