package dev.manna.ledger.query;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A way through the rows of a listing, along an index: within a campaign (and an item, where the
 * way goes item by item) in the order of a key of one or two numbers. The rows themselves are
 * called {@code g}.
 */
enum Walk {
  GRANTS_BY_NUMBER(
      Listing.GRANTS, "grants g", "", "g.campaign = ?", "g.number", "", "g.granted_at"),
  /** Claim by claim. Its goods may have come long after a claim, so its key says no time. */
  GRANTS_BY_USER(
      Listing.GRANTS,
      "claims u",
      " JOIN grants g ON g.campaign = u.campaign AND g.number >= u.first_grant"
          + " AND g.number < u.first_grant + u.grants AND g.claim = u.number",
      "u.user_name = ? AND u.campaign = ?",
      "u.number",
      "g.number",
      ""),
  /** Each grant is moved once out of what there was, which is found by item. */
  GRANTS_BY_ITEM(
      Listing.GRANTS,
      "movements m",
      " JOIN grants g ON g.campaign = m.campaign AND g.number = m.grant_number"
          + " AND g.item = m.item AND m.kind IN ('held', 'given')",
      "m.campaign = ? AND m.item = ?",
      "m.position",
      "m.part",
      "m.decided_at"),
  CLAIMS_BY_NUMBER(
      Listing.CLAIMS, "claims g", "", "g.campaign = ?", "g.number", "", "g.decided_at"),
  CLAIMS_BY_USER(
      Listing.CLAIMS,
      "claims g",
      "",
      "g.user_name = ? AND g.campaign = ?",
      "g.number",
      "",
      "g.decided_at"),
  CLAIMS_BY_KEY(
      Listing.CLAIMS,
      "claims g",
      "",
      "g.claim_key = ? AND g.campaign = ?",
      "g.number",
      "",
      "g.decided_at"),
  MOVEMENTS(
      Listing.MOVEMENTS,
      "movements g",
      "",
      "g.campaign = ? AND g.item = ?",
      "g.position",
      "g.part",
      "g.decided_at"),
  VERSIONS(Listing.VERSIONS, "versions g", "", "g.campaign = ?", "g.version", "", ""),
  USERS(Listing.USERS, "users g", "", "g.user_name = ? AND g.campaign = ?", "g.campaign", "", ""),
  MINUTES(Listing.MINUTES, "minutes g", "", "g.campaign = ?", "g.minute_at", "", "g.minute_at");

  private static final String BY_USER = "claims_by_user";
  private static final String BY_KEY = "claims_by_key";

  private final Listing listing;
  private final String driver;
  private final String join;
  private final String head;
  private final String a;
  private final String b;
  private final String clock;

  /**
   * @param driver the table that is walked through
   * @param join what brings {@code g} to it, where that is another
   * @param head what holds all along; its arguments are a name, if there is one, the campaign, and
   *     the item
   * @param a the first part of the key
   * @param b the second; empty where the first tells rows apart
   * @param clock a time that never falls while {@code a} rises; empty where there is none
   */
  Walk(Listing listing, String driver, String join, String head, String a, String b, String clock) {
    this.listing = listing;
    this.driver = driver;
    this.join = join;
    this.head = head;
    this.a = a;
    this.b = b;
    this.clock = clock;
  }

  /** The one that looks at the fewest rows. */
  static Walk of(Listing listing, Filter filter) {
    return switch (listing) {
      case GRANTS -> {
        if (filter.has(By.USER)) {
          yield GRANTS_BY_USER;
        }
        yield filter.has(By.ITEM) && !filter.has(By.CLAIM) ? GRANTS_BY_ITEM : GRANTS_BY_NUMBER;
      }
      case CLAIMS -> {
        if (filter.has(By.USER)) {
          yield CLAIMS_BY_USER;
        }
        yield filter.has(By.KEY) ? CLAIMS_BY_KEY : CLAIMS_BY_NUMBER;
      }
      case MOVEMENTS -> MOVEMENTS;
      case VERSIONS -> VERSIONS;
      case USERS -> USERS;
      case MINUTES -> MINUTES;
    };
  }

