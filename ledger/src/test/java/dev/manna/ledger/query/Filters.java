package dev.manna.ledger.query;

import dev.manna.simulation.Chance;
import java.util.List;

/** Filters by what a log knows, and now and then by what it does not. */
final class Filters {
  private final NaiveBooks naive;
  private final Chance chance;
  private final Listing listing;

  Filters(NaiveBooks naive, Chance chance, Listing listing) {
    this.naive = naive;
    this.chance = chance;
    this.listing = listing;
  }

  Filter next() {
    NaiveBooks.Claim claim = any(naive.claims);
    NaiveBooks.Grant grant = any(naive.grants);
    boolean ofGrants = listing == Listing.GRANTS;
    String campaign = ofGrants ? grant.of().campaign() : claim.campaign();
    Filter filter = Filter.NONE;
    boolean named = chance.oneIn(2);
    if (named) {
      filter = filter.with(By.CAMPAIGN, campaign);
    }
    if (chance.oneIn(3)) {
      String user = ofGrants ? grant.of().user() : claim.user();
      filter = user.isEmpty() ? filter : filter.with(By.USER, user);
    }
    if (named && chance.oneIn(6)) {
      filter = filter.with(By.CLAIM, ofGrants ? grant.claim() : claim.number());
    }
    filter = ofGrants ? grants(filter, named, grant) : claims(filter, claim);
    if (chance.oneIn(4)) {
      filter = filter.with(By.FROM, any(naive.claims).at() + chance.between(-1, 1));
    }
    if (chance.oneIn(4)) {
      long from = filter.number(By.FROM, Long.MIN_VALUE);
      filter = filter.with(By.TO, Math.max(from + 1, any(naive.claims).at()));
    }
    return chance.oneIn(5) ? filter.with(By.UP_TO, any(naive.claims).position()) : filter;
  }

  private Filter grants(Filter filter, boolean named, NaiveBooks.Grant grant) {
    Filter more = filter;
    if (named && chance.oneIn(2)) {
      more = more.with(By.ITEM, grant.of().item());
    }
    return chance.oneIn(3) ? more.with(By.STATE, any(List.of("held", "given", "returned"))) : more;
  }

  private Filter claims(Filter filter, NaiveBooks.Claim claim) {
    // The key of a return stands behind the number of its grant, and nobody asks for both.
    boolean asked = chance.oneIn(4) && !claim.kind().equals("return");
    Filter more = asked ? filter.with(By.KEY, claim.key()) : filter;
    more = chance.oneIn(4) ? more.with(By.KIND, any(naive.claims).kind()) : more;
    return chance.oneIn(4) ? more.with(By.OUTCOME, any(naive.claims).outcome()) : more;
  }

  private <T> T any(List<T> from) {
    return from.get(chance.below(from.size()));
  }
}
