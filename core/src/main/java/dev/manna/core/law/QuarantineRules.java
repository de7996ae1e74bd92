package dev.manna.core.law;

import dev.manna.core.Event;
import dev.manna.core.Lottery;
import dev.manna.core.QuarantineEvent;
import dev.manna.core.QuarantineEvent.EpochOpened;
import dev.manna.core.QuarantineEvent.Hidden;
import dev.manna.core.QuarantineEvent.Moved;
import dev.manna.core.QuarantineEvent.Part;
import dev.manna.core.QuarantineEvent.Quarantined;
import dev.manna.core.QuarantineEvent.Redeemed;
import dev.manna.core.QuarantineEvent.Released;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Redeem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How much of what may be hidden is set aside, and what that and its end do to a campaign. No more
 * is set aside than is free: what was given and held in the log cannot have been given in what is
 * lost.
 */
final class QuarantineRules {
  private QuarantineRules() {}

  static void apply(State state, QuarantineEvent event, long now) {
    switch (event) {
      case EpochOpened opened -> open(state, opened, now);
      case Quarantined set -> {
        state.quarantine.take(set);
        move(state, set, set.part().units());
      }
      case Released released -> {
        state.quarantine.leave(released.campaign(), released.part());
        move(state, released, -released.part().units());
        CampaignState campaign = state.campaigns.get(released.campaign());
        if (campaign.pools instanceof SalePools sale) {
          sale.waits.look(released.part().item());
        }
        Settlements.ended(campaign, state.timers, now);
      }
      case Redeemed redeemed -> {
        CampaignState campaign = state.campaigns.get(redeemed.campaign());
        for (Part part : redeemed.parts()) {
          state.quarantine.leave(redeemed.campaign(), part);
          campaign.quarantine(part.item(), part.round(), -part.units());
        }
      }
    }
  }

  private static void move(State state, Moved moved, long difference) {
    CampaignState campaign = state.campaigns.get(moved.campaign());
    Part part = moved.part();
    campaign.quarantine(part.item(), part.round(), difference);
    if (campaign.pools instanceof SalePools sale) {
      sale.watch.setAside(part.item(), difference, state.position());
    }
  }

  private static void open(State state, EpochOpened opened, long now) {
    state.quarantine.open(opened, now);
    Map<Integer, Map<Integer, Long>> byCampaign = new HashMap<>();
    for (Hidden each : opened.hidden()) {
      byCampaign
          .computeIfAbsent(each.campaign(), number -> new HashMap<>())
          .merge(each.item(), each.units(), Long::sum);
    }
    for (CampaignState campaign : state.campaigns) {
      Map<Integer, Long> less = byCampaign.getOrDefault(campaign.number, Map.of());
      if (opened.most() > 0 || !less.isEmpty()) {
        List<Part> due = state.quarantine.due(campaign.number);
        for (Part part : parts(campaign, opened.most(), less, due, now)) {
          state.quarantine.owe(campaign.number, part);
        }
      }
    }
  }

  /**
   * What is set aside of a campaign: of a draft, a raffle, what is settled and what does not begin
   * for a while, nothing can have been taken.
   *
   * @param due what is to be set aside already, since the log has failed again at once
   */
  private static List<Part> parts(
      CampaignState campaign, long most, Map<Integer, Long> less, List<Part> due, long now) {
    long start = campaign.definition().terms().startMillis();
    if (campaign.isDraft()
        || campaign.isSettled()
        || campaign.raffle() != null
        || start > now + Quarantine.GRACE_MILLIS) {
      return List.of();
    }
    List<Part> parts = new ArrayList<>(due);
    Map<Integer, Long> gone = new HashMap<>();
    due.forEach(part -> gone.merge(part.item(), part.units(), Long::sum));
    for (int item = 0; item < campaign.items.count(); item++) {
      long units = less.isEmpty() ? most : less.getOrDefault(item, most);
      if (campaign.definition() instanceof RedPacket rain) {
        ofRain(campaign, rain, item, units, now, parts);
      } else if (campaign.items.total(item) != Lottery.Prize.UNLIMITED) {
        long free = campaign.available(item) - gone.getOrDefault(item, 0L);
        add(parts, item, 0, Math.min(units, free));
      }
    }
    return parts.subList(due.size(), parts.size());
  }

  private static void add(List<Part> parts, int item, int round, long units) {
    if (units > 0) {
      parts.add(new Part(item, round, units));
    }
  }

  /** Of a rain its packets and goods, in the rounds in which somebody may have snatched. */
  private static void ofRain(
      CampaignState campaign, RedPacket rain, int item, long units, long now, List<Part> parts) {
    if (item == Catalog.MONEY) {
      return;
    }
    TreeSet<Integer> rounds = new TreeSet<>();
    if (rain.plan().rounds().isEmpty()) {
      rounds.add(0);
    } else {
      rounds.add(Math.max(1, rain.plan().roundAt(now)));
      rounds.add(Math.max(1, campaign.rain().latestRound()));
    }
    for (int round : rounds) {
      long free = free(campaign, rain, round, item, parts);
      long taken = Math.min(units, free);
      add(parts, item, round, taken);
      if (taken > 0 && !campaign.rain().good(item)) {
        long cents = free(campaign, rain, round, Catalog.MONEY, parts);
        add(
            parts,
            Catalog.MONEY,
            round,
            cents(rain, campaign.catalog().id(item), taken, free, cents));
      }
    }
  }

  /** What is free in a round once what is set aside already is. */
  private static long free(
      CampaignState campaign, RedPacket rain, int round, int item, List<Part> before) {
    long free = campaign.rain().free(round, item);
    for (Part part : before) {
      boolean counts = part.round() == round || rain.plan().carryOver();
      free -= part.item() == item && counts ? part.units() : 0;
    }
    return Math.max(0, free);
  }

  /**
   * The most that so many packets can have held, so that what is left can be given in the packets
   * that are left.
   */
  static long cents(RedPacket rain, String item, long taken, long packets, long cents) {
    return switch (rain.split()) {
      case Split.Fixed fixed -> Math.min(cents, Math.multiplyExact(taken, Long.parseLong(item)));
      case Split.Even() -> {
        long small = packets - cents % packets;
        yield taken * (cents / packets) + Math.max(0, taken - small);
      }
      case Split.DoubleMean(long min, long max) -> bounded(taken, packets, cents, min, max);
      case Split.PositionFair(long min, long max) -> bounded(taken, packets, cents, min, max);
    };
  }

  private static long bounded(long taken, long packets, long cents, long min, long max) {
    return Math.max(0, Math.min(taken * max, cents - (packets - taken) * min));
  }

  /** What the log says directly before a claim that was lost. */
  static List<Event> before(State state, Redeem redeem, Event event) {
    CampaignState campaign = state.campaign(redeem.campaign());
    return campaign == null
        ? List.of()
        : List.of(
            new Redeemed(
                campaign.number,
                redeem.receipt().epoch(),
                redeem.receipt().position(),
                Redemption.parts(campaign, (Event.Claimed) event)));
  }
}
