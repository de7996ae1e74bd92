package dev.manna.core.law;

/** A look at what limits count, row by row: nobody has more than some definition has allowed. */
final class LimitInspection {
  private final CampaignState campaign;
  private final AtMost atMost;
  private final NotNegative notNegative;

  /** Is told the most that something may be, and what it is. */
  @FunctionalInterface
  interface AtMost {
    void expect(String subject, long most, long found);
  }

  /** Is told what may not be less than nothing. */
  @FunctionalInterface
  interface NotNegative {
    void expect(String subject, long found);
  }

  LimitInspection(CampaignState campaign, AtMost atMost, NotNegative notNegative) {
    this.campaign = campaign;
    this.atMost = atMost;
    this.notNegative = notNegative;
  }

  /** A user's uses, in total and of the day of the last. */
  void user(int row) {
    long total = campaign.users.total(row);
    if (total > campaign.allowed().perUser()) {
      atMost.expect("user " + row, campaign.allowed().perUser(), total);
    }
    long onDay = campaign.users.onDay(row);
    if (onDay > campaign.allowed().perDay()) {
      atMost.expect("user " + row + " on a day", campaign.allowed().perDay(), onDay);
    }
  }

  /** How many a counter counts; 0 where there is no such counter any more. */
  int rows(int counter) {
    return counter < campaign.counters.count() ? campaign.counters.get(counter).size() : 0;
  }

  /** What one user, device and the like has used of a period. */
  void counted(int counter, int row) {
    Counters.Kind kind = campaign.counters.kind(counter);
    Allowed.Most most = campaign.allowed().of(kind);
    if (row == 0 && rows(counter) > most.values()) {
      atMost.expect("all of " + said(kind), most.values(), rows(counter));
    }
    long uses = campaign.counters.get(counter).usesAt(row);
    if (uses > most.uses()) {
      atMost.expect("one of " + said(kind), most.uses(), uses);
    }
  }

  private static String said(Counters.Kind kind) {
    return (kind.ofUser() ? "user" : kind.name()) + " per " + kind.per().word();
  }

  /** What a user has of an item that is limited, or the chances that are left. */
  void tally(int row) {
    Tallies tallies = campaign.tallies;
    long count = tallies.countAt(row);
    if (tallies.isOf(Tallies.Kind.CHANCES, row) && count < 0) {
      notNegative.expect("chances of user " + tallies.about(row), count);
    }
    if (tallies.isOf(Tallies.Kind.ITEM, row) && campaign.allowed().items()) {
      ofItem(tallies.about(row), tallies.item(row), count);
    }
  }

  private void ofItem(int user, int item, long count) {
    long limit = limit(item);
    if (limit > 0 && (count < 0 || count > limit)) {
      String subject = campaign.catalog().id(item) + " of user " + user;
      notNegative.expect(subject, count);
      atMost.expect(subject, limit, count);
    }
  }

  /**
   * How many a user may have of a prize, or of the SKU that begins with an item; 0 for any. What
   * was set aside for a user is won whatever the limit says.
   */
  private long limit(int item) {
    return switch (campaign.pools) {
      case LotteryPools lottery ->
          lottery.allocations.exist() ? 0 : campaign.odds().lines().rules(item).perUser();
      case SalePools sale -> sale.quotas.limit(item);
      case Pools other -> 0;
    };
  }
}
