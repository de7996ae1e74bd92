package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.law.Tallies.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TalliesTest {
  private record Of(Kind kind, int about, int item) {}

  private final Random random = new Random(7);
  private final Trail trail = new Trail();
  private final Tallies tallies = new Tallies(trail);
  private Map<Of, Long> expected = new HashMap<>();

  private void count(int times) {
    for (int i = 0; i < times; i++) {
      Kind kind = List.of(Kind.values()).get(random.nextInt(Kind.values().length));
      Of of = new Of(kind, random.nextInt(300), random.nextInt(20));
      long difference = random.nextLong(-4, 5);
      tallies.add(of.kind, of.about, of.item, difference);
      expected.merge(of, difference, Long::sum);
    }
  }

  private void check(Tallies found) {
    expected.forEach(
        (of, count) -> assertThat(found.count(of.kind, of.about, of.item)).isEqualTo(count));
  }

  @Test
  void shouldCountAndUndo() {
    for (int round = 0; round < 300; round++) {
      Map<Of, Long> before = new HashMap<>(expected);
      trail.begin();
      count(random.nextInt(40));
      check(tallies);
      if (random.nextBoolean()) {
        trail.undo();
        expected = before;
      } else {
        trail.commit();
      }
      check(tallies);
    }
  }

  @Test
  void shouldBeTheSameAfterLoading() {
    count(5_000);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    tallies.save(
        part -> {
          byte[] copy = new byte[part.remaining()];
          part.get(copy);
          bytes.writeBytes(copy);
        });
    ByteBuffer saved = ByteBuffer.wrap(bytes.toByteArray());
    Tallies loaded = new Tallies(new Trail());
    loaded.load(
        into -> {
          ByteBuffer part = saved.slice(saved.position(), into.remaining());
          saved.position(saved.position() + into.remaining());
          into.put(part);
        });
    check(loaded);
    assertThat(loaded.count(Kind.ITEM, 1_000, 0)).isZero();
  }
}
