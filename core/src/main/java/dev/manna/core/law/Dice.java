package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.proof.Bits;
import dev.manna.core.proof.Numbers;
import dev.manna.core.proof.Seal;
import dev.manna.core.proof.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What chance gives to one claim: the numbers that follow from the campaign's secret, the user and
 * the key, one after the other. Nothing is worked out before the first is asked for.
 */
final class Dice {
  private static final long LOW = 0xffff_ffffL;

  private final @Nullable Seal seal;
  private final @Nullable Claimant claimant;
  private @Nullable Numbers numbers;
  private int[] block = {};
  private int taken;

  private Dice(@Nullable Seal seal, @Nullable Claimant claimant, @Nullable Numbers numbers) {
    this.seal = seal;
    this.claimant = claimant;
    this.numbers = numbers;
  }

  /** Dice of no campaign, the same for the same seed. */
  Dice(long seed) {
    this(null, null, new Seal("", new Secret(Bits.of(seed), Bits.of(seed))).numbers(0));
  }

  /**
   * The dice of a claim.
   *
   * @param ready the claim's numbers, where they were made beforehand; those that were made under
   *     another secret, of a definition that never was, count for nothing
   */
  static Dice of(Seal seal, Claimant claimant, @Nullable Numbers ready) {
    return new Dice(seal, claimant, ready != null && ready.seal() == seal ? ready : null);
  }

  /** The dice of a draw that is no claim's, counted from 0 within the campaign. */
  static Dice of(Seal seal, long draw) {
    return new Dice(seal, null, seal.numbers(draw));
  }

  /** The dice of a claim that is looked at again. */
  static Dice of(Seal seal, Claimant claimant) {
    return new Dice(seal, claimant, null);
  }

  /** How many numbers were taken. */
  int taken() {
    return taken;
  }

  private Numbers numbers() {
    Numbers row = numbers;
    if (row == null) {
      if (seal == null || claimant == null) {
        throw new IllegalStateException("only the claims of a campaign have dice");
      }
      row = seal.numbers(claimant.user(), claimant.key(), 1);
      numbers = row;
    }
    return row;
  }

  private int next() {
    Numbers row = numbers();
    int index = taken++;
    if (index < row.ready()) {
      return row.ready(index);
    }
    if (block.length == 0) {
      block = new int[Numbers.A_BLOCK];
    }
    if (index % Numbers.A_BLOCK == 0) {
      row.read(index / Numbers.A_BLOCK, block, 0);
    }
    return block[index % Numbers.A_BLOCK];
  }

  /**
   * A number from 0 to {@code bound - 1}, each exactly as likely: the high half of a product of one
   * number, or where the bound needs it of two, drawn again where the low half falls into the part
   * that does not divide (Lemire, "Fast random integer generation in an interval", 2019).
   */
  long below(long bound) {
    return bound <= LOW ? belowOfOne(bound) : belowOfTwo(bound);
  }

  private long belowOfOne(long bound) {
    long product = (next() & LOW) * bound;
    if ((product & LOW) < bound) {
      long uneven = (LOW + 1) % bound;
      while ((product & LOW) < uneven) {
        product = (next() & LOW) * bound;
      }
    }
    return product >>> Integer.SIZE;
  }

  private long belowOfTwo(long bound) {
    long random = nextTwo();
    long low = random * bound;
    if (Long.compareUnsigned(low, bound) < 0) {
      long uneven = Long.remainderUnsigned(-bound, bound);
      while (Long.compareUnsigned(low, uneven) < 0) {
        random = nextTwo();
        low = random * bound;
      }
    }
    return Math.unsignedMultiplyHigh(random, bound);
  }

  private long nextTwo() {
    long high = next();
    return high << Integer.SIZE | (next() & LOW);
  }
}
