package dev.manna.core.law;

import dev.manna.core.Author;
import dev.manna.core.Command.Move;
import dev.manna.core.Command.Steer;
import dev.manna.core.Event;
import dev.manna.core.Refusal;
import dev.manna.core.Reply.Status;

/** How a campaign may be steered: paused, resumed, closed, published, or stopped by an alarm. */
final class SteerRules {
  private SteerRules() {}

  /**
   * Decides what comes of it.
   *
   * @param named whether it is asked for in somebody's name
   */
  static Decision steer(CampaignState campaign, Steer steer, boolean named, long now) {
    Status status = campaign.rules().status();
    boolean already =
        switch (steer.move()) {
          case PAUSE -> status == Status.PAUSED || status == Status.ALARMED;
          case RESUME -> status == Status.LIVE;
          case CLOSE -> campaign.isClosed();
          case PUBLISH ->
              status == Status.LIVE || status == Status.PAUSED || status == Status.ALARMED;
          case ALARM -> status == Status.ALARMED || campaign.isClosed();
        };
    if (already) {
      return Decision.answers(Answers.campaign(campaign, now));
    }
    if (status == Status.DRAFT && steer.move() != Move.CLOSE && steer.move() != Move.PUBLISH) {
      return Law.draft(campaign);
    }
    if (campaign.isClosed()) {
      return Decision.refuses(Refusal.ENDED, "a closed campaign stays closed");
    }
    boolean alarm =
        steer.move() == Move.ALARM || (steer.move() == Move.RESUME && status == Status.ALARMED);
    if (alarm && !named) {
      return Decision.refuses(
          Refusal.MALFORMED,
          Author.ACTOR
              + ": is missing; an alarm has stopped it, and whoever lifts that says who he is and"
              + " why");
    }
    return Decision.happens(new Event.Steered(campaign.number, steer.move()));
  }
}
