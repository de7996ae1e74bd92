package dev.manna.core;

import java.util.List;

/**
 * What somebody was told that he got, in words that the log need not remember: with it he gets it
 * again where a failure of a shared log has lost the claim. Whoever hands it to the law has checked
 * that it was written by a node of the log.
 *
 * @param fingerprint of the claim's content
 * @param epoch in which it was acknowledged
 * @param position where the claim stood in the log
 * @param timeMillis about when, in milliseconds since 1970 UTC
 * @param uses how many uses of its limits the claim took
 * @param lines what it got, at least one
 */
public record Receipt(
    String campaign,
    String user,
    String key,
    int fingerprint,
    long epoch,
    long position,
    long timeMillis,
    int uses,
    List<Line> lines) {
  public Receipt {
    Ids.name("receipt.campaign", campaign);
    Ids.user(user);
    Ids.key(key);
    Malformed.within("receipt.epoch", epoch, 0, Long.MAX_VALUE);
    Malformed.within("receipt.position", position, 1, Long.MAX_VALUE);
    Malformed.within("receipt.time", timeMillis, 1, Terms.FOREVER);
    Malformed.within("receipt.uses", uses, 1, Lottery.MAX_DRAWS);
    Malformed.within("receipt.lines", lines.size(), 1, Sale.MAX_LINES);
    lines = List.copyOf(lines);
  }

  /**
   * So much of an item.
   *
   * @param item the prize's or SKU's id, or {@link Grant#PACKET}
   * @param amount units, or cents of a packet
   * @param expiresAtMillis when its hold was to end, 0 for none
   */
  public record Line(String item, long amount, long expiresAtMillis) {
    public Line {
      Malformed.within("receipt.lines.amount", amount, 1, Campaign.MAX_SIZE);
      Malformed.within("receipt.lines.expiresAt", expiresAtMillis, 0, Terms.FOREVER);
    }
  }

  /** The receipt of a claim that was answered so. */
  public static Receipt of(Reply.Claimed claimed, int fingerprint, long epoch, long timeMillis) {
    List<Line> lines =
        claimed.grants().stream()
            .map(each -> new Line(each.item(), amount(each), each.expiresAtMillis()))
            .toList();
    return new Receipt(
        claimed.campaign(),
        claimed.user(),
        claimed.key(),
        fingerprint,
        epoch,
        claimed.position(),
        timeMillis,
        claimed.uses(),
        lines);
  }

  private static long amount(Grant grant) {
    return switch (grant.worth()) {
      case Grant.Worth.Quantity quantity -> quantity.units();
      case Grant.Worth.Amount money -> money.cents();
    };
  }
}
