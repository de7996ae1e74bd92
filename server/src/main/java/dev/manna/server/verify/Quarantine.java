package dev.manna.server.verify;

import tools.jackson.databind.JsonNode;

/** What of a campaign is set aside for receipts, and whether the next claim redeems one. */
final class Quarantine {
  private final Pools pools;
  private final RainBook rain;
  private boolean redeems;

  Quarantine(Pools pools, RainBook rain) {
    this.pools = pools;
    this.rain = rain;
  }

  /** Sets units aside, or where the sign is negative lets them go. */
  void move(JsonNode line, int sign) {
    String item = Fields.text(line, "item");
    long units = Math.multiplyExact(sign, Fields.number(line, "quantity"));
    rain.setAside((int) Fields.number(line, "round", 0), item, units);
    Fields.demand(pools.of(item).reserved >= 0, "lets go what is not set aside");
  }

  /** A receipt is redeemed: the next claim takes what it says. */
  void redeem(JsonNode line) {
    Fields.list(line, "parts").forEach(part -> move(part, -1));
    redeems = true;
  }

  /** Whether the next claim was lost, and is given back: its outcome follows from no key. */
  boolean redeems() {
    return redeems;
  }

  /** The claim is there. */
  boolean redeemed() {
    boolean was = redeems;
    redeems = false;
    return was;
  }
}
