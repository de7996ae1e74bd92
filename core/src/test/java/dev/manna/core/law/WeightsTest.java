package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightsTest {
  @Test
  void shouldFindTheItemUnderEachPoint() {
    long[] weights = {3, 0, 5, 1, 0, 0, 7, 2};
    Weights tree = new Weights(new Trail(), weights);
    int point = 0;
    for (int item = 0; item < weights.length; item++) {
      assertThat(tree.before(item)).isEqualTo(point);
      for (int i = 0; i < weights[item]; i++) {
        assertThat(tree.at(point++)).isEqualTo(item);
      }
    }
    assertThat(tree.sum()).isEqualTo(point);
  }

  @Test
  void shouldFollowChangesAtAnySize() {
    Random random = new Random(3);
    for (int size = 1; size < 70; size++) {
      long[] weights = random.longs(size, 0, 4).toArray();
      Weights tree = new Weights(new Trail(), weights);
      for (int change = 0; change < 30; change++) {
        int item = random.nextInt(size);
        long difference = random.nextInt(5) - Math.min(weights[item], 2);
        weights[item] += difference;
        tree.change(item, difference);
      }
      long point = 0;
      for (int item = 0; item < size; item++) {
        assertThat(tree.before(item)).isEqualTo(point);
        if (weights[item] > 0) {
          assertThat(tree.at(point)).isEqualTo(item);
          assertThat(tree.at(point + weights[item] - 1)).isEqualTo(item);
        }
        point += weights[item];
      }
    }
  }
}
