package dev.manna.core.law;

import dev.manna.core.Event;
import dev.manna.core.LotteryEvent;
import dev.manna.core.SaleEvent;
import org.jspecify.annotations.Nullable;

/** What happens without anybody asking for it, because it is time or because of what happened. */
final class Consequences {
  private Consequences() {}

  /** The event that must happen before anything else, null for none. */
  static @Nullable Event next(State state, long now) {
    Event aside = state.quarantine.nextDue();
    if (aside != null) {
      Event told = state.nextNotice();
      return told == null ? aside : told;
    }
    Event served = WaitRules.next(state, now);
    if (served != null) {
      return served;
    }
    Event notice = state.nextNotice();
    if (notice != null) {
      return notice;
    }
    if (state.quarantine.releaseMillis() <= now) {
      return state.quarantine.nextReleased();
    }
    state.dropEndedTimers(now);
    Timers timers = state.timers;
    if (timers.nextMillis() > now) {
      return null;
    }
    return switch (timers.nextKind()) {
      case HOLD ->
          new Event.Settled(timers.nextCampaign(), timers.nextSubject(), Event.Ending.EXPIRED);
      case ALLOCATION ->
          new LotteryEvent.AllocationEnded(timers.nextCampaign(), timers.nextSubject());
      case END -> ProofRules.settlement(state.campaigns.get(timers.nextCampaign()));
      case WAIT -> new SaleEvent.WaitEnded(timers.nextCampaign(), timers.nextSubject(), false);
      case RAFFLE -> state.campaigns.get(timers.nextCampaign()).lottery().anyRaffle().next();
    };
  }
}
