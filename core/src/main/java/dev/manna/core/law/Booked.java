package dev.manna.core.law;

import dev.manna.core.Acks;
import dev.manna.core.Campaign;
import dev.manna.core.ChangeCommand;
import dev.manna.core.Claimant;
import dev.manna.core.Command;
import dev.manna.core.Event;
import dev.manna.core.Query;
import dev.manna.core.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose answers wait for the books. It decides nothing, and nothing that is decided depends on it:
 * the same log follows with books and without.
 */
public final class Booked {
  private final State state;

  Booked(State state) {
    this.state = state;
  }

  /** Whether the answer to a request waits for the books; that of a read never does. */
  public boolean waits(Request request) {
    if (!(request instanceof Command command)) {
      return false;
    }
    CampaignState campaign = state.campaign(command.campaign());
    return campaign != null && waits(campaign.definition());
  }

  /** Whether a request would make, or keep, a campaign whose answers wait for the books. */
  public boolean wants(Request request) {
    Campaign definition =
        switch (request) {
          case Command.Define define -> define.definition();
          case ChangeCommand.Authored authored ->
              authored.change() instanceof Command.Define define ? define.definition() : null;
          case ChangeCommand.Approve approve -> proposed(approve);
          case Command other -> null;
          case Query other -> null;
        };
    return definition != null && waits(definition);
  }

  private @Nullable Campaign proposed(ChangeCommand.Approve approve) {
    CampaignState campaign = state.campaign(approve.campaign());
    Proposals.Proposal proposal =
        campaign == null ? null : campaign.history.waiting.find(approve.number());
    return proposal != null && proposal.change() instanceof Event.Defined defined
        ? defined.definition()
        : null;
  }

  /** Whether there is an accepted claim under the key of this one. */
  public boolean knows(Prepared prepared) {
    Claimant claimant = prepared.claimant();
    CampaignState campaign =
        prepared.request() instanceof Command.Claim claim ? state.campaign(claim.campaign()) : null;
    if (campaign == null || claimant == null) {
      return false;
    }
    int user = campaign.users.find(claimant);
    return user >= 0 && campaign.claims.find(user, claimant) >= 0;
  }

  /** Whether there is any campaign whose answers wait. */
  public boolean any() {
    return state.campaigns.stream().anyMatch(each -> waits(each.definition()));
  }

  /** The campaigns whose answers wait, but for those that are settled. */
  public List<String> campaigns() {
    return state.campaigns.stream()
        .filter(each -> waits(each.definition()) && !each.isSettled())
        .map(each -> each.id)
        .toList();
  }

  private static boolean waits(Campaign definition) {
    return definition.terms().acks() == Acks.LEDGER;
  }
}
