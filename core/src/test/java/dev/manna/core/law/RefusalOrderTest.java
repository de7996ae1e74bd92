package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Of the refusals that apply to a claim, the first in the law's order is the answer. */
class RefusalOrderTest {
  static Stream<Set<Trouble>> pairs() {
    List<Set<Trouble>> pairs = new ArrayList<>();
    for (Trouble one : Trouble.values()) {
      for (Trouble other : Trouble.values()) {
        if (one.compareTo(other) < 0 && one.canMeet(other)) {
          pairs.add(EnumSet.of(one, other));
        }
      }
    }
    return pairs.stream();
  }

  private static String first(Set<Trouble> troubles) {
    return troubles.stream()
        .map(trouble -> trouble.refusal)
        .min(Enum::compareTo)
        .orElseThrow()
        .code();
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseWhatIsInTroubleAlone(Trouble trouble) {
    assertThat(new Predicament(EnumSet.of(trouble)).answer()).isEqualTo(trouble.refusal.code());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void shouldAnswerTheFirstOfTwo(Set<Trouble> pair) {
    assertThat(new Predicament(pair).answer()).isEqualTo(first(pair));
  }

  @Test
  void shouldAnswerTheNextWhenTheFirstIsCured() {
    for (Trouble last : Trouble.values()) {
      Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
      for (Trouble trouble : Trouble.values()) {
        boolean fits =
            trouble == last
                || (trouble.canMeet(last) && troubles.stream().allMatch(trouble::canMeet));
        if (fits) {
          troubles.add(trouble);
        }
      }
      while (!troubles.isEmpty()) {
        String first = first(troubles);
        assertThat(new Predicament(troubles).answer()).as("%s", troubles).isEqualTo(first);
        troubles.removeIf(trouble -> trouble.refusal.code().equals(first));
      }
    }
  }

  @Test
  void shouldGrantWhatIsInNoTrouble() {
    assertThat(new Predicament(EnumSet.noneOf(Trouble.class)).answer()).isEqualTo("granted");
  }
}
