package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.LotteryEvent;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Units of prizes that are set aside for users until a time. A user's shares are chained from the
 * oldest to the latest, and the next draws win them in that order.
 */
final class Allocations {
  private static final int ITEM = 0;

  /** When it ends by itself; 0 once it has. */
  private static final int UNTIL = 1;

  private static final int LEFT = 2;

  private static final long LOW = 0xffff_ffffL;

  private final CampaignState campaign;
  private final Timers timers;

  /** By allocation. */
  private final Rows allocations;

  /** By share: 32 bits allocation and the user's next share + 1, then the units left. */
  private final Rows shares;

  Allocations(CampaignState campaign, Trail trail, Timers timers) {
    this.campaign = campaign;
    this.timers = timers;
    allocations = new Rows(trail, 3);
    shares = new Rows(trail, 2);
  }

  /** By item, so many are there, what is set aside. */
  long[] setAside(int items) {
    long[] left = new long[items];
    for (int allocation = 0; allocation < allocations.count(); allocation++) {
      left[(int) allocations.get(allocation, ITEM)] += allocations.get(allocation, LEFT);
    }
    return left;
  }

  boolean exist() {
    return allocations.count() > 0;
  }

  boolean isOpen(int allocation) {
    return allocations.get(allocation, UNTIL) > 0;
  }

  void add(LotteryEvent.Allocated allocated) {
    long units = allocated.units() * (long) allocated.users().size();
    int allocation = allocations.append();
    allocations.set(allocation, ITEM, allocated.item());
    allocations.set(allocation, UNTIL, allocated.untilMillis());
    allocations.set(allocation, LEFT, units);
    campaign.reserve(allocated.item(), units);
    timers.add(allocated.untilMillis(), Timers.Kind.ALLOCATION, campaign.number, allocation);
    for (Claimant user : allocated.users()) {
      int share = shares.append();
      shares.set(share, 0, (long) allocation << 32);
      shares.set(share, 1, allocated.units());
      chain(campaign.users.findOrAdd(user), share);
    }
  }

  private void chain(int user, int share) {
    int last = first(user);
    if (last < 0) {
      campaign.tallies.set(Tallies.Kind.SHARES, user, 0, share + 1);
      return;
    }
    while (next(last) >= 0) {
      last = next(last);
    }
    shares.set(last, 0, shares.get(last, 0) | (share + 1));
  }

  private int first(int user) {
    return (int) campaign.tallies.count(Tallies.Kind.SHARES, user, 0) - 1;
  }

  private int next(int share) {
    return (int) (shares.get(share, 0) & LOW) - 1;
  }

  private int allocation(int share) {
    return (int) (shares.get(share, 0) >>> 32);
  }

  private long left(int share) {
    return isOpen(allocation(share)) ? shares.get(share, 1) : 0;
  }

  /** What the user's next draws win, so many at most. */
  List<Integer> due(int user, int draws) {
    List<Integer> due = new ArrayList<>();
    for (int share = user < 0 ? -1 : first(user); share >= 0; share = next(share)) {
      for (long i = 0; i < left(share) && due.size() < draws; i++) {
        due.add((int) allocations.get(allocation(share), ITEM));
      }
    }
    return due;
  }

  /** So many of the user's draws have won what is set aside; it is free to be given. */
  void use(int user, int draws) {
    int share = first(user);
    for (int used = 0; used < draws; share = next(share)) {
      int now = (int) Math.min(left(share), draws - used);
      if (now > 0) {
        shares.add(share, 1, -now);
        allocations.add(allocation(share), LEFT, -now);
        campaign.reserve((int) allocations.get(allocation(share), ITEM), -now);
        used += now;
      }
    }
    int head = first(user);
    while (head >= 0 && next(head) >= 0 && left(head) == 0) {
      head = next(head);
    }
    campaign.tallies.set(Tallies.Kind.SHARES, user, 0, head + 1);
  }

  /** What is left is everybody's again. */
  void end(int allocation) {
    campaign.reserve((int) allocations.get(allocation, ITEM), -allocations.get(allocation, LEFT));
    allocations.set(allocation, LEFT, 0);
    allocations.set(allocation, UNTIL, 0);
  }

  void save(Sink sink) {
    allocations.save(sink);
    shares.save(sink);
  }

  void load(Source source) {
    allocations.load(source);
    shares.load(source);
  }

  void startTimers() {
    for (int allocation = 0; allocation < allocations.count(); allocation++) {
      if (isOpen(allocation)) {
        timers.add(
            allocations.get(allocation, UNTIL),
            Timers.Kind.ALLOCATION,
            campaign.number,
            allocation);
      }
    }
  }
}