  Listing listing() {
    return listing;
  }

  /** What the head's name is, null where it has none. */
  @Nullable By named() {
    return switch (this) {
      case GRANTS_BY_USER, CLAIMS_BY_USER, USERS -> By.USER;
      case CLAIMS_BY_KEY -> By.KEY;
      default -> null;
    };
  }

  boolean goesByItem() {
    return this == GRANTS_BY_ITEM || this == MOVEMENTS;
  }

  boolean tellsTime() {
    return !clock.isEmpty();
  }

  boolean hasSecond() {
    return !b.isEmpty();
  }

  /** Whether its key takes nearly every value, so that a stretch of it is so many rows. */
  boolean isDense() {
    return this == GRANTS_BY_NUMBER || this == CLAIMS_BY_NUMBER || this == GRANTS_BY_ITEM;
  }

  /**
   * The rows with the first part of the key within {@code [?, ?)}, and behind a place in it.
   *
   * @param more what must hold of {@code g} besides
   * @param along what makes a query go along an index
   */
  String rows(String more, UnaryOperator<String> along) {
    String inner =
        "SELECT g.*, %s AS key_a, %s AS key_b FROM %s%s WHERE %s AND %s >= ? AND %s < ?%s%s"
                .formatted(
                    a, hasSecond() ? b : "0", driver(along), join, head, a, a, behind(), more)
            + " ORDER BY %s LIMIT ?".formatted(hasSecond() ? a + ", " + b : a);
    return "SELECT %s, d.key_a, d.key_b FROM (%s) d%s ORDER BY d.key_a, d.key_b"
        .formatted(listing.selected(), inner, names());
  }

  /** The table; a name's claims are found by the name, and not by going through all. */
  private String driver(UnaryOperator<String> along) {
    return switch (this) {
      case GRANTS_BY_USER, CLAIMS_BY_USER -> driver + along.apply(BY_USER);
      case CLAIMS_BY_KEY -> driver + along.apply(BY_KEY);
      default -> driver;
    };
  }

  private String behind() {
    return hasSecond() ? " AND (" + a + " > ? OR " + b + " > ?)" : "";
  }

  /** The key and the time of the first row whose key is not below a number. */
  String firstFrom(UnaryOperator<String> along) {
    return "SELECT %s, %s FROM %s WHERE %s AND %s >= ? ORDER BY %s LIMIT 1"
        .formatted(a, clock, driver(along), head, a, a);
  }

  /** The first campaign, not below a number, in which there may be something. */
  String nextCampaign(UnaryOperator<String> along) {
    return switch (this) {
      case GRANTS_BY_USER, CLAIMS_BY_USER ->
          "SELECT campaign FROM claims%s WHERE user_name = ? AND campaign >= ?"
                  .formatted(along.apply(BY_USER))
              + " ORDER BY campaign LIMIT 1";
      case CLAIMS_BY_KEY ->
          "SELECT campaign FROM claims%s WHERE claim_key = ? AND campaign >= ?"
                  .formatted(along.apply(BY_KEY))
              + " ORDER BY campaign LIMIT 1";
      default -> "SELECT number FROM campaigns WHERE number >= ? ORDER BY number LIMIT 1";
    };
  }

  /** Names in place of numbers. A row that should be there and is not leaves its name empty. */
  private String names() {
    String campaign = " LEFT JOIN campaigns c ON c.number = d.campaign";
    String item = " LEFT JOIN items i ON i.campaign = d.campaign AND i.number = d.item";
    return switch (listing) {
      case GRANTS ->
          campaign + item + " LEFT JOIN claims k ON k.campaign = d.campaign AND k.number = d.claim";
      case MOVEMENTS -> campaign + item;
      case VERSIONS -> campaign + " LEFT JOIN changes h ON h.position = d.position";
      case CLAIMS, USERS, MINUTES -> campaign;
    };
  }
}
