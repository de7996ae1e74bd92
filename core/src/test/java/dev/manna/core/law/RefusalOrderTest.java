package dev.manna.core.law;

import static dev.manna.core.law.RefusalPairs.APART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Refusal;
import dev.manna.core.law.RefusalPairs.Pair;
import dev.manna.core.law.Trouble.Scene;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of the refusals that apply to a request, the first in the law's order is the answer. Every pair
 * of refusals is met in some scene, or stands among those that cannot meet, with the reason.
 */
class RefusalOrderTest {
  private static final Scene ORDER =
      new Scene("order", List.of(OrderTrouble.values()), in -> new OrderScene(in, false).answer());

  private static final Scene WAIT =
      new Scene(
          "order that may wait",
          List.copyOf(EnumSet.complementOf(EnumSet.of(OrderTrouble.NOTHING_IN_THE_CART))),
          in -> new OrderScene(in, true).answer());

  static List<Scene> scenes() {
    List<Scene> all = new ArrayList<>(List.of(ORDER, WAIT));
    all.addAll(GamblerScenes.all());
    all.addAll(GrantScenes.all());
    all.addAll(OperatorScenes.all());
    all.addAll(ApprovalScenes.all());
    return all;
  }

  private static List<Set<Trouble>> pairs(Scene scene) {
    List<Set<Trouble>> pairs = new ArrayList<>();
    for (int i = 0; i < scene.troubles().size(); i++) {
      for (Trouble other : scene.troubles().subList(0, i)) {
        if (scene.troubles().get(i).canMeet(other)) {
          pairs.add(Set.of(scene.troubles().get(i), other));
        }
      }
    }
    return pairs;
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void shouldRefuseWhatIsInTroubleAlone(Scene scene) {
    for (Trouble trouble : scene.troubles()) {
      assertThat(scene.answer(Set.of(trouble)))
          .as("%s", trouble)
          .isEqualTo(trouble.refusal().code());
    }
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void shouldAnswerTheFirstOfTwo(Scene scene) {
    for (Set<Trouble> pair : pairs(scene)) {
      assertThat(scene.answer(pair)).as("%s", pair).isEqualTo(Trouble.first(pair));
    }
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void shouldAnswerTheNextWhenTheFirstIsCured(Scene scene) {
    for (Trouble last : scene.troubles()) {
      Set<Trouble> troubles = new LinkedHashSet<>();
      for (Trouble trouble : scene.troubles()) {
        if (trouble.equals(last)
            || (trouble.canMeet(last) && troubles.stream().allMatch(trouble::canMeet))) {
          troubles.add(trouble);
        }
      }
      while (!troubles.isEmpty()) {
        String first = Trouble.first(troubles);
        assertThat(scene.answer(troubles)).as("%s", troubles).isEqualTo(first);
        troubles.removeIf(trouble -> Trouble.first(Set.of(trouble)).equals(first));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void shouldGrantWhatIsInNoTrouble(Scene scene) {
    assertThat(scene.answer(Set.of())).isEqualTo("granted");
  }

  @Test
  void shouldKnowOfEachPairWhetherItCanMeet() {
    Set<Pair> met = new LinkedHashSet<>();
    for (Scene scene : scenes()) {
      pairs(scene).forEach(pair -> met.add(met(pair)));
    }
    Set<Pair> apart = new LinkedHashSet<>();
    APART.forEach(each -> apart.addAll(each.pairs()));
    Stream<Pair> both = apart.stream().filter(met::contains);
    assertThat(both).as("said to be apart, and met").isEmpty();
    assertThat(RefusalPairs.all())
        .as("each pair meets in a scene, or says in RefusalPairs why it cannot")
        .allMatch(pair -> met.contains(pair) || apart.contains(pair));
  }

  private static Pair met(Set<Trouble> pair) {
    List<Refusal> both = pair.stream().map(Trouble::refusal).toList();
    return Pair.of(both.getFirst(), both.getLast());
  }
}
