package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.Enlist;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import java.util.ArrayList;
import java.util.List;

/** Who comes onto the lists of a campaign. */
final class ListRules {
  private ListRules() {}

  static Decision decide(State state, CampaignState campaign, Enlist enlist) {
    Decision refused = Law.unchangeable(campaign);
    if (refused != null) {
      return refused;
    }
    List<Claimant> changed = new ArrayList<>();
    for (String name : enlist.users()) {
      Claimant user = state.claimant(name, "");
      int row = campaign.users.find(user);
      if (Admission.isOn(campaign, enlist.roll(), row) != enlist.add()) {
        changed.add(user);
      }
    }
    return changed.isEmpty()
        ? Decision.answers(new Reply.Enlisted(campaign.id, 0, state.position()))
        : Decision.happens(new Enlisted(campaign.number, enlist.roll(), enlist.add(), changed));
  }

  static void apply(CampaignState campaign, Enlisted enlisted) {
    for (Claimant user : enlisted.users()) {
      int row = campaign.users.findOrAdd(user);
      campaign.tallies.set(
          Tallies.Kind.LISTED, row, Admission.item(enlisted.roll()), enlisted.add() ? 1 : 0);
    }
  }

  static Reply rolls(State state, Query.OfRolls of, Claimant user) {
    CampaignState campaign = state.campaign(of.campaign());
    if (campaign == null) {
      return Answers.unknownCampaign(of.campaign());
    }
    int row = campaign.users.find(user);
    return new Reply.Rolls(
        campaign.id,
        of.user(),
        Admission.isOn(campaign, Enlist.Roll.BLOCK, row),
        Admission.isOn(campaign, Enlist.Roll.ALLOW, row),
        state.position());
  }

  static Reply after(State state, Event event) {
    Enlisted enlisted = (Enlisted) event;
    return new Reply.Enlisted(
        state.campaigns.get(enlisted.campaign()).id, enlisted.users().size(), state.position());
  }
}
