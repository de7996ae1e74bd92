package dev.manna.ledger.query;

import dev.manna.core.Malformed;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What can be listed of the books. The first column is the campaign. Rows come campaign by
 * campaign; within one in the order of the log, but for a user's grants, which come claim by claim.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists and sets are unmodifiable
public enum Listing {
  /** What claims got, and how it stands. */
  GRANTS(
      EnumSet.of(By.CAMPAIGN, By.USER, By.ITEM, By.CLAIM, By.STATE, By.FROM, By.TO, By.UP_TO),
      "campaign':c.name grant#:d.number user':k.user_name key':k.claim_key claim:d.claim"
          + " part:d.part item':i.name round:d.round units:d.units cents:d.cents"
          + " currency':c.currency state':d.state returned:d.returned position:d.position"
          + " grantedAt@:d.granted_at statePosition:d.state_position stateAt@:d.state_at"),
  /** Draws, entries, snatches and orders, and what else has an effect under a key. */
  CLAIMS(
      EnumSet.of(
          By.CAMPAIGN, By.USER, By.KEY, By.CLAIM, By.KIND, By.OUTCOME, By.FROM, By.TO, By.UP_TO),
      "campaign':c.name claim:d.number kind':d.kind user':d.user_name key':d.claim_key"
          + " outcome':d.outcome uses:d.uses firstGrant#:d.first_grant grants:d.grants"
          + " position:d.position decidedAt@:d.decided_at expiresAt@:d.expires_at"
          + " extensions:d.extensions ending':d.ending endedAt@:d.ended_at"
          + " endedPosition:d.ended_position"),
  /** Every change of an item in double entry, item by item. */
  MOVEMENTS(
      EnumSet.of(By.CAMPAIGN, By.ITEM, By.FROM, By.TO, By.UP_TO),
      "campaign':c.name item':i.name position:d.position part:d.part decidedAt@:d.decided_at"
          + " round:d.round grant#:d.grant_number kind':d.kind outside:d.outside pool:d.pool"
          + " reserved:d.reserved held:d.held given:d.given returned:d.returned"
          + " quarantined:d.quarantined"),
  /** The definitions of a campaign, and who gave them. */
  VERSIONS(
      EnumSet.of(By.CAMPAIGN),
      "campaign':c.name version:d.version position:d.position decidedAt@:d.decided_at"
          + " title':d.title startsAt@:d.starts_at endsAt@:d.ends_at timeZone':d.time_zone"
          + " actor':h.actor reason':h.reason"),
  /** A user in each campaign. */
  USERS(
      EnumSet.of(By.USER),
      "campaign':c.name user':d.user_name claims:d.claims uses:d.uses chances:d.chances"
          + " lastDrawAt@:d.last_draw_at lastPosition:d.last_position"),
  /** What was claimed and given in each minute of a campaign in which anything was. */
  MINUTES(
      EnumSet.of(By.CAMPAIGN, By.FROM, By.TO),
      "campaign':c.name minuteAt@:d.minute_at claims:d.claims uses:d.uses misses:d.misses"
          + " grants:d.grants units:d.units cents:d.cents");

  private final Set<By> filters;
  private final List<Column> columns;

  Listing(Set<By> filters, String columns) {
    this.filters = Set.copyOf(filters);
    this.columns = Stream.of(columns.split(" ")).map(Column::of).toList();
  }

  /** What callers call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public List<Column> columns() {
    return columns;
  }

  /** What its rows can be picked by. */
  public Set<By> filters() {
    return filters;
  }

  /** The columns as a query selects them. */
  String selected() {
    return columns.stream().map(Column::sql).collect(Collectors.joining(", "));
  }

  /** Refuses a filter that says nothing of this, or too little. */
  void check(Filter filter) {
    for (By by : filter.by()) {
      if (!filters.contains(by)) {
        throw new Malformed(by.word(), word() + " are not picked by it");
      }
    }
    for (By by : List.of(By.ITEM, By.CLAIM)) {
      if (filter.has(by) && !filter.has(By.CAMPAIGN)) {
        throw new Malformed(by.word(), "is a campaign's; name the campaign too");
      }
    }
    if (this == USERS && !filter.has(By.USER)) {
      throw new Malformed("user", "is missing");
    }
    boolean one = this == VERSIONS || this == MINUTES;
    if (one && !filter.has(By.CAMPAIGN)) {
      throw new Malformed("campaign", "is missing");
    }
    long from = filter.number(By.FROM, Long.MIN_VALUE);
    if (from >= filter.number(By.TO, Long.MAX_VALUE)) {
      throw new Malformed("to", filter.value(By.TO) + " is not after from, " + from);
    }
  }
}
