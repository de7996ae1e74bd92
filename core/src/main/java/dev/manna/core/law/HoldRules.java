package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.Command.Settle;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Event;
import dev.manna.core.Event.Ending;
import dev.manna.core.Event.Taken;
import dev.manna.core.GrantId;
import dev.manna.core.Leeway;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.SaleCommand;
import dev.manna.core.SaleCommand.Extend;
import dev.manna.core.SaleCommand.Return;
import dev.manna.core.SaleEvent;
import dev.manna.core.law.Holds.Phase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of what a sale's users hold and have. */
final class HoldRules {
  private HoldRules() {}

  private static Leeway leeway(CampaignState campaign) {
    return ((Sale) campaign.definition()).leeway();
  }

  static Decision decide(
      State state,
      CampaignState campaign,
      SaleCommand command,
      @Nullable Claimant claimant,
      long now) {
    return switch (command) {
      case Extend extend -> extend(campaign, extend, now);
      case SaleCommand.SetCart set -> CartRules.set(state, campaign, set, Law.named(claimant));
      case SaleCommand.EmptyCart empty ->
          CartRules.empty(state, campaign, empty, Law.named(claimant));
      case SaleCommand.Leave leave -> WaitRules.leave(state, campaign, leave, Law.named(claimant));
      case Return back -> giveBack(campaign, back, Law.named(claimant), now);
    };
  }

  /** Confirms or cancels; asked again, it answers the same. */
  static Decision settle(CampaignState campaign, Settle settle, int grant, long now) {
    int claim = campaign.grants.claim(grant);
    boolean cancels = settle.settlement() == Settlement.CANCEL;
    return switch (campaign.sale().holds.phase(claim)) {
      case HELD ->
          Decision.happens(
              new Event.Settled(
                  campaign.number, claim, cancels ? Ending.CANCELLED : Ending.CONFIRMED));
      case GIVEN ->
          cancels
              ? Decision.refuses(Refusal.ALREADY_GIVEN, settle.grant() + " is given")
              : Decision.answers(Answers.grant(campaign, grant));
      case CANCELLED ->
          cancels
              ? Decision.answers(Answers.grant(campaign, grant))
              : Decision.refuses(Refusal.ALREADY_RETURNED, settle.grant() + " was cancelled");
      case EXPIRED ->
          cancels ? Decision.answers(Answers.grant(campaign, grant)) : late(campaign, claim, now);
      case NONE, WAITING, LEFT, ENDED ->
          throw new IllegalStateException("what has grants was got by a claim");
    };
  }

  /** A payment that came after its hold had ended: the goods are taken again if they are free. */
  private static Decision late(CampaignState campaign, int claim, long now) {
    Decision refused = Law.outsideWindow(campaign, now);
    if (refused != null) {
      return refused;
    }
    List<Taken> wanted = new ArrayList<>();
    int first = campaign.claims.firstGrant(claim);
    for (int grant = first; grant < first + campaign.claims.grants(claim); grant++) {
      wanted.add(new Taken(campaign.grants.item(grant), campaign.grants.size(grant)));
    }
    refused =
        SaleRules.overQuota(
            campaign, campaign.claims.user(claim), campaign.sale().quotas.wantedOf(wanted));
    if (refused == null) {
      refused = shortOf(campaign, wanted);
    }
    return refused == null
        ? Decision.happens(new SaleEvent.Regained(campaign.number, claim))
        : refused;
  }

  /** What an order took is taken again where it was. */
  private static @Nullable Decision shortOf(CampaignState campaign, List<Taken> wanted) {
    Picking picking = new Picking(campaign, List.of(), false);
    for (Taken each : wanted) {
      String sku = Assortment.sku(campaign.catalog().id(each.item()));
      picking.pick(sku, each.item(), each.units());
    }
    return picking.shortfalls().isEmpty() ? null : SaleRules.refusal(picking);
  }

