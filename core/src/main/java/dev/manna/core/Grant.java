package dev.manna.core;

/**
 * What a claim got.
 *
 * @param item the prize's or SKU's id; {@link #PACKET} for a red packet
 * @param expiresAtMillis when a hold ends by itself, 0 where it does not or has ended
 * @param position where the claim stands in the log
 * @param returned how many of its units came back after it was given
 */
public record Grant(
    GrantId id,
    String item,
    Worth worth,
    State state,
    long expiresAtMillis,
    long position,
    long returned) {
  /** One of which nothing came back after it was given. */
  public Grant(
      GrantId id, String item, Worth worth, State state, long expiresAtMillis, long position) {
    this(id, item, worth, state, expiresAtMillis, position, 0);
  }

  /** The item of a red packet's grant. */
  public static final String PACKET = "packet";

  /** Where a grant stands: {@code held -> given}, {@code held -> returned}. */
  public enum State {
    /** Reserved; its user or time ends it. */
    HELD,
    /** Final. */
    GIVEN,
    /** Back in the pool. */
    RETURNED;

    /** The state as every interface writes it. */
    public String word() {
      return switch (this) {
        case HELD -> "held";
        case GIVEN -> "given";
        case RETURNED -> "returned";
      };
    }
  }

  /** How much was granted. */
  public sealed interface Worth {
    /** Units of a prize or SKU. */
    record Quantity(long units) implements Worth {}

    /** Money, in the smallest unit of its currency. */
    record Amount(long cents, String currency) implements Worth {}
  }
}
