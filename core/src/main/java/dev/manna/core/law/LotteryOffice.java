package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryCommand;
import dev.manna.core.LotteryEvent;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of a lottery alone, beside the draws. */
final class LotteryOffice {
  private LotteryOffice() {}

  static Decision decide(
      State state,
      CampaignState campaign,
      LotteryCommand command,
      @Nullable Claimant claimant,
      long now) {
    if (!(campaign.definition() instanceof Lottery lottery)) {
      return Decision.refuses(
          Refusal.MALFORMED,
          "\"" + campaign.id + "\" is a " + campaign.definition().kind() + " and no lottery");
    }
    return switch (command) {
      case LotteryCommand.Credit credit ->
          credit(campaign, lottery, credit, Law.named(claimant), now);
      case LotteryCommand.Allocate allocate ->
          allocate(state, campaign, allocate, Law.named(claimant), now);
    };
  }

  private static Decision credit(
      CampaignState campaign,
      Lottery lottery,
      LotteryCommand.Credit credit,
      Claimant claimant,
      long now) {
    int fingerprint = Fingerprint.of(credit);
    int user = campaign.users.find(claimant);
    int seen = user < 0 ? -1 : campaign.claims.find(user, claimant);
    if (seen >= 0 && campaign.claims.fingerprint(seen) == fingerprint) {
      return Decision.answers(credited(campaign, credit, campaign.claims.position(seen)));
    }
    if (!lottery.chances()) {
      return Decision.refuses(
          Refusal.MALFORMED, "draws of \"" + campaign.id + "\" do not cost chances");
    }
    if (seen >= 0) {
      return Law.keyReused(campaign, seen, claimant);
    }
    Decision refused = over(campaign, now);
    if (refused != null) {
      return refused;
    }
    return Decision.happens(
        new LotteryEvent.Credited(
            campaign.number, claimant, fingerprint, credit.source(), credit.chances()));
  }

  private static Decision allocate(
      State state,
      CampaignState campaign,
      LotteryCommand.Allocate allocate,
      Claimant claimant,
      long now) {
    int fingerprint = Fingerprint.of(allocate);
    int operator = campaign.users.find(claimant);
    int seen = operator < 0 ? -1 : campaign.claims.find(operator, claimant);
    if (seen >= 0 && campaign.claims.fingerprint(seen) == fingerprint) {
      return Decision.answers(Answers.claim(campaign, seen, claimant));
    }
    int item = campaign.catalog().number(allocate.prize());
    Decision refused = malformed(campaign, allocate, item, now);
    if (refused == null) {
      refused =
          seen >= 0
              ? Law.keyReused(campaign, seen, claimant)
              : cannotAllocate(campaign, allocate, item, now);
    }
    if (refused != null) {
      return refused;
    }
    List<Claimant> users = allocate.users().stream().map(user -> state.claimant(user, "")).toList();
    return Decision.happens(
        new LotteryEvent.Allocated(
            campaign.number,
            claimant,
            fingerprint,
            item,
            allocate.units(),
            allocate.untilMillis(),
            users));
  }

  private static @Nullable Decision over(CampaignState campaign, long now) {
    Decision refused = Law.unchangeable(campaign);
    return refused == null && now >= campaign.definition().terms().endMillis()
        ? Decision.refuses(Refusal.ENDED, "nobody will draw any more")
        : refused;
  }

  private static @Nullable Decision malformed(
      CampaignState campaign, LotteryCommand.Allocate allocate, int item, long now) {
    if (campaign.raffle() != null) {
      return Decision.refuses(
          Refusal.MALFORMED,
          "\"" + campaign.id + "\" is a raffle: nothing of it is set aside, all is drawn for");
    }
    if (item < 0) {
      return Decision.refuses(
          Refusal.MALFORMED, "prize: no draw of \"" + campaign.id + "\" wins it");
    }
    return allocate.untilMillis() <= now
        ? Decision.refuses(Refusal.MALFORMED, "until: lies in the past")
        : null;
  }

  private static @Nullable Decision cannotAllocate(
      CampaignState campaign, LotteryCommand.Allocate allocate, int item, long now) {
    Decision refused = over(campaign, now);
    if (refused != null) {
      return refused;
    }
    long asked = allocate.units() * (long) allocate.users().size();
    long available = campaign.items.available(item);
    return asked <= available
        ? null
        : Decision.answers(
            new Reply.Refused(
                Refusal.INSUFFICIENT,
                asked + " would be set aside and " + available + " are free",
                0,
                List.of(new Reply.Shortfall(allocate.prize(), asked, available))));
  }

  private static Reply credited(
      CampaignState campaign, LotteryCommand.Credit credit, long position) {
    return new Reply.Credited(
        campaign.id, credit.user(), credit.key(), credit.source(), credit.chances(), position);
  }

  static void apply(CampaignState campaign, LotteryEvent event, long position) {
    switch (event) {
      case LotteryEvent.Credited credited -> {
        int user = campaign.useKey(credited.claimant(), credited.fingerprint(), position);
        campaign.tallies.add(Tallies.Kind.CHANCES, user, 0, credited.chances());
      }
      case LotteryEvent.Allocated allocated -> {
        campaign.useKey(allocated.claimant(), allocated.fingerprint(), position);
        campaign.lottery().allocations.add(allocated);
      }
      case LotteryEvent.AllocationEnded ended ->
          campaign.lottery().allocations.end(ended.allocation());
      case LotteryEvent.Won won -> campaign.lottery().anyRaffle().win(won);
      case LotteryEvent.RaffleEnded ended -> {
        campaign.lottery().anyRaffle().end();
        if (!campaign.isClosed()) {
          campaign.close(position);
        }
      }
    }
  }

  /** What to answer to a command whose event was just applied. */
  static Reply after(State state, LotteryCommand command, LotteryEvent event) {
    CampaignState campaign = state.campaigns.get(event.campaign());
    return switch (command) {
      case LotteryCommand.Credit credit -> credited(campaign, credit, state.position());
      case LotteryCommand.Allocate allocate -> new Reply.Adjusted(campaign.id, state.position());
    };
  }
}
