package dev.manna.core.law;

import dev.manna.core.Terms;

/**
 * When a campaign is settled: it is over, nothing of it is held or in quarantine, nobody waits, and
 * no draw is due. Only then does its proof stand for good, and its key is shown.
 */
final class Settlements {
  private Settlements() {}

  /**
   * Since when it is over, or when it will be; {@link Timers#NEVER} of a draft, and once settled.
   */
  private static long endMillis(CampaignState campaign) {
    if (campaign.isDraft() || campaign.isSettled()) {
      return Timers.NEVER;
    }
    long end = campaign.definition().terms().endMillis();
    return campaign.isClosed() ? 0 : end < Terms.FOREVER ? end : Timers.NEVER;
  }

  /** Whether something must end before it can be settled. */
  private static boolean isOpen(CampaignState campaign) {
    Raffle raffle = campaign.raffle();
    return (raffle != null && !raffle.isDrawn())
        || campaign.items.someHeld()
        || campaign.items.someQuarantined()
        || (campaign.pools instanceof SalePools sale && sale.waits.count() > 0);
  }

  /**
   * Since when the settlement is due, or when its end will be; {@link Timers#NEVER} where something
   * must end before it: that asks for the timer again.
   */
  static long dueMillis(CampaignState campaign, long now) {
    long end = endMillis(campaign);
    return end <= now && isOpen(campaign) ? Timers.NEVER : end;
  }

  /** When it is over has changed. */
  static void setTimer(CampaignState campaign, Timers timers, long now) {
    long end = endMillis(campaign);
    if (end < Timers.NEVER) {
      timers.add(Math.max(end, now), Timers.Kind.END, campaign.number, 0);
    }
  }

  /** Something has ended that the settlement may have waited for. */
  static void ended(CampaignState campaign, Timers timers, long now) {
    if (endMillis(campaign) <= now && !isOpen(campaign)) {
      timers.add(now, Timers.Kind.END, campaign.number, 0);
    }
  }
}
