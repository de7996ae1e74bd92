package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.proof.Bits;
import dev.manna.core.proof.Numbers;
import dev.manna.core.proof.Seal;
import dev.manna.core.proof.Secret;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What chance gives to one claim: the numbers that follow from the campaign's secret, the user and
 * the key, one after the other. Nothing is worked out before the first is asked for.
 */
final class Dice {
  private final Supplier<Numbers> from;
  private @Nullable Numbers numbers;
  private long[] block = {};
  private int taken;

  private Dice(Supplier<Numbers> from) {
    this.from = from;
  }

  /** Dice of no campaign, the same for the same seed. */
  Dice(long seed) {
    this(() -> new Seal("", new Secret(Bits.of(seed), Bits.of(seed))).numbers(0));
  }

  /**
   * The dice of a claim.
   *
   * @param ready the claim's numbers, where they were made beforehand; those that were made under
   *     another secret, of a definition that never was, count for nothing
   */
  static Dice of(
      State state, String campaign, @Nullable Claimant claimant, @Nullable Numbers ready) {
    return new Dice(
        () -> {
          Seal seal = state.seal(campaign);
          if (seal == null || claimant == null) {
            throw new IllegalStateException("only the claims of a campaign have dice");
          }
          return ready != null && ready.seal() == seal
              ? ready
              : seal.numbers(claimant.user(), claimant.key(), 1);
        });
  }

  /** The dice of a draw that is no claim's, counted from 0 within the campaign. */
  static Dice of(Seal seal, long draw) {
    return new Dice(() -> seal.numbers(draw));
  }

  /** The dice of a claim that is looked at again. */
  static Dice of(Seal seal, Claimant claimant) {
    return new Dice(() -> seal.numbers(claimant.user(), claimant.key(), 1));
  }

  /** How many numbers were taken. */
  int taken() {
    return taken;
  }

  private long next() {
    Numbers row = numbers;
    if (row == null) {
      row = from.get();
      numbers = row;
    }
    int index = taken++;
    if (index < row.ready()) {
      return row.ready(index);
    }
    if (block.length == 0) {
      block = new long[Numbers.A_BLOCK];
    }
    if (index % Numbers.A_BLOCK == 0) {
      row.read(index / Numbers.A_BLOCK, block, 0);
    }
    return block[index % Numbers.A_BLOCK];
  }

  /**
   * A number from 0 to {@code bound - 1}, each exactly as likely: the high half of a 128-bit
   * product, drawn again where the low half falls into the part that does not divide (Lemire, "Fast
   * random integer generation in an interval", 2019).
   */
  long below(long bound) {
    long random = next();
    long low = random * bound;
    if (Long.compareUnsigned(low, bound) < 0) {
      long uneven = Long.remainderUnsigned(-bound, bound);
      while (Long.compareUnsigned(low, uneven) < 0) {
        random = next();
        low = random * bound;
      }
    }
    return Math.unsignedMultiplyHigh(random, bound);
  }
}
