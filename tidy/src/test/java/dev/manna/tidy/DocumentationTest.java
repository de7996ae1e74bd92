package dev.manna.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each package says why it exists, each public type what it is, and each link leads somewhere. */
class DocumentationTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)[^)]*\\)");
  private static final Pattern FENCED = Pattern.compile("(?ms)^\\s*```.*?^\\s*```");

  private final Repository repository = Repository.here();

  @Test
  void shouldExplainEachPackage() {
    assertThat(unexplainedPackages(mainJava())).isEmpty();
  }

  @Test
  void shouldSeeUnexplainedPackages() {
    String marked = "@NullMarked package a; import org.jspecify.annotations.NullMarked;";
    assertThat(
            unexplainedPackages(
                List.of(
                    new SourceFile("r/src/main/java/a/A.java", "class A {}"),
                    new SourceFile("r/src/main/java/b/B.java", "class B {}"),
                    new SourceFile("r/src/main/java/b/package-info.java", "/** B. */ package b;"),
                    new SourceFile("r/src/main/java/c/package-info.java", marked),
                    new SourceFile("r/src/main/java/d/package-info.java", "/** D */ " + marked),
                    new SourceFile("r/src/main/java/e/package-info.java", "/** E. */ " + marked))))
        .containsExactlyInAnyOrder(
            "r/src/main/java/a has no package-info.java",
            "r/src/main/java/b/package-info.java is not @NullMarked",
            "r/src/main/java/c/package-info.java holds no sentence",
            "r/src/main/java/d/package-info.java holds no sentence");
  }

  @Test
  void shouldExplainEachPublicType() {
    assertThat(undocumentedTypes(mainJava())).isEmpty();
  }

  @Test
  void shouldSeeUndocumentedTypes() {
    SourceFile file =
        new SourceFile(
            "r/src/main/java/a/A.java",
            """
            package a;
            public record A(int x) {}
            /** Explained. */
            public final class B {}
            class C {}
            // Not a doc comment.
            public sealed interface D {}
            """);
    assertThat(undocumentedTypes(List.of(file)))
        .containsExactly("r/src/main/java/a/A.java: A", "r/src/main/java/a/A.java: D");
  }

  @Test
  void shouldLinkToWhatExists() {
    List<SourceFile> pages =
        repository.texts().stream()
            .filter(SourceFile::isMarkdown)
            .filter(file -> !file.isVendored())
            .toList();
    assertThat(pages.stream().flatMap(page -> deadLinks(page).stream())).isEmpty();
  }

  @Test
  void shouldSeeDeadLinks() {
    String page =
        """
        [here](LICENSE), [part](LICENSE#part), [top](#top), [out](https://example.org/x),
        [dead](no/way.md)
        ![picture](no.png "title")
        ```
        [example](not/a/link.md)
        ```
        """;
    assertThat(deadLinks(new SourceFile("a.md", page)))
        .containsExactly("a.md: no/way.md", "a.md: no.png");
    assertThat(deadLinks(new SourceFile("core/a.md", "[up](../LICENSE) [not here](LICENSE)")))
        .containsExactly("core/a.md: LICENSE");
  }

  private List<SourceFile> mainJava() {
    return repository.java().stream().filter(SourceFile::isMainJava).toList();
  }

  private static List<String> unexplainedPackages(List<SourceFile> java) {
    List<SourceFile> infos =
        java.stream().filter(file -> file.path().endsWith("/package-info.java")).toList();
    Set<String> explained = infos.stream().map(SourceFile::folder).collect(Collectors.toSet());
    List<String> found = new ArrayList<>();
    java.stream()
        .map(SourceFile::folder)
        .distinct()
        .filter(folder -> !explained.contains(folder))
        .forEach(folder -> found.add(folder + " has no package-info.java"));
    for (SourceFile info : infos) {
      ParsedJava parsed = ParsedJava.of(info);
      if (!parsed.nullMarked()) {
        found.add(info.path() + " is not @NullMarked");
      }
      if (!parsed.packageDoc().contains(".")) {
        found.add(info.path() + " holds no sentence");
      }
    }
    return found;
  }

  private static List<String> undocumentedTypes(List<SourceFile> java) {
    return java.stream()
        .flatMap(
            file ->
                ParsedJava.of(file).publicTypesWithoutDoc().stream()
                    .map(type -> file.path() + ": " + type))
        .toList();
  }

  private List<String> deadLinks(SourceFile page) {
    Path folder = repository.root().resolve(page.folder());
    return LINK.matcher(FENCED.matcher(page.text()).replaceAll(""))
        .results()
        .map((MatchResult link) -> link.group(1))
        .filter(target -> !target.startsWith("#") && !target.matches("[a-z]+:.*"))
        .filter(target -> !Files.exists(folder.resolve(target.replaceFirst("#.*", ""))))
        .map(target -> page.path() + ": " + target)
        .toList();
  }
}
