package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.proof.Bits;
import dev.manna.core.proof.Numbers;
import dev.manna.core.proof.Seal;
import dev.manna.core.proof.Secret;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class DiceTest {
  private final Seal seal = new Seal("c", new Secret(Bits.of(1), Bits.of(2)));
  private final Numbers numbers = seal.numbers(7);
  private int taken;

  private BigInteger next() {
    int[] block = new int[Numbers.A_BLOCK];
    numbers.read(taken / Numbers.A_BLOCK, block, 0);
    return BigInteger.valueOf(Integer.toUnsignedLong(block[taken++ % Numbers.A_BLOCK]));
  }

  /** As the reference writes it down. */
  private long below(long bound) {
    BigInteger wanted = BigInteger.valueOf(bound);
    int bits = bound < 1L << 32 ? 32 : 64;
    BigInteger range = BigInteger.ONE.shiftLeft(bits);
    while (true) {
      BigInteger number = bits == 32 ? next() : next().shiftLeft(32).add(next());
      BigInteger product = number.multiply(wanted);
      if (product.mod(range).compareTo(range.mod(wanted)) >= 0) {
        return product.shiftRight(bits).longValueExact();
      }
    }
  }

  @Test
  void shouldRejectWhatDoesNotDivide() {
    Dice dice = Dice.of(seal, 7);
    long[] bounds = {
      1,
      2,
      3,
      1_000_000,
      (1L << 31) + 1,
      3L << 30,
      (1L << 32) - 1,
      1L << 32,
      (1L << 32) + 1,
      (1L << 62) + 1,
      Long.MAX_VALUE,
      3L << 61,
      10
    };
    int asked = 0;
    for (int round = 0; round < 500; round++) {
      for (long bound : bounds) {
        assertThat(dice.below(bound)).isEqualTo(below(bound));
        asked++;
      }
    }
    assertThat(taken).as("numbers, some of them rejected").isGreaterThan(asked + 100);
  }
}
