package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.Event;
import dev.manna.core.Event.Taken;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.SaleCommand.Leave;
import dev.manna.core.SaleEvent;
import dev.manna.core.Wait;
import dev.manna.core.Waiting;
import dev.manna.core.Waitlist;
import dev.manna.core.law.Holds.Phase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which orders wait, in which order they are served, and when they wait no more. */
final class WaitRules {
  private WaitRules() {}

  private static Waitlist waitlist(CampaignState campaign) {
    return ((Sale) campaign.definition()).leeway().waitlist();
  }

  /** What nobody could wait for in this sale, or null. */
  static @Nullable Decision malformed(CampaignState campaign, Wait wait) {
    Waitlist waitlist = waitlist(campaign);
    if (!waitlist.open()) {
      return Decision.refuses(
          Refusal.MALFORMED, "waitSeconds: \"" + campaign.id + "\" has no waitlist");
    }
    if (wait.waitMillis() > waitlist.longestMillis()) {
      return Decision.refuses(
          Refusal.MALFORMED,
          "waitSeconds: "
              + wait.waitMillis() / 1_000
              + " is longer than "
              + waitlist.longestMillis() / 1_000
              + ", the longest in \""
              + campaign.id
              + '"');
    }
    Decision refused = SaleRules.unknown(campaign, wait.lines());
    if (refused != null) {
      return refused;
    }
    int skus = Picking.wanted(campaign.sale().assortment(), wait.lines()).size();
    return skus <= Waitlist.MAX_SKUS
        ? null
        : Decision.refuses(
            Refusal.MALFORMED,
            "lines: with the parts of bundles, they are of "
                + skus
                + " SKUs, and an order that may wait has at most "
                + Waitlist.MAX_SKUS);
  }

  /** An order that may wait is an order where all is free, and waits where it is not. */
  static Decision decide(CampaignState campaign, Wait wait, Event.Use use, long now) {
    Picking picking = SaleRules.pick(campaign, wait.lines(), List.of());
    if (picking.shortfalls().isEmpty()) {
      long expiresAtMillis = wait.holdMillis() == 0 ? 0 : now + wait.holdMillis();
      return Decision.happens(
          new Event.Deducted(campaign.number, use, picking.taken(), expiresAtMillis));
    }
    if (campaign.sale().waits.count() >= waitlist(campaign).entries()) {
      return SaleRules.refusal(picking);
    }
    Assortment goods = campaign.sale().assortment();
    List<Taken> wanted = new ArrayList<>();
    Picking.wanted(goods, wait.lines())
        .forEach((sku, units) -> wanted.add(new Taken(goods.shelf(sku).first, units)));
    long end = campaign.definition().terms().endMillis();
    long until = Math.min(now + wait.waitMillis(), end);
    return Decision.happens(
        new Event.Waited(campaign.number, use, wanted, wait.holdMillis(), until));
  }

  /** Leaves the line; whoever stands in none any more is told how that came. */
  static Decision leave(State state, CampaignState campaign, Leave leave, Claimant claimant) {
    if (!(campaign.definition() instanceof Sale)) {
      return Decision.refuses(
          Refusal.MALFORMED, "\"" + campaign.id + "\" is no sale, and nobody waits in it");
    }
    int claim = ClaimAnswers.find(campaign, claimant);
    if (claim < 0 || !campaign.claims.waited(claim)) {
      return Decision.refuses(
          Refusal.UNKNOWN_CLAIM, "no order of this user has waited under \"" + leave.key() + '"');
    }
    return campaign.sale().waits.waits(claim)
        ? Decision.happens(new SaleEvent.WaitEnded(campaign.number, claim, true))
        : Decision.answers(ClaimAnswers.standing(state, campaign, claim, claimant));
  }

  static Reply left(State state, SaleEvent.WaitEnded ended, Leave leave) {
    CampaignState campaign = state.campaigns.get(ended.campaign());
    Claimant claimant = state.claimant(leave.user(), leave.key());
    return ClaimAnswers.standing(state, campaign, ended.claim(), claimant);
  }

  /** How an order that had to wait stands; null for all other claims. */
  static @Nullable Waiting waiting(CampaignState campaign, int claim) {
    if (!campaign.claims.waited(claim)) {
      return null;
    }
    Phase phase = campaign.sale().holds.phase(claim);
    return switch (phase) {
      case WAITING -> new Waiting(Waiting.State.IN_LINE, campaign.sale().waits.ahead(claim));
      case LEFT -> new Waiting(Waiting.State.LEFT, 0);
      case ENDED -> new Waiting(Waiting.State.ENDED, 0);
      case NONE, HELD, GIVEN, CANCELLED, EXPIRED -> new Waiting(Waiting.State.SERVED, 0);
    };
  }

  /** Who is to be served before anything else happens, or null. */
  static SaleEvent.@Nullable Served next(State state, long now) {
    dropIdle(state, now);
    if (state.heads.isEmpty()) {
      return null;
    }
    CampaignState campaign = state.campaigns.get(state.heads.nextCampaign());
    Waits waits = campaign.sale().waits;
    int claim = waits.due(state.heads.nextItem(), now);
    long hold = waits.holdMillis(claim);
    return new SaleEvent.Served(
        campaign.number, claim, waits.pick(claim).taken(), hold == 0 ? 0 : now + hold);
  }

  /** Forgets the lines at the front of which nobody can be served. */
  static void dropIdle(State state, long now) {
    while (!state.heads.isEmpty()
        && state
                .campaigns
                .get(state.heads.nextCampaign())
                .sale()
                .waits
                .due(state.heads.nextItem(), now)
            < 0) {
      state.heads.removeNext();
    }
  }
}
