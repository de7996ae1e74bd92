package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Command;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A state that somebody writes down stays as it stood, whatever its machine does meanwhile. */
class FrozenTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldKeepAStateAsItStoodUntilItIsReleased(long seed) {
    Random random = new Random(seed);
    Desk desk = new Desk();
    for (int round = 0; round < 40; round++) {
      String before = desk.machine.digest();
      Frozen frozen = desk.machine.freeze();
      assertThat(frozen.position()).isEqualTo(desk.machine.position());
      for (int i = random.nextInt(60); i > 0; i--) {
        desk.now += random.nextInt(3_000);
        Command command = SomeCommand.of(random);
        desk.machine.begin(desk.now);
        desk.machine.handle(desk.machine.prepare(command), random::nextLong);
        if (random.nextInt(3) == 0) {
          desk.machine.undo();
        } else {
          desk.keep();
        }
        String where = "seed %d, round %d, %s".formatted(seed, round, command);
        assertThat(digest(frozen)).as(where).isEqualTo(before);
      }
      frozen.release();
      desk.ask(SomeCommand.of(random));
    }
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  @Test
  void shouldFreezeOneStateAtATimeAndBetweenBatches() {
    Desk desk = new Desk();
    Frozen first = desk.machine.freeze();
    assertThatThrownBy(desk.machine::freeze).hasMessageContaining("was released");
    first.release();
    desk.machine.freeze().release();
    desk.machine.begin(desk.now);
    assertThatThrownBy(desk.machine::freeze).hasMessageContaining("between batches");
  }

  /** As {@link Machine#digest} makes it. */
  private static String digest(Frozen frozen) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      frozen.writeTo(digest::update);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
