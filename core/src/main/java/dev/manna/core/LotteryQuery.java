package dev.manna.core;

import org.jspecify.annotations.Nullable;

/** What may be read of a lottery alone. */
public sealed interface LotteryQuery extends Query {
  String campaign();

  /**
   * The odds of a user's next draw, a page of prizes.
   *
   * @param user null for one who has never drawn
   * @param after how many prizes to skip, 0 for the first page
   * @param limit the size of the page
   */
  record OfOdds(String campaign, @Nullable String user, int after, int limit)
      implements LotteryQuery {
    public OfOdds {
      Ids.name("campaign", campaign);
      if (user != null) {
        Ids.user(user);
      }
      Malformed.within("after", after, 0, Integer.MAX_VALUE);
      Malformed.within("limit", limit, 1, MAX_PAGE);
    }
  }
}
