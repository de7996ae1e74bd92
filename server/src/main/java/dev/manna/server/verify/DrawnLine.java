package dev.manna.server.verify;

import dev.manna.core.Lottery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a line says of a claim's draws.
 *
 * @param outcomes the item that each draw won, or -1
 * @param allocated how many of the first were set aside for the user
 */
record DrawnLine(String alias, List<Integer> outcomes, long allocated) {
  static DrawnLine of(JsonNode line, Pools pools) {
    long draws = Fields.number(line, "draws");
    Fields.demand(
        draws >= 1 && draws <= Lottery.MAX_DRAWS, "makes not 1 to " + Lottery.MAX_DRAWS + " draws");
    List<JsonNode> grants = Fields.list(line, "grants");
    List<Long> wins = Fields.numbers(line, "wins");
    boolean single = true;
    List<Integer> items = new ArrayList<>();
    for (JsonNode grant : grants) {
      items.add(pools.itemOf(pools.of(Fields.text(grant, "item")).item));
      single &= Fields.number(grant, "quantity") == 1;
    }
    Fields.demand(single && grants.size() == wins.size(), "has other wins than grants");
    List<Integer> outcomes = new ArrayList<>(Collections.nCopies((int) draws, -1));
    for (int i = 0; i < wins.size(); i++) {
      long draw = wins.get(i);
      Fields.demand(
          draw >= 1 && draw <= draws && outcomes.get((int) draw - 1) < 0,
          "wins with a draw that was not made, or twice");
      outcomes.set((int) draw - 1, items.get(i));
    }
    return new DrawnLine(Fields.text(line, "alias"), outcomes, Fields.number(line, "allocated"));
  }
}
