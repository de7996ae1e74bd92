package dev.manna.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Words that stand nowhere in the repository. The patterns and examples here are cut in two, so
 * that they do not find themselves.
 */
class WordsTest {
  private static final Pattern LEFT_OPEN =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b");

  private static final Pattern TESTS_NOTHING =
      Pattern.compile(
          "(?i)mock" + "ito|easy" + "mock|@Mo" + "ck\\b|@Dis" + "abled\\b|@Ig" + "nore\\b");

  /** The repository builds and reads the same on every machine, from whatever mirror. */
  private static final Pattern ONE_MACHINE =
      Pattern.compile(
          "(^|[^a-zA-Z0-9.])/(usr/lib/jvm|root|home/[a-z]+|Users/[a-z]+|work|farm)/"
              + "|repo1?\\.maven|registry\\.npm|files\\.pythonhosted|proxy\\.golang");

  /** The project speaks of the project. */
  private static final Pattern OF_ITS_MAKING =
      Pattern.compile("(?i)\\bthis ses" + "sion\\b|\\bthe iss" + "ue\\b|\\biss" + "ue #?[0-9]");

  private final List<SourceFile> texts =
      Repository.here().texts().stream().filter(file -> !file.isVendored()).toList();

  @Test
  void shouldLeaveNothingOpen() {
    assertThat(texts.stream().flatMap(file -> file.linesWith(LEFT_OPEN).stream())).isEmpty();
  }

  @Test
  void shouldTestTheRealThing() {
    assertThat(texts.stream().flatMap(file -> file.linesWith(TESTS_NOTHING).stream())).isEmpty();
  }

  /** The launcher looks for a JDK in the folders where systems keep them. */
  @Test
  void shouldNameNoMachineAndNoRegistry() {
    assertThat(
            texts.stream()
                .filter(file -> !file.path().equals("manna"))
                .flatMap(file -> file.linesWith(ONE_MACHINE).stream()))
        .isEmpty();
  }

  @Test
  void shouldSpeakOfTheProjectOnly() {
    assertThat(texts.stream().flatMap(file -> file.linesWith(OF_ITS_MAKING).stream())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"// TO" + "DO later", "/* FIX" + "ME */", "XX" + "X", "-- HA" + "CK"})
  void shouldSeeWhatIsLeftOpen(String line) {
    assertThat(new SourceFile("a", "fine\n" + line).linesWith(LEFT_OPEN)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"import org.mock" + "ito.X;", "  @Dis" + "abled(\"why\")", "@Mo" + "ck X"})
  void shouldSeeTestsOfNothing(String line) {
    assertThat(new SourceFile("a", line).linesWith(TESTS_NOTHING)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cd /wo" + "rk/x", "\"/ro" + "ot/.m2\"", "=/ho" + "me/me/x", "repo1.mav" + "en"})
  void shouldSeePathsAndRegistries(String line) {
    assertThat(new SourceFile("a", line).linesWith(ONE_MACHINE)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/homework/", "https://example.org/work/", "a/root/b", "docs/work/x"})
  void shouldLetOtherPathsBe(String line) {
    assertThat(new SourceFile("a", line).linesWith(ONE_MACHINE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"In this ses" + "sion", "as The iss" + "ue asks", "see iss" + "ue #12"})
  void shouldSeeWordsOfItsMaking(String line) {
    assertThat(new SourceFile("a", line).linesWith(OF_ITS_MAKING)).hasSize(1);
  }
}
