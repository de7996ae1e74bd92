package dev.manna.server.verify;

import dev.manna.core.Grant;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.simulation.fair.PacketRecount;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a line says of a snatch.
 *
 * @param round whose quota it is, 0 in a rain without rounds
 * @param now when it was, in milliseconds since 1970 UTC
 */
record SnatchedLine(int round, long now, PacketRecount.Outcome outcome) {
  static SnatchedLine of(JsonNode line, RedPacket rain, boolean redeemed) {
    long now = Instant.parse(Fields.text(line, "time")).toEpochMilli();
    int stated = (int) Fields.number(line, "round", 0);
    int round = redeemed ? stated : running(rain.plan().rounds(), now);
    Fields.demand(stated == round, "is not of round " + round + ", which runs");
    List<JsonNode> grants = Fields.list(line, "grants");
    List<Long> block = line.has("block") ? Fields.numbers(line, "block") : List.of();
    Fields.demand(grants.size() <= 1, "has other grants than a packet or a good");
    PacketRecount.Outcome outcome =
        grants.isEmpty()
            ? new PacketRecount.Outcome("", 0, block)
            : granted(grants.getFirst(), rain, block);
    return new SnatchedLine(round, now, outcome);
  }

  /** The number of the round that runs, counted from 1. */
  private static int running(List<RainPlan.Round> rounds, long now) {
    for (int i = 0; i < rounds.size(); i++) {
      if (rounds.get(i).startMillis() <= now && now < rounds.get(i).endMillis()) {
        return i + 1;
      }
    }
    Fields.demand(rounds.isEmpty(), "snatches while no round runs");
    return 0;
  }

  private static PacketRecount.Outcome granted(JsonNode grant, RedPacket rain, List<Long> block) {
    String item = Fields.text(grant, "item");
    if (grant.has("amount")) {
      long cents = Fields.number(grant, "amount");
      Fields.demand(
          item.equals(Grant.PACKET) && cents > 0, "has other grants than a packet or a good");
      boolean fixed = rain.split() instanceof RedPacket.Split.Fixed;
      return new PacketRecount.Outcome(fixed ? Long.toString(cents) : item, cents, block);
    }
    Fields.demand(
        !item.isEmpty() && RainPlan.Good.names(item) && Fields.number(grant, "quantity") == 1,
        "has other grants than a packet or a good");
    return new PacketRecount.Outcome(item, 0, block);
  }
}
