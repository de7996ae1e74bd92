package dev.manna.core.law;

import dev.manna.core.Command.Claim;
import dev.manna.core.Enlist.Roll;
import dev.manna.core.Lottery;
import dev.manna.core.Refusal;
import dev.manna.core.law.Tallies.Kind;
import org.jspecify.annotations.Nullable;

/** Who may claim at all, whatever the limits: the lists of a campaign, and chances. */
final class Admission {
  private Admission() {}

  /**
   * The refusal of a claim, or null.
   *
   * @param user the user's row, -1 for one that is not known
   */
  static @Nullable Decision refusal(CampaignState campaign, Claim claim, int user) {
    if (isOn(campaign, Roll.BLOCK, user)) {
      return Decision.refuses(Refusal.BLOCKED, "\"" + claim.user() + "\" may not claim here");
    }
    if (campaign.definition().terms().allowListed() && !isOn(campaign, Roll.ALLOW, user)) {
      return Decision.refuses(
          Refusal.NOT_ELIGIBLE, "\"" + claim.user() + "\" is not on the allow list");
    }
    if (campaign.definition() instanceof Lottery lottery
        && lottery.chances()
        && chances(campaign, user) < Law.uses(claim)) {
      return Decision.refuses(
          Refusal.NO_CHANCES,
          chances(campaign, user)
              + " chances are left, "
              + Law.uses(claim)
              + (lottery.raffle() ? " entries" : " draws")
              + " asked for");
    }
    return null;
  }

  static boolean isOn(CampaignState campaign, Roll roll, int user) {
    return user >= 0 && campaign.tallies.count(Kind.LISTED, user, item(roll)) > 0;
  }

  /** What stands for the list among the tallies of a user. */
  static int item(Roll roll) {
    return roll == Roll.BLOCK ? 0 : 1;
  }

  static long chances(CampaignState campaign, int user) {
    return user < 0 ? 0 : campaign.tallies.count(Kind.CHANCES, user, 0);
  }
}
