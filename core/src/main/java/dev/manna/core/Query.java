package dev.manna.core;

import org.jspecify.annotations.Nullable;

/** A request that changes nothing. Its answer is true at a position that is durable. */
public sealed interface Query extends Request
    permits Query.OfCampaign,
        Query.OfPools,
        Query.OfMovements,
        Query.OfGrant,
        Query.OfClaim,
        Query.OfWallet,
        Query.OfGrants,
        Query.OfCart,
        ProofQuery,
        Query.OfChances,
        Query.OfRolls,
        Query.OfChanges,
        Query.OfProposal,
        LotteryQuery {
  /** The largest page of a list. */
  int MAX_PAGE = 500;

  /** The user whom it is about, null where it is about none. */
  default @Nullable String user() {
    return null;
  }

  /** A campaign's definition, version and status. */
  record OfCampaign(String campaign) implements Query {
    public OfCampaign {
      Ids.name("campaign", campaign);
    }
  }

  /**
   * What a campaign's pools hold, a page of them.
   *
   * @param after how many pools to skip, 0 for the first page
   * @param limit the size of the page
   */
  record OfPools(String campaign, int after, int limit) implements Query {
    public OfPools {
      Ids.name("campaign", campaign);
      Malformed.within("after", after, 0, Integer.MAX_VALUE);
      Malformed.within("limit", limit, 1, MAX_PAGE);
    }
  }

  /**
   * What has moved of an item of a sale that keeps it, the first first.
   *
   * @param after movements with higher numbers only
   * @param limit the size of the page
   */
  record OfMovements(String campaign, String item, int after, int limit) implements Query {
    public OfMovements {
      Ids.name("campaign", campaign);
      Ids.item("item", item);
      Malformed.within("after", after, 0, Integer.MAX_VALUE);
      Malformed.within("limit", limit, 1, MAX_PAGE);
    }
  }

  /** One grant. */
  record OfGrant(GrantId grant) implements Query {}

  /** A claim by its user's key: whether it was accepted, and how its grants stand by now. */
  record OfClaim(String campaign, String user, String key) implements Query {
    public OfClaim {
      Ids.name("campaign", campaign);
      Ids.user(user);
      Ids.key(key);
    }
  }

  /**
   * A user's money and red packets, the latest first.
   *
   * @param before packets of claims before this position only; {@link Long#MAX_VALUE} for all
   * @param limit at most so many packets
   */
  record OfWallet(String user, long before, int limit) implements Query {
    public OfWallet {
      Ids.user(user);
      Malformed.within("before", before, 1, Long.MAX_VALUE);
      Malformed.within("limit", limit, 1, MAX_PAGE);
    }
  }

  /**
   * A user's grants over all campaigns, the latest first.
   *
   * @param before grants of claims before this position only; {@link Long#MAX_VALUE} for all
   * @param limit at most so many claims
   */
  record OfGrants(String user, long before, int limit) implements Query {
    public OfGrants {
      Ids.user(user);
      Malformed.within("before", before, 1, Long.MAX_VALUE);
      Malformed.within("limit", limit, 1, MAX_PAGE);
    }
  }

  /** How many chances a user has in a lottery. */
  record OfChances(String campaign, String user) implements Query {
    public OfChances {
      Ids.name("campaign", campaign);
      Ids.user(user);
    }
  }

  /** On which lists of a campaign a user stands. */
  record OfRolls(String campaign, String user) implements Query {
    public OfRolls {
      Ids.name("campaign", campaign);
      Ids.user(user);
    }
  }

  /**
   * What operators have changed of a campaign, the first change first.
   *
   * @param after changes with higher numbers only
   * @param limit the size of the page
   */
  record OfChanges(String campaign, int after, int limit) implements Query {
    public OfChanges {
      Ids.name("campaign", campaign);
      Malformed.within("after", after, 0, Integer.MAX_VALUE);
      Malformed.within("limit", limit, 1, MAX_PAGE);
    }
  }

  /**
   * A change that waits for a second person.
   *
   * @param number in its campaign's history
   */
  record OfProposal(String campaign, int number) implements Query {
    public OfProposal {
      Ids.name("campaign", campaign);
      Malformed.within("change", number, 1, Integer.MAX_VALUE);
    }
  }

  /** What lies in a user's cart of a sale. */
  record OfCart(String campaign, String user) implements Query {
    public OfCart {
      Ids.name("campaign", campaign);
      Ids.user(user);
    }
  }
}
