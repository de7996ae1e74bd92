package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.Grant;
import dev.manna.core.Query;
import dev.manna.core.RedPacket;
import dev.manna.core.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one user has, over all campaigns: each campaign chains a user's claims from the latest back.
 */
final class Holdings {
  private Holdings() {}

  private record Found(CampaignState campaign, int claim) {
    long position() {
      return campaign.gotAt(claim);
    }
  }

  static Reply wallet(State state, Query.OfWallet of, Claimant user) {
    Map<String, Long> opened = new TreeMap<>();
    Map<String, Long> unopened = new TreeMap<>();
    List<Found> found = new ArrayList<>();
    for (CampaignState campaign : state.campaigns) {
      int row = campaign.users.find(user);
      if (row >= 0 && campaign.definition() instanceof RedPacket rain) {
        add(opened, rain.currency(), campaign.rain().purse().opened(row));
        add(unopened, rain.currency(), campaign.rain().purse().unopened(row));
        collect(found, campaign, row, of.before(), of.limit());
      }
    }
    long next = cutToPage(found, of.limit());
    return new Reply.Wallet(of.user(), opened, unopened, views(found), next, state.position());
  }

  private static void add(Map<String, Long> sums, String currency, long cents) {
    if (cents > 0) {
      sums.merge(currency, cents, Math::addExact);
    }
  }

  static Reply grants(State state, Query.OfGrants of, Claimant user) {
    List<Found> found = new ArrayList<>();
    for (CampaignState campaign : state.campaigns) {
      int row = campaign.users.find(user);
      if (row >= 0) {
        collect(found, campaign, row, of.before(), of.limit());
      }
    }
    long next = cutToPage(found, of.limit());
    return new Reply.Grants(of.user(), views(found), next, state.position());
  }

  /** The latest claims of a user that got something, before a position: a page, and one more. */
  private static void collect(
      List<Found> found, CampaignState campaign, int user, long before, int limit) {
    int claim = latest(campaign, user, before);
    for (int i = 0; i <= limit && claim >= 0; i++) {
      found.add(new Found(campaign, claim));
      claim = campaign.claims.before(claim);
    }
  }

  /** The latest claim of a user that got something before a position, or -1. */
  private static int latest(CampaignState campaign, int user, long before) {
    Raffle raffle = campaign.raffle();
    if (raffle == null) {
      return campaign.milestones.claimBefore(user, before);
    }
    int won = raffle.won(user);
    return won >= 0 && campaign.claims.position(won) < before ? won : -1;
  }

  /** Keeps the latest, and says before which position the next page begins, 0 for none. */
  private static long cutToPage(List<Found> found, int limit) {
    found.sort(Comparator.comparingLong(Found::position).reversed());
    if (found.size() <= limit) {
      return 0;
    }
    found.subList(limit, found.size()).clear();
    return found.getLast().position();
  }

  private static List<Grant> views(List<Found> found) {
    List<Grant> grants = new ArrayList<>();
    for (Found each : found) {
      CampaignState campaign = each.campaign();
      int first = campaign.claims.firstGrant(each.claim());
      for (int i = 0; i < campaign.claims.grants(each.claim()); i++) {
        grants.add(Answers.view(campaign, first + i));
      }
    }
    return grants;
  }
}
