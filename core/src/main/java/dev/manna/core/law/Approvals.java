package dev.manna.core.law;

import dev.manna.core.Author;
import dev.manna.core.ChangeCommand.Approve;
import dev.manna.core.ChangeCommand.Authored;
import dev.manna.core.ChangeCommand.Withdraw;
import dev.manna.core.ChangeEvent;
import dev.manna.core.ChangeReply;
import dev.manna.core.ChangeReply.Standing;
import dev.manna.core.Changed.Deed;
import dev.manna.core.Check;
import dev.manna.core.Claimant;
import dev.manna.core.Command;
import dev.manna.core.Event;
import dev.manna.core.Query;
import dev.manna.core.Redeem;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.law.Proposals.Proposal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which changes wait for a second person, and what becomes of them. What waits has changed nothing;
 * when it is approved it is decided anew, as if it were asked for in that moment.
 */
final class Approvals {
  private Approvals() {}

  /** What was decided, or that it waits. */
  static Decision orWaits(State state, Command command, Decision decided, long now) {
    Event event = decided.event();
    CampaignState campaign = event == null ? null : state.campaign(command.campaign());
    if (event == null || campaign == null || !waits(campaign, event, now)) {
      return decided;
    }
    if (!(command instanceof Authored(Command change, Author author))) {
      return Decision.refuses(
          Refusal.MALFORMED,
          Author.ACTOR
              + ": is missing; the change takes something from users and waits for a second person,"
              + " so it has a first");
    }
    Proposals waiting = campaign.history.waiting;
    Proposal same = waiting.like(campaign, event);
    if (same != null) {
      return Decision.answers(proposal(state, campaign, same.number(), Standing.WAITING));
    }
    if (waiting.full()) {
      return Decision.refuses(
          Refusal.TOO_MANY_CHANGES, Proposals.MOST + " wait: approve or withdraw one of them");
    }
    int number = campaign.history.nextNumber();
    return Decision.happens(new ChangeEvent.Proposed(campaign.number, number, author, event));
  }

  private static boolean waits(CampaignState campaign, Event event, long now) {
    return campaign.definition().terms().secondPerson()
        && !campaign.isDraft()
        && !Favour.of(campaign, event, now);
  }

  static Decision approve(State state, Approve approve, long now) {
    CampaignState campaign = state.campaign(approve.campaign());
    if (campaign == null) {
      return Decision.answers(Answers.unknownCampaign(approve.campaign()));
    }
    Proposal proposal = campaign.history.waiting.find(approve.number());
    if (proposal == null) {
      return ended(state, campaign, approve.number(), Deed.APPROVED);
    }
    Command command = proposal.command(campaign);
    String key = command.key();
    Claimant claimant = key == null ? null : state.claimant("", key);
    Prepared again = new Prepared(command, claimant, 0, List.of(), null);
    Decision decision = Law.decided(state, again, now);
    if (decision.event() == null && !(decision.reply() instanceof Reply.Refused)) {
      return Decision.refuses(
          Refusal.ALREADY_DECIDED, "what it asks for has come about; it can be withdrawn");
    }
    return proposal.author().actor().equals(approve.author().actor())
        ? Decision.refuses(
            Refusal.SAME_ACTOR, '"' + approve.author().actor() + "\" has proposed it")
        : decision;
  }

  static Decision withdraw(State state, Withdraw withdraw) {
    CampaignState campaign = state.campaign(withdraw.campaign());
    if (campaign == null) {
      return Decision.answers(Answers.unknownCampaign(withdraw.campaign()));
    }
    int number = withdraw.number();
    return campaign.history.waiting.find(number) == null
        ? ended(state, campaign, number, Deed.WITHDRAWN)
        : Decision.happens(new ChangeEvent.Withdrawn(campaign.number, number, withdraw.author()));
  }

  static Reply answer(State state, Query.OfProposal of) {
    CampaignState campaign = state.campaign(of.campaign());
    if (campaign == null) {
      return Answers.unknownCampaign(of.campaign());
    }
    Proposal proposal = campaign.history.waiting.find(of.number());
    if (proposal != null) {
      Command change = proposal.command(campaign);
      return new ChangeReply.Asked(
          campaign.id, of.number(), proposal.author(), change, state.position());
    }
    Deed deed = campaign.history.ended(of.number());
    return deed == null
        ? unknown(campaign, of.number())
        : proposal(state, campaign, of.number(), standing(deed));
  }

