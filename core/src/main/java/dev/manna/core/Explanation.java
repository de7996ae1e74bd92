package dev.manna.core;

import java.util.List;

/**
 * Why a claim of the log came to what it came to: what each rule of the law looked at, in the law's
 * order, what was drawn, and what it changed.
 *
 * @param kind of the campaign
 * @param version of the definition in force
 * @param claim the number of the claim in its campaign, counted from 1
 * @param position of the claim in the log
 * @param timeMillis of the claim, since 1970 UTC
 * @param steps the rules, none of which refused it
 * @param numbers that were used, unsigned, in their order; empty while {@code hidden} is not 0
 * @param hidden how many numbers were used that are not shown before the campaign's key is
 * @param again whether the law, asked again at that point, decides the same; an order is not asked
 *     again, because the log keeps what it took and not what it asked for
 * @param outcome what came of it, in words
 * @param balances what the claim looked at or changed, just before and just after it
 */
public record Explanation(
    String campaign,
    String user,
    String key,
    String kind,
    long version,
    long claim,
    long position,
    long timeMillis,
    List<Step> steps,
    List<String> numbers,
    int hidden,
    Again again,
    List<String> outcome,
    List<Balance> balances) {
  /** What came of asking the law again. */
  public enum Again {
    SAME,
    OTHER,
    NOT_ASKED;

    /** The word as every interface writes it. */
    public String word() {
      return switch (this) {
        case SAME -> "same";
        case OTHER -> "other";
        case NOT_ASKED -> "not-asked";
      };
    }
  }

  /**
   * A rule, and what it found.
   *
   * @param rule what it would have been refused with
   * @param refuses whether it was
   */
  public record Step(Refusal rule, boolean refuses, List<Looked> looked) {
    public Step {
      looked = List.copyOf(looked);
    }
  }

  /**
   * Something that a rule looked at.
   *
   * @param limit what it is held against, empty where there is no limit
   */
  public record Looked(String what, String value, String limit) {}

  /** An account: of an item, or of the user. */
  public record Account(String of, String what) {}

  /** How much there was before the claim and after it. */
  public record Balance(Account account, long before, long after) {}
}
