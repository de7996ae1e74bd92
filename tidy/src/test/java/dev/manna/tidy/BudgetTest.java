package dev.manna.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How long a line, a method, a file and the README may be. */
class BudgetTest {
  /** Two windows side by side on a laptop. */
  private static final int LINE_CHARS = 100;

  /** About what fits on a screen together with its doc. */
  private static final int LONG_METHOD_LINES = 40;

  private static final int METHOD_LINES = 60;

  private static final int LONG_FILE_LINES = 300;
  private static final int FILE_LINES = 500;

  /** A newcomer reads the whole of it, standing. */
  private static final int README_LINES = 120;

  /** Long methods and files are allowed where they are one thing; they must stay the exception. */
  private static final int LONG_METHODS = 12;

  private static final int LONG_FILES = 12;

  private final Repository repository = Repository.here();

  @Test
  void shouldKeepLinesShort() {
    assertThat(repository.texts().stream().flatMap(BudgetTest::longLines)).isEmpty();
  }

  @Test
  void shouldSeeLongLines() {
    String exact = "x".repeat(LINE_CHARS);
    assertThat(longLines(new SourceFile("A.java", exact + "\n" + exact + "y\n")))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("A.java:2");
    assertThat(longLines(new SourceFile("A.java", "import " + exact + ";\n"))).isEmpty();
    assertThat(longLines(new SourceFile("a.md", exact + exact))).isEmpty();
  }

  @Test
  void shouldKeepMethodsShort() {
    List<ParsedJava.Method> methods =
        repository.java().stream().flatMap(file -> ParsedJava.of(file).methods().stream()).toList();
    assertThat(longerThan(METHOD_LINES, methods))
        .as("methods of more than %d lines", METHOD_LINES)
        .isEmpty();
    assertThat(longerThan(LONG_METHOD_LINES, methods))
        .as("methods of more than %d lines", LONG_METHOD_LINES)
        .hasSizeLessThanOrEqualTo(LONG_METHODS);
  }

  @Test
  void shouldCountTheLinesOfAMethod() {
    String body = "    call();\n".repeat(LONG_METHOD_LINES - 1);
    SourceFile file =
        new SourceFile(
            "room/A.java",
            """
            class A {
              /** Not counted. */
              void longer() {
            %s  }

              A() {}

              interface B {
                void none();
              }
            }
            """
                .formatted(body));
    List<ParsedJava.Method> methods = ParsedJava.of(file).methods();
    assertThat(methods)
        .containsExactly(
            new ParsedJava.Method("room/A.java:3", "longer", LONG_METHOD_LINES + 1),
            new ParsedJava.Method("room/A.java:" + (LONG_METHOD_LINES + 5), "<init>", 1));
    assertThat(longerThan(LONG_METHOD_LINES, methods)).hasSize(1);
    assertThat(longerThan(LONG_METHOD_LINES + 1, methods)).isEmpty();
  }

  @Test
  void shouldKeepFilesShort() {
    List<SourceFile> code = repository.texts().stream().filter(SourceFile::isCode).toList();
    assertThat(filesOver(FILE_LINES, code)).as("files over %d lines", FILE_LINES).isEmpty();
    assertThat(filesOver(LONG_FILE_LINES, code))
        .as("files over %d lines", LONG_FILE_LINES)
        .hasSizeLessThanOrEqualTo(LONG_FILES);
  }

  @Test
  void shouldSeeLongFiles() {
    SourceFile exact = new SourceFile("a.sql", "--\n".repeat(FILE_LINES));
    SourceFile over = new SourceFile("b.sql", "--\n".repeat(FILE_LINES + 1));
    assertThat(filesOver(FILE_LINES, List.of(exact, over))).containsExactly("501 b.sql");
  }

  @Test
  void shouldKeepTheReadmeShort() {
    List<SourceFile> readme =
        repository.texts().stream().filter(file -> file.path().equals("README.md")).toList();
    assertThat(filesOver(README_LINES, readme)).isEmpty();
  }

  /** An import cannot be broken into two lines. */
  private static Stream<String> longLines(SourceFile file) {
    if (!file.isCode()) {
      return Stream.empty();
    }
    List<String> found = new ArrayList<>();
    List<String> lines = file.lines();
    for (int i = 0; i < lines.size(); i++) {
      int chars = lines.get(i).codePointCount(0, lines.get(i).length());
      if (chars > LINE_CHARS && !lines.get(i).startsWith("import ")) {
        found.add(file.path() + ":" + (i + 1) + ": " + chars + " characters");
      }
    }
    return found.stream();
  }

  private static List<String> longerThan(int limit, List<ParsedJava.Method> methods) {
    return methods.stream()
        .filter(method -> method.lines() > limit)
        .map(method -> method.lines() + " " + method.where() + " " + method.name())
        .toList();
  }

  private static List<String> filesOver(int limit, List<SourceFile> files) {
    return files.stream()
        .filter(file -> file.lines().size() > limit)
        .map(file -> file.lines().size() + " " + file.path())
        .toList();
  }
}
