package dev.manna.simulation.plants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A simulator is worth what it finds: each planted bug must be found, and within few runs. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class PlantTest {
  /** Every bug is found in far fewer runs than the check plays. */
  private static final int MOST_SEEDS = 300;

  /** For whoever plants one: {@code -Dmanna.plants=begin-the-week.*}. */
  private static final String WANTED = System.getProperty("manna.plants", ".*");

  private record Find(Plant plant, int seeds, String sentence) {}

  @Test
  void shouldFindEachPlantedBug() throws IOException {
    List<Plant> plants = Plant.named(WANTED);
    List<Find> finds = plants.parallelStream().map(PlantTest::search).toList();
    finds.forEach(
        find -> System.out.println(find.plant + ": " + find.seeds + " runs, " + find.sentence));
    assertThat(finds)
        .isNotEmpty()
        .allSatisfy(find -> assertThat(find.sentence).containsPattern(find.plant.finding()));
  }

  /** Looks until the bug is found by what must find it; before, something else may fall over it. */
  private static Find search(Plant plant) {
    Garden garden = new Garden(plant);
    Predicate<String> finds = Pattern.compile(plant.finding()).asPredicate();
    String last = "nothing was found";
    for (int run = 0; run < MOST_SEEDS; run++) {
      String sentence = garden.play((plant.first() - 1 + run) % MOST_SEEDS + 1);
      if (sentence != null && finds.test(sentence)) {
        return new Find(plant, run + 1, sentence);
      }
      last = sentence == null ? last : sentence;
    }
    return new Find(plant, MOST_SEEDS, last);
  }
}
