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
      return campaign.claims.position(claim);
    }
  }

  static Reply wallet(State state, Query.OfWallet of, Claimant user) {
    Map<String, Long> balances = new TreeMap<>();
    List<Found> found = new ArrayList<>();
    for (CampaignState campaign : state.campaigns) {
      if (campaign.definition() instanceof RedPacket rain) {
        List<Found> packets = claims(campaign, user, Long.MAX_VALUE);
        for (Found each : packets) {
          int grant = campaign.claims.firstGrant(each.claim());
          if (campaign.grants.state(grant) == Grant.State.GIVEN
              && !campaign.rain().good(campaign.grants.item(grant))) {
            balances.merge(rain.currency(), campaign.grants.size(grant), Math::addExact);
          }
        }
        packets.removeIf(each -> each.position() >= of.before());
        found.addAll(packets);
      }
    }
    long next = cutToPage(found, of.limit());
    return new Reply.Wallet(of.user(), balances, views(found), next, state.position());
  }

  static Reply grants(State state, Query.OfGrants of, Claimant user) {
    List<Found> found = new ArrayList<>();
    for (CampaignState campaign : state.campaigns) {
      found.addAll(claims(campaign, user, of.before()));
    }
    long next = cutToPage(found, of.limit());
    return new Reply.Grants(of.user(), views(found), next, state.position());
  }

  /** The claims of a user that got something, before a position. */
  private static List<Found> claims(CampaignState campaign, Claimant user, long before) {
    List<Found> found = new ArrayList<>();
    int row = campaign.users.find(user);
    int claim = row < 0 ? -1 : campaign.users.lastClaim(row);
    while (claim >= 0) {
      if (campaign.claims.grants(claim) > 0 && campaign.claims.position(claim) < before) {
        found.add(new Found(campaign, claim));
      }
      claim = campaign.claims.before(claim);
    }
    return found;
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
