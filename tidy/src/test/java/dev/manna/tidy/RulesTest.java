package dev.manna.tidy;

import static java.util.regex.Pattern.quote;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every rule of the law names its tests, and they exist: the page of the rules quotes the law under
 * its own headings, at least once in each paragraph, list item and row of a table.
 */
class RulesTest {
  private static final String LAW = "docs/reference/law.md";
  private static final String RULES = "docs/reference/rules.md";

  private static final String ROW = "| words that stand there once | `SomeTest.shouldDoSo` |";

  /** So many characters of a paragraph tell which it is. */
  private static final int BEGINNING = 60;

  private static final Pattern HEADING = Pattern.compile("(?m)^##+ (.*)$");
  private static final Pattern ITEM_BEGINS = Pattern.compile("\\s*(\\||- |[0-9]+\\. ).*");
  private static final Pattern RULE = Pattern.compile("(?m)^\\| (.*) \\| (.*) \\|$");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)\\.(\\w+)`");
  private static final Pattern TEST_CLASS = Pattern.compile(".*/(\\w+(Test|Contract))\\.java");
  private static final Pattern TEST_METHOD = Pattern.compile("\\bvoid (should\\w+)\\(");

  /** A law, and tests for a part of it. */
  private static final String SOME_LAW =
      """
      # The law

      ## Lists

      | word | meaning |
      |---|---|
      | `block` | may not claim |
      | `allow` | may claim |

      A list is short. It is
      changed at once.
      - one
        item
      - another

      ## Draws

      Said twice. Said twice.

      ## Carts

      A cart holds lines, and what it holds is not taken from the stock.
      """;

  private static final String SOME_RULES =
      """
      | rule | tests |
      |---|---|
      ## Lists
      | `block` | `ATest.shouldBlock` |
      | It is changed at once | `ATest.shouldNot`, `BTest.shouldBlock` |
      | one item | nothing |
      ## Draws
      | twice | `ATest.shouldBlock` |
      | Never said | `ATest.shouldBlock` |
      """;

  private final List<SourceFile> texts = Repository.here().texts();

  @Test
  void shouldNameTestsForEachRuleOfTheLaw() {
    assertThat(found(text(LAW), text(RULES), tests()))
        .as("rules of %s without tests; what to add to %s stands in each line", LAW, RULES)
        .isEmpty();
  }

  @Test
  void shouldSeeWhatHasNoTestAndWhatIsNoRule() {
    assertThat(found(SOME_LAW, SOME_RULES, Set.of("ATest.shouldBlock")))
        .containsExactly(
            "Lists: there is no test ATest.shouldNot",
            "Lists: there is no test BTest.shouldBlock",
            "Lists: \"one item\" names no test",
            "Lists: \"| `allow` | may claim |\" has no row. Add to the table below \"Lists\" in "
                + RULES
                + ": | words that stand there once | `SomeTest.shouldDoSo` |",
            "Lists: \"- another\" has no row. Add to the table below \"Lists\" in "
                + RULES
                + ": | words that stand there once | `SomeTest.shouldDoSo` |",
            "Draws: \"twice\" does not stand once in the law",
            "Draws: \"Never said\" does not stand once in the law",
            "Draws: \"Said twice. Said twice.\" has no row. Add to the table below \"Draws\" in "
                + RULES
                + ": | words that stand there once | `SomeTest.shouldDoSo` |",
            "Carts: \"A cart holds lines, and what it holds is not taken from the ...\" has no row."
                + " Add to a new table below a new heading \"Carts\" in "
                + RULES
                + ": | words that stand there once | `SomeTest.shouldDoSo` |");
  }

  private String text(String path) {
    return texts.stream().filter(file -> file.path().equals(path)).findFirst().orElseThrow().text();
  }

  /** All tests of all rooms: the class's simple name, a dot, the method's. */
  private Set<String> tests() {
    return texts.stream()
        .filter(file -> TEST_CLASS.matcher(file.path()).matches())
        .flatMap(
            file ->
                TEST_METHOD
                    .matcher(file.text())
                    .results()
                    .map(test -> name(file) + '.' + test.group(1)))
        .collect(Collectors.toSet());
  }

  private static String name(SourceFile file) {
    return TEST_CLASS.matcher(file.path()).replaceFirst("$1");
  }

  private static List<String> found(String law, String rules, Set<String> tests) {
    Map<String, String> chapters = chapters(rules);
    List<String> found = new ArrayList<>();
    chapters(law)
        .forEach(
            (heading, chapter) -> {
              Chapter said = Chapter.of(heading, chapters.containsKey(heading), blocks(chapter));
              RULE.matcher(chapters.getOrDefault(heading, ""))
                  .results()
                  .filter(row -> !row.group(1).equals("rule"))
                  .forEach(row -> said.judge(row.group(1), row.group(2), tests));
              said.close();
              found.addAll(said.findings());
            });
    chapters.keySet().stream()
        .filter(heading -> !chapters(law).containsKey(heading))
        .forEach(heading -> found.add("the law has no heading \"" + heading + '"'));
    return found;
  }

  /** The text below each heading, to the next. */
  private static Map<String, String> chapters(String page) {
    Map<String, String> chapters = new LinkedHashMap<>();
    String[] texts = HEADING.split(page, -1);
    List<String> headings =
        HEADING.matcher(page).results().map(heading -> heading.group(1)).toList();
    for (int i = 0; i < headings.size(); i++) {
      chapters.put(headings.get(i), texts.length > i + 1 ? texts[i + 1] : "");
    }
    return chapters;
  }

  /** The paragraphs, list items and rows of tables, each in one line. */
  private static List<String> blocks(String chapter) {
    List<String> blocks = new ArrayList<>();
    boolean begins = true;
    for (String line : chapter.lines().toList()) {
      if (line.startsWith("|---")) {
        blocks.removeLast();
      } else if (line.isBlank()) {
        begins = true;
        continue;
      } else if (begins || ITEM_BEGINS.matcher(line).matches()) {
        blocks.add(line.strip());
      } else {
        blocks.add(blocks.removeLast() + ' ' + line.strip());
      }
      begins = false;
    }
    return blocks;
  }

  /** One chapter of the law, and what is wrong with the rules that are quoted from it. */
  private record Chapter(
      String heading,
      boolean listed,
      List<String> blocks,
      Set<String> quoted,
      List<String> findings) {
    static Chapter of(String heading, boolean listed, List<String> blocks) {
      return new Chapter(heading, listed, blocks, new HashSet<>(), new ArrayList<>());
    }

    void judge(String rule, String named, Set<String> tests) {
      List<String> from = blocks.stream().filter(block -> block.contains(rule)).toList();
      boolean once = from.size() == 1 && from.getFirst().split(quote(rule), -1).length == 2;
      if (once) {
        quoted.addAll(from);
      } else {
        findings.add(heading + ": \"" + rule + "\" does not stand once in the law");
      }
      List<String> all =
          NAMED.matcher(named).results().map(test -> test.group(1) + '.' + test.group(2)).toList();
      if (all.isEmpty()) {
        findings.add(heading + ": \"" + rule + "\" names no test");
      }
      all.stream()
          .filter(test -> !tests.contains(test))
          .forEach(test -> findings.add(heading + ": there is no test " + test));
    }

    void close() {
      blocks.stream()
          .filter(block -> !quoted.contains(block))
          .forEach(block -> findings.add(missing(block)));
    }

    private String missing(String block) {
      String begins = block.length() <= BEGINNING ? block : block.substring(0, BEGINNING) + "...";
      String place = listed ? "the table below" : "a new table below a new heading";
      return "%s: \"%s\" has no row. Add to %s \"%s\" in %s: %s"
          .formatted(heading, begins, place, heading, RULES, ROW);
    }
  }
}
