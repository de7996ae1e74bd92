package dev.manna.webhook;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A target, and what it wants.
 *
 * @param name what operators call it; it stands for the target's place in the log, too
 * @param campaigns the ids of those whose events it wants; empty for all
 * @param types the types of messages that it wants; empty for all
 * @param secrets those that are active now, one or two
 * @param perSecond how many posts it takes in a second at most
 * @param ordered whether of a campaign nothing is sent before what came earlier is answered
 */
public record Hook(
    String name,
    HookUrl url,
    Set<String> campaigns,
    Set<String> types,
    Supplier<List<Secret>> secrets,
    int perSecond,
    boolean ordered) {
  public Hook {
    campaigns = Set.copyOf(campaigns);
    types = Set.copyOf(types);
  }

  /** Whether it wants a message. */
  boolean wants(String campaign, String type) {
    return (campaigns.isEmpty() || campaigns.contains(campaign))
        && (types.isEmpty() || types.contains(type));
  }
}