  private static Reply unknown(CampaignState campaign, int number) {
    return Reply.Refused.of(
        Refusal.UNKNOWN_CHANGE,
        "no change " + number + " of \"" + campaign.id + "\" waits or is remembered as proposed");
  }

  private static Standing standing(Deed ended) {
    return ended == Deed.APPROVED ? Standing.APPROVED : Standing.WITHDRAWN;
  }

  /** What is said of a change that does not wait, to whoever wants it to end so. */
  private static Decision ended(State state, CampaignState campaign, int number, Deed wanted) {
    Deed deed = campaign.history.ended(number);
    if (deed == null) {
      return Decision.answers(unknown(campaign, number));
    }
    return deed == wanted
        ? Decision.answers(proposal(state, campaign, number, standing(deed)))
        : Decision.refuses(Refusal.ALREADY_DECIDED, "it is " + deed.word());
  }

  /** What the log says directly before what a command did. */
  static List<Event> before(State state, Command command, Event event) {
    return switch (command) {
      case Authored authored when !(event instanceof ChangeEvent.Proposed) ->
          List.of(new ChangeEvent.Authored(command.campaign(), authored.author()));
      case Approve approve -> before(state.campaign(approve.campaign()), approve);
      case Redeem redeem -> QuarantineRules.before(state, redeem, event);
      case Command other -> List.of();
    };
  }

  private static List<Event> before(@Nullable CampaignState campaign, Approve approve) {
    if (campaign == null) {
      throw Check.broken("what is approved is a campaign's");
    }
    Proposal proposal = campaign.history.waiting.get(approve.number());
    return List.of(
        new ChangeEvent.Approved(campaign.number, approve.number(), approve.author()),
        new ChangeEvent.Authored(campaign.id, proposal.author()));
  }

  /** What to answer to a command whose event was just applied. */
  static Reply after(State state, Command command, Event event) {
    if (command instanceof Approve(String id, int number, Author author)) {
      return new ChangeReply.Proposal(id, number, Standing.APPROVED, state.position());
    }
    return switch (event) {
      case ChangeEvent.Proposed proposed ->
          after(state, proposed.campaign(), proposed.number(), Standing.WAITING);
      case ChangeEvent.Withdrawn withdrawn ->
          after(state, withdrawn.campaign(), withdrawn.number(), Standing.WITHDRAWN);
      case Event other -> Answers.after(state, Law.change(command), other);
    };
  }

  private static Reply after(State state, int campaign, int number, Standing standing) {
    return proposal(state, state.campaigns.get(campaign), number, standing);
  }

  private static Reply proposal(
      State state, CampaignState campaign, int number, Standing standing) {
    return new ChangeReply.Proposal(campaign.id, number, standing, state.position());
  }

  /** Takes what became of a change that waits; the change itself is another event. */
  static void apply(State state, ChangeEvent event) {
    switch (event) {
      case ChangeEvent.Proposed proposed -> {
        CampaignState campaign = state.campaigns.get(proposed.campaign());
        String detail = Deeds.detail(campaign, proposed.change());
        note(state, campaign, proposed.author(), Deed.PROPOSED, detail, 0);
        campaign.history.waiting.add(
            new Proposal(proposed.number(), proposed.author(), proposed.change()));
      }
      case ChangeEvent.Approved approved ->
          end(state, approved.campaign(), approved.number(), approved.author(), Deed.APPROVED);
      case ChangeEvent.Withdrawn withdrawn ->
          end(state, withdrawn.campaign(), withdrawn.number(), withdrawn.author(), Deed.WITHDRAWN);
      case ChangeEvent.Authored authored -> throw Check.broken("the state remembers who does what");
    }
  }

  private static void end(State state, int number, int of, Author author, Deed deed) {
    CampaignState campaign = state.campaigns.get(number);
    Proposals waiting = campaign.history.waiting;
    waiting.remove(waiting.get(of));
    note(state, campaign, author, deed, "", of);
  }

  private static void note(
      State state, CampaignState campaign, Author author, Deed deed, String detail, int of) {
    int version = campaign.rules().version();
    campaign.history.add(state.millis(), state.position(), author, deed, detail, version, of);
  }
}
