package dev.manna.core;

import dev.manna.core.proof.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers in a log's events mean, as of a position: whoever knows it need not read what
 * came before. It holds nothing of users.
 *
 * @param position the last event that it knows; a batch ends there
 * @param founded how the log began, null where it has not
 * @param campaigns by their numbers
 */
public record Outline(
    long position, Event.@Nullable Founded founded, List<CampaignOutline> campaigns) {
  public Outline {
    campaigns = List.copyOf(campaigns);
  }

  /**
   * A campaign.
   *
   * @param items their ids, by their numbers
   * @param definition the latest
   * @param secret what its outcomes follow from
   * @param claims how many it has so far
   * @param grants how many it has made so far
   */
  public record CampaignOutline(
      String id, List<String> items, Campaign definition, Secret secret, int claims, int grants) {
    public CampaignOutline {
      items = List.copyOf(items);
    }
  }
}
