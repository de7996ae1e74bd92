package dev.manna.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guide shows is what compiles here. */
class GuideTest {
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");

  @Test
  void shouldQuoteWhatIsCompiled() throws IOException {
    String guide = Files.readString(Path.of("../docs/guide/streams.md"));
    List<String> quotes =
        JAVA.matcher(guide).results().map((MatchResult match) -> match.group(1)).toList();
    assertThat(quotes).isNotEmpty();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      StringBuilder compiled = new StringBuilder();
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        compiled.append(Files.readString(file));
      }
      String flat = flat(compiled.toString());
      assertThat(quotes).allSatisfy(quote -> assertThat(flat).contains(flat(quote)));
    }
  }

  private static String flat(String code) {
    return code.replaceAll("(?m)^ +", "");
  }
}
