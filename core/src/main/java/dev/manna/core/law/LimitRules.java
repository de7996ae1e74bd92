package dev.manna.core.law;

import dev.manna.core.Check;
import dev.manna.core.Claimant;
import dev.manna.core.Command.Claim;
import dev.manna.core.Event;
import dev.manna.core.Limits;
import dev.manna.core.Limits.Dimension;
import dev.manna.core.Lottery;
import dev.manna.core.Period;
import dev.manna.core.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a claim exceeds a limit, and in what it will be counted. All limits are looked at in the
 * step in which the claim is decided: whoever asks at the same time stands before it or behind it.
 */
final class LimitRules {
  private final CampaignState campaign;
  private final Limits limits;
  private final Claimant claimant;
  private final long now;

  /** The row of the user, or -1. */
  private final int user;

  private final boolean newDay;
  private final List<Event.Count> counts;

  LimitRules(CampaignState campaign, Claimant claimant, int user, List<Mark> marks, long now) {
    this.campaign = campaign;
    this.limits = campaign.definition().terms().limits();
    this.claimant = claimant;
    this.user = user;
    this.now = now;
    long last = last();
    newDay = last < 0 || campaign.baseMillis + last < campaign.startOfDay(now);
    counts = campaign.counters.count() == 0 ? List.of() : counts(marks);
  }

  /** What a claim leaves out although the limits need it, or null. */
  static @Nullable String missing(CampaignState campaign, Claim claim) {
    for (Dimension each : campaign.definition().terms().limits().dimensions()) {
      if (each.required() && !claim.dimensions().containsKey(each.name())) {
        return "dimensions." + each.name() + ": is missing; \"" + campaign.id + "\" limits it";
      }
    }
    return null;
  }

  /** When the user was last accepted, from the campaign's base; -1 for never. */
  private long last() {
    return user < 0 ? -1 : campaign.users.lastOffset(user);
  }

  private List<Event.Count> counts(List<Mark> marks) {
    List<Event.Count> all = new ArrayList<>(campaign.counters.count());
    for (int i = 0; i < campaign.counters.count(); i++) {
      Counters.Kind kind = campaign.counters.kind(i);
      boolean begins =
          campaign.counters.get(i).wouldBegin(campaign.periods().startOf(kind.per(), now));
      if (kind.ofUser()) {
        all.add(new Event.Count(i, begins, 0, 0));
        continue;
      }
      for (Mark mark : marks) {
        if (mark.name().equals(kind.name())) {
          all.add(new Event.Count(i, begins, mark.high(), mark.low()));
        }
      }
    }
    return all;
  }

  /** What an accepted claim records. */
  Event.Use use(int fingerprint) {
    return new Event.Use(claimant, fingerprint, newDay, counts);
  }

  /** The refusal of so many uses more for the limits, or null. */
  @Nullable Decision reached(int uses) {
    long total = user < 0 ? 0 : campaign.users.total(user);
    long most = most();
    if (total + uses > most) {
      return reached(total, most, "user", uses);
    }
    long onDay = user < 0 || newDay ? 0 : campaign.users.onDay(user);
    if (limits.perDay() > 0 && onDay + uses > limits.perDay()) {
      return reached(onDay, limits.perDay(), "day", uses);
    }
    for (Event.Count count : counts) {
      Decision refused = refusal(count, uses);
      if (refused != null) {
        return refused;
      }
    }
    return null;
  }

  /** The refusal of a claim that comes too soon after the user's last, or null. */
  @Nullable Decision coolingDown() {
    long ready = campaign.baseMillis + last() + limits.cooldownMillis();
    if (limits.cooldownMillis() > 0 && last() >= 0 && now < ready) {
      return Decision.refuses(
          Refusal.COOLING_DOWN, "the next claim may come in " + (ready - now) + " ms", ready - now);
    }
    return null;
  }

  /** What a user may use in total. */
  private long most() {
    long most = limits.perUser() == 0 ? Long.MAX_VALUE : limits.perUser();
    return campaign.raffle() == null ? most : Math.min(most, Lottery.MAX_ENTRIES_OF_A_USER);
  }

  private @Nullable Decision refusal(Event.Count count, int uses) {
    Counters.Kind kind = campaign.counters.kind(count.counter());
    Counter counter = campaign.counters.get(count.counter());
    if (kind.ofUser()) {
      boolean week = kind.per() == Period.WEEK;
      int limit = week ? limits.perWeek() : limits.perMonth();
      long used = count.begins() ? 0 : counter.uses(claimant.userHigh(), claimant.userLow());
      return used + uses > limit ? reached(used, limit, kind.per().word(), uses) : null;
    }
    Dimension dimension = dimension(kind);
    long used = count.begins() ? 0 : counter.uses(count.high(), count.low());
    if (used + uses > dimension.limit()) {
      return reached(used, dimension.limit(), said(kind), uses);
    }
    boolean full =
        !count.begins()
            && counter.size() >= dimension.maxValues()
            && !counter.knows(count.high(), count.low());
    return full
        ? Decision.refuses(
            Refusal.LIMIT_REACHED,
            "all " + dimension.maxValues() + " values of " + said(kind) + " are taken")
        : null;
  }

  private Dimension dimension(Counters.Kind kind) {
    for (Dimension each : limits.dimensions()) {
      if (each.name().equals(kind.name()) && each.per() == kind.per()) {
        return each;
      }
    }
    throw Check.broken("each counter of a value has its limit");
  }

  private static String said(Counters.Kind kind) {
    return '"' + kind.name() + "\" per " + kind.per().word();
  }

  private static Decision reached(long used, long limit, String per, int uses) {
    return Decision.refuses(
        Refusal.LIMIT_REACHED,
        used + " of " + limit + " per " + per + " are used, " + uses + " asked for");
  }
}
