package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Check;
import dev.manna.core.law.Holds.Phase;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HoldsTest {
  private static final long NOW = 1_800_000_000_000L;

  /** More than three pages of the table. */
  private static final int MANY = 14_000;

  private record Stand(long firstEnd, Phase phase, long millis) {}

  private final Random random = new Random(11);
  private final Trail trail = new Trail();
  private final Holds holds = new Holds(trail);
  private List<Stand> expected = new ArrayList<>();

  private void add() {
    long end = NOW + random.nextInt(1_000_000);
    switch (random.nextInt(4)) {
      case 0 -> {
        holds.add(0, end);
        expected.add(new Stand(0, Phase.GIVEN, end));
      }
      case 1 -> {
        holds.add(end, NOW);
        expected.add(new Stand(end, Phase.HELD, end));
      }
      case 2 -> {
        holds.addWaiting(end);
        expected.add(new Stand(end, Phase.WAITING, end));
      }
      default -> {
        holds.addNone();
        expected.add(new Stand(0, Phase.NONE, 0));
      }
    }
  }

  private void move() {
    int claim = random.nextInt(expected.size());
    Phase phase = List.of(Phase.values()).get(random.nextInt(Phase.values().length));
    long millis = random.nextLong(1L << 48);
    holds.stand(claim, phase, millis);
    expected.set(claim, new Stand(expected.get(claim).firstEnd(), phase, millis));
  }

  private void work(int times) {
    for (int i = 0; i < times; i++) {
      add();
      move();
    }
  }

  private static void check(Holds found, List<Stand> expected) {
    assertThat(found.count()).isEqualTo(expected.size());
    for (int claim = 0; claim < expected.size(); claim++) {
      Stand stand = new Stand(found.firstEnd(claim), found.phase(claim), found.millis(claim));
      assertThat(stand).as("claim %d", claim).isEqualTo(expected.get(claim));
    }
  }

  @Test
  void shouldKeepWhereClaimsStandAndUndo() {
    while (expected.size() < MANY) {
      List<Stand> before = new ArrayList<>(expected);
      trail.begin();
      work(1 + random.nextInt(1_000));
      if (random.nextInt(3) == 0) {
        trail.undo();
        expected = before;
        check(holds, expected);
      } else {
        trail.commit();
      }
    }
    check(holds, expected);
  }

  @Test
  void shouldBeTheSameAfterLoading() {
    work(MANY);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    holds.save(
        part -> {
          byte[] copy = new byte[part.remaining()];
          part.get(copy);
          bytes.writeBytes(copy);
        });
    ByteBuffer saved = ByteBuffer.wrap(bytes.toByteArray());
    Holds loaded = new Holds(new Trail());
    loaded.load(
        into -> {
          ByteBuffer part = saved.slice(saved.position(), into.remaining());
          saved.position(saved.position() + into.remaining());
          into.put(part);
        });
    check(loaded, expected);
    loaded.add(NOW, NOW);
    assertThat(loaded.firstEnd(MANY)).isEqualTo(NOW);
  }

  @Test
  void shouldStopAtATimeThatItCannotKeep() {
    holds.add(0, NOW);
    assertThatThrownBy(() -> holds.stand(0, Phase.GIVEN, 1L << 48))
        .isInstanceOf(Check.Broken.class)
        .hasMessageContaining("in reach");
    assertThat(holds.millis(0)).isEqualTo(NOW);
  }
}
