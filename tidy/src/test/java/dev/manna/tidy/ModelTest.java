package dev.manna.tidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.tidy.Model.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The model of the shared log holds, and each of its mechanisms is needed. */
class ModelTest {
  private static final int WORKERS = 2;

  /** Some seconds on a machine of its own; other tests may have the cores. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Each mechanism, and the size that is large enough to miss it. */
  private static final Map<String, List<String>> NEEDED_IN =
      Map.of(
          "Singles",
          List.of(
              "ComparePosition",
              "CompareLineage",
              "KeepWindow",
              "SurvivorsContinue",
              "CopiesContinue",
              "TakeCopies",
              "RegisterFirst",
              "FreshNames",
              "LeaveDrained",
              "SilentCounts",
              "Quarantine",
              "OneEffect"),
          "Baskets",
          List.of("CountUnits"),
          "Again",
          List.of("CloseBooks", "OpenOnce", "RefuseReleased", "ReleaseInBooks"));

  @TempDir private Path folder;
  private Model model;

  @BeforeEach
  void copy() throws IOException {
    Path home = Repository.here().root().resolve("docs/internals/model");
    model = Model.copied(home, "Sizes", folder);
  }

  @ParameterizedTest
  @CsvSource({"Singles, 146234", "Baskets, 58607", "Again, 94865"})
  void shouldHold(String size, int states) throws Exception {
    assertThat(model.check(size, WORKERS, PATIENCE)).isEqualTo(new Verdict.Holds(states));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Singles", "Baskets", "Again", "Long"})
  void shouldHaveEachMechanism(String size) throws IOException {
    List<String> needed = NEEDED_IN.values().stream().flatMap(List::stream).sorted().toList();
    assertThat(new TreeSet<>(model.switches(size))).containsExactlyElementsOf(needed);
  }

  @Test
  void shouldNeedEachMechanism() throws Exception {
    Map<String, Future<Verdict>> checks = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS)) {
      NEEDED_IN.forEach(
          (size, mechanisms) ->
              mechanisms.forEach(
                  each -> checks.put(each, threads.submit(() -> without(each, size)))));
    }
    List<String> notNeeded = new ArrayList<>();
    for (Map.Entry<String, Future<Verdict>> each : checks.entrySet()) {
      if (each.getValue().get() instanceof Verdict.Holds) {
        notNeeded.add(each.getKey());
      }
    }
    assertThat(notNeeded).as("mechanisms that nothing depends on").isEmpty();
  }

  private Verdict without(String mechanism, String size) throws Exception {
    String name = model.changed(size, mechanism + " = TRUE", mechanism + " = FALSE");
    return model.check(name, 1, PATIENCE);
  }

  /** An invariant of a model in which nothing happens holds, too. */
  @ParameterizedTest
  @ValueSource(strings = {"NeverRedeemed", "NeverReleased"})
  void shouldGetFar(String never) throws Exception {
    String all = "INVARIANTS NeverOversold Conserved NothingLost NothingTwice";
    String size = model.changed("Again", all + " NothingMadeUp BooksFollow", "INVARIANT " + never);
    assertThat(model.check(size, WORKERS, PATIENCE)).isEqualTo(new Verdict.Broken(never));
  }

  @Test
  void shouldSeeAModelThatIsNone() throws IOException {
    Files.writeString(folder.resolve("Sizes.tla"), "---- MODULE Sizes ----\nNo == \n====\n");
    assertThatThrownBy(() -> model.check("Again", 1, PATIENCE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("TLC on Again.cfg ended with");
  }

  @Test
  void shouldSeeACheckThatDoesNotEnd() {
    assertThatThrownBy(() -> model.check("Long", 1, Duration.ofMillis(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("TLC on Long.cfg did not end within PT0.001S");
  }
}