  private static Decision extend(CampaignState campaign, Extend extend, long now) {
    int grant = grant(campaign, extend.grant());
    if (grant < 0) {
      return unknown(campaign, extend.grant());
    }
    int claim = campaign.grants.claim(grant);
    Phase phase = campaign.sale().holds.phase(claim);
    if (phase != Phase.HELD) {
      return phase == Phase.GIVEN
          ? Decision.refuses(Refusal.ALREADY_GIVEN, extend.grant() + " is given")
          : Decision.refuses(Refusal.ALREADY_RETURNED, extend.grant() + " is held no more");
    }
    if (now + extend.holdMillis() <= campaign.sale().holds.millis(claim)) {
      return Decision.answers(Answers.grant(campaign, grant));
    }
    int most = leeway(campaign).extensions();
    if (most != Leeway.ANY && campaign.sale().extensions(claim) >= most) {
      return Decision.refuses(
          Refusal.LIMIT_REACHED, extend.grant() + " was extended as often as it may be: " + most);
    }
    return Decision.happens(
        new SaleEvent.Extended(campaign.number, claim, now + extend.holdMillis()));
  }

  private static Decision giveBack(
      CampaignState campaign, Return back, Claimant claimant, long now) {
    int grant = grant(campaign, back.grant());
    if (grant < 0) {
      return unknown(campaign, back.grant());
    }
    int fingerprint = Fingerprint.of(back);
    int user = campaign.users.find(claimant);
    int seen = user < 0 ? -1 : campaign.claims.find(user, claimant);
    if (seen >= 0) {
      long position = campaign.claims.position(seen);
      return campaign.claims.fingerprint(seen) == fingerprint
          ? Decision.answers(new Reply.Returned(back.grant(), back.units(), position))
          : Decision.refuses(
              Refusal.KEY_REUSED,
              "key \"" + back.returnKey() + "\" stands at position " + position);
    }
    Decision refused = notReturnable(campaign, back, grant, now);
    return refused == null
        ? Decision.happens(
            new SaleEvent.Returned(campaign.number, claimant, fingerprint, grant, back.units()))
        : refused;
  }

  private static @Nullable Decision notReturnable(
      CampaignState campaign, Return back, int grant, long now) {
    int claim = campaign.grants.claim(grant);
    Phase phase = campaign.sale().holds.phase(claim);
    if (phase == Phase.HELD) {
      return Decision.refuses(
          Refusal.NOT_RETURNABLE, back.grant() + " is held and not given: it can be cancelled");
    }
    if (phase != Phase.GIVEN) {
      return Decision.refuses(Refusal.ALREADY_RETURNED, back.grant() + " is back in the pool");
    }
    long size = campaign.grants.size(grant);
    long left = size - campaign.sale().returned(grant);
    if (back.units() > left) {
      return Decision.refuses(
          Refusal.ALREADY_RETURNED,
          "of " + size + " given " + left + " are left and " + back.units() + " were to return");
    }
    long within = leeway(campaign).returnMillis();
    long passed = now - campaign.sale().holds.millis(claim);
    return passed < within
        ? null
        : Decision.refuses(
            Refusal.NOT_RETURNABLE,
            within == 0
                ? "\"" + campaign.id + "\" takes nothing back"
                : "it was given " + passed + " ms ago, and " + within + " are allowed");
  }

  /** The grant's row, or -1 where this campaign has no such grant that is held or had as goods. */
  private static int grant(CampaignState campaign, GrantId id) {
    int grant = id.number() - 1;
    return campaign.definition() instanceof Sale && grant < campaign.grants.count() ? grant : -1;
  }

  private static Decision unknown(CampaignState campaign, GrantId id) {
    return campaign.definition() instanceof Sale
        ? Decision.refuses(Refusal.UNKNOWN_GRANT, id + " was never granted")
        : Decision.refuses(
            Refusal.MALFORMED,
            id
                + " belongs to a "
                + campaign.definition().kind()
                + ": only what a sale granted is extended or returned");
  }
}
