package dev.manna.core.law;

import dev.manna.core.ChangeCommand;
import dev.manna.core.Claimant;
import dev.manna.core.Command;
import dev.manna.core.Command.Claim;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Enlist;
import dev.manna.core.Event;
import dev.manna.core.Event.Ending;
import dev.manna.core.GrantId;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryCommand;
import dev.manna.core.ProofCommand;
import dev.manna.core.RedPacket;
import dev.manna.core.Redeem;
import dev.manna.core.Refusal;
import dev.manna.core.Reply.Status;
import dev.manna.core.Sale;
import dev.manna.core.SaleCommand;
import dev.manna.core.Wait;
import org.jspecify.annotations.Nullable;

/**
 * What may be given to whom. Every answer follows from the state, the command, the time and, where
 * chance decides, the numbers of the claim; nothing is changed here. Read the refusals from top to
 * bottom: that is their order of precedence.
 */
final class Law {
  private Law() {}

  static Decision decide(State state, Prepared prepared, long now) {
    return switch ((Command) prepared.request()) {
      case Claim claim -> decided(state, prepared, now);
      case Command.Settle settle -> decided(state, prepared, now);
      case SaleCommand sale -> decided(state, prepared, now);
      case Redeem redeem -> decided(state, prepared, now);
      case ChangeCommand.Approve approve -> Approvals.approve(state, approve, now);
      case ChangeCommand.Withdraw withdraw -> Approvals.withdraw(state, withdraw);
      case Command command -> Approvals.orWaits(state, command, decided(state, prepared, now), now);
    };
  }

  /** What is decided where nobody else is asked. */
  static Decision decided(State state, Prepared prepared, long now) {
    Command command = change((Command) prepared.request());
    Claimant claimant = prepared.claimant();
    if (command instanceof Command.Define define) {
      return OperatorRules.define(state, define, now);
    }
    CampaignState campaign = state.campaign(command.campaign());
    if (campaign == null) {
      GrantId grant =
          switch (command) {
            case Command.Settle settle -> settle.grant();
            case SaleCommand.Extend extend -> extend.grant();
            case SaleCommand.Return back -> back.grant();
            case Command other -> null;
          };
      return grant != null
          ? unknownGrant(grant)
          : Decision.refuses(
              Refusal.UNKNOWN_CAMPAIGN, "\"" + command.campaign() + "\" is not defined");
    }
    return switch (command) {
      case Claim claim -> claim(campaign, claim, named(claimant), prepared, now);
      case Redeem redeem -> Redemption.decide(state, campaign, redeem, prepared, now);
      case Command.Settle settle -> settle(campaign, settle, now);
      case SaleCommand sale -> HoldRules.decide(state, campaign, sale, claimant, now);
      case Command.Adjust adjust -> OperatorRules.adjust(campaign, adjust, claimant);
      case Command.Steer steer -> {
        boolean named = prepared.request() instanceof ChangeCommand.Authored;
        yield SteerRules.steer(campaign, steer, named, now);
      }
      case ProofCommand proof -> ProofRules.decide(campaign, proof, now);
      case Enlist enlist -> ListRules.decide(state, campaign, enlist);
      case LotteryCommand lottery -> LotteryOffice.decide(state, campaign, lottery, claimant, now);
      case Command.Define define -> throw new AssertionError("defined above");
      case ChangeCommand change -> throw new AssertionError("taken out of its name above");
    };
  }

  /** What is asked for, whoever asks. */
  static Command change(Command command) {
    return command instanceof ChangeCommand.Authored authored ? authored.change() : command;
  }

  static Claimant named(@Nullable Claimant claimant) {
    if (claimant == null) {
      throw new IllegalArgumentException("a claim is prepared with its claimant");
    }
    return claimant;
  }

  private static Decision claim(
      CampaignState campaign, Claim claim, Claimant claimant, Prepared prepared, long now) {
    Decision refused = otherKind(campaign, claim);
    if (refused != null) {
      return refused;
    }
    int user = campaign.users.find(claimant);
    int fingerprint = prepared.fingerprint();
    int seen = user < 0 ? -1 : campaign.claims.find(user, claimant);
    // What was accepted is answered as it was, whatever an edit asks of claims since.
    if (seen >= 0 && campaign.claims.fingerprint(seen) == fingerprint) {
      return Decision.answers(Answers.claim(campaign, seen, claimant));
    }
    refused = malformed(campaign, claim);
    if (refused != null) {
      return refused;
    }
    if (seen >= 0) {
      return keyReused(campaign, seen, claimant);
    }
    refused = outsideWindow(campaign, now);
    if (refused == null) {
      refused = Admission.refusal(campaign, claim, user);
    }
    if (refused != null) {
      return refused;
    }
    LimitRules limits = new LimitRules(campaign, claimant, user, prepared.marks(), now);
    refused = limited(campaign, claim, limits, user);
    if (refused != null) {
      return refused;
    }
    Event.Use use = limits.use(fingerprint);
    return switch (campaign.definition()) {
      case Lottery lottery ->
          claim instanceof Command.Enter enter
              ? RaffleRules.decide(campaign, enter, use)
              : LotteryRules.decide(
                  campaign, lottery, (Command.Draw) claim, use, dice(campaign, prepared));
      case RedPacket rain ->
          RedPacketRules.decide(campaign, rain, use, now, dice(campaign, prepared));
      case Sale sale ->
          claim instanceof Wait wait
              ? WaitRules.decide(campaign, wait, use, now)
              : SaleRules.decide(campaign, (Command.Deduct) claim, use, user, now);
    };
  }

  private static Dice dice(CampaignState campaign, Prepared prepared) {
    return Dice.of(campaign.seal, named(prepared.claimant()), prepared.numbers());
  }

  /** How much of its user's limits, and of chances, a claim asks for. */
  static int uses(Claim claim) {
    return switch (claim) {
      case Command.Draw draw -> draw.draws();
      case Command.Enter enter -> enter.entries();
      case Command.Snatch snatch -> 1;
      case Command.Deduct deduct -> 1;
      case Wait wait -> 1;
    };
  }

  private static @Nullable Decision limited(
      CampaignState campaign, Claim claim, LimitRules limits, int user) {
    Decision refused = limits.reached(uses(claim));
    if (refused == null && claim instanceof Command.Deduct deduct) {
      refused = SaleRules.overQuota(campaign, deduct, user);
    }
    if (refused == null && claim instanceof Wait wait) {
      refused = SaleRules.overQuota(campaign, wait, user);
    }
    return refused == null ? limits.coolingDown() : refused;
  }

  static @Nullable Decision otherKind(CampaignState campaign, Claim claim) {
    String takes =
        switch (campaign.definition()) {
          case Lottery lottery when lottery.raffle() ->
              claim instanceof Command.Enter ? "" : "entries";
          case Lottery lottery -> claim instanceof Command.Draw ? "" : "draws";
          case RedPacket rain -> claim instanceof Command.Snatch ? "" : "a user and nothing else";
          case Sale sale -> claim instanceof Command.Deduct || claim instanceof Wait ? "" : "lines";
        };
    return takes.isEmpty()
        ? null
        : Decision.refuses(
            Refusal.MALFORMED,
            "\""
                + campaign.id
                + "\" is a "
                + (campaign.raffle() == null ? campaign.definition().kind() : "raffle")
                + ": a claim names "
                + takes);
  }

  /** What the definition in force does not know, or asks for and does not get. */
  private static @Nullable Decision malformed(CampaignState campaign, Claim claim) {
    String missing = LimitRules.missing(campaign, claim);
    if (missing != null) {
      return Decision.refuses(Refusal.MALFORMED, missing);
    }
    return switch (claim) {
      case Command.Deduct deduct -> SaleRules.malformed(campaign, deduct);
      case Wait wait -> WaitRules.malformed(campaign, wait);
      case Claim other -> null;
    };
  }

  static Decision seenBefore(
      CampaignState campaign, int claim, Claimant claimant, int fingerprint) {
    if (campaign.claims.fingerprint(claim) != fingerprint) {
      return keyReused(campaign, claim, claimant);
    }
    return Decision.answers(Answers.claim(campaign, claim, claimant));
  }

  static Decision keyReused(CampaignState campaign, int claim, Claimant claimant) {
    return Decision.refuses(
        Refusal.KEY_REUSED,
        "key \"" + claimant.key() + "\" stands at position " + campaign.claims.position(claim));
  }

  /**
   * Why a campaign is not to be changed: it is a draft, of which only the definition changes, or an
   * operator has closed it; null where it may be.
   */
  static @Nullable Decision unchangeable(CampaignState campaign) {
    return switch (campaign.rules().status()) {
      case DRAFT -> draft(campaign);
      case CLOSED, SETTLED ->
          Decision.refuses(Refusal.ENDED, "a closed campaign cannot be changed");
      case PUBLISHED, LIVE, PAUSED, ALARMED -> null;
    };
  }

  static Decision draft(CampaignState campaign) {
    return Decision.refuses(
        Refusal.NOT_STARTED, '"' + campaign.id + "\" is a draft; publish it first");
  }

  static @Nullable Decision outsideWindow(CampaignState campaign, long now) {
    Status status = campaign.rules().status();
    if (status == Status.DRAFT) {
      return draft(campaign);
    }
    long wait = campaign.definition().opensMillis(now) - now;
    if (wait > 0) {
      return Decision.refuses(Refusal.NOT_STARTED, "it starts in " + wait + " ms", wait);
    }
    if (status == Status.PAUSED) {
      return Decision.refuses(Refusal.PAUSED, "an operator has paused it");
    }
    if (status == Status.ALARMED) {
      return Decision.refuses(
          Refusal.PAUSED, "an alarm has stopped it: an equation of its books does not hold");
    }
    long over = now - campaign.definition().closesMillis();
    if (campaign.isClosed() && over < 0) {
      return Decision.refuses(Refusal.ENDED, "an operator has closed it");
    }
    return campaign.isClosed() || over >= 0
        ? Decision.refuses(Refusal.ENDED, "it ended " + over + " ms ago")
        : null;
  }

  private static Decision settle(CampaignState campaign, Command.Settle settle, long now) {
    int grant = settle.grant().number() - 1;
    boolean opens = settle.settlement() == Settlement.OPEN;
    if (opens != campaign.definition() instanceof RedPacket
        || campaign.definition() instanceof Lottery) {
      return Decision.refuses(
          Refusal.MALFORMED,
          settle.grant()
              + " belongs to a "
              + campaign.definition().kind()
              + ": red packets are opened, holds of a sale confirmed or cancelled");
    }
    if (grant >= campaign.grants.count()) {
      return unknownGrant(settle.grant());
    }
    if (campaign.definition() instanceof Sale) {
      return HoldRules.settle(campaign, settle, grant, now);
    }
    return switch (campaign.grants.state(grant)) {
      case HELD ->
          Decision.happens(
              new Event.Settled(campaign.number, campaign.grants.claim(grant), Ending.OPENED));
      case GIVEN -> Decision.answers(Answers.grant(campaign, grant));
      case RETURNED ->
          Decision.refuses(Refusal.ALREADY_RETURNED, settle.grant() + " is back in the pool");
    };
  }

  static Decision unknownGrant(GrantId grant) {
    return Decision.refuses(Refusal.UNKNOWN_GRANT, grant + " was never granted");
  }
}
