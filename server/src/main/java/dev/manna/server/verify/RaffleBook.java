package dev.manna.server.verify;

import dev.manna.core.Lottery.Prize;
import dev.manna.server.verify.Ledger.Difference;
import dev.manna.simulation.fair.Oracle;
import dev.manna.simulation.fair.RaffleRecount;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The entries of a raffle as its published lines make them, and who must have won. */
final class RaffleBook {
  private final Ledger ledger;
  private final Pools pools;
  private final RaffleRecount entries = new RaffleRecount();

  /** By the number of the claim. */
  private final Map<Integer, String> aliases = new HashMap<>();

  private long units;

  RaffleBook(Ledger ledger) {
    this.ledger = ledger;
    pools = ledger.pools;
  }

  void enter(JsonNode line) {
    int claim = line.path("claim").asInt();
    String alias = line.path("alias").asString();
    aliases.put(claim, alias);
    entries.enter(claim, alias, line.path("entries").asLong());
  }

  /** Takes a winner; while the key is not known, only the prize can be checked. */
  @Nullable Difference win(JsonNode line) {
    Oracle oracle = ledger.oracle;
    ledger.claims++;
    ledger.unproven += oracle == null ? 1 : 0;
    int claim = line.path("claim").asInt();
    JsonNode grant = line.path("grants").path(0);
    String item = grant.path("item").asString();
    int due = oracle == null ? claim : entries.next(oracle, units);
    String expected = due + " wins " + next();
    String alias = aliases.get(claim);
    if (alias == null) {
      throw new PublishedLine.Unreadable("is won by a claim that has not entered");
    }
    boolean first = entries.win(alias);
    pools.of(item).given += grant.path("quantity").asLong();
    units++;
    String found = claim + " wins " + item + (first ? "" : ", whose user has won before");
    return expected.equals(found) ? null : new Difference("claim " + expected, "claim " + found);
  }

  /** Takes the end of the draw: all is won that can be. */
  @Nullable Difference end() {
    String next = next();
    return next.isEmpty() || entries.left() == 0
        ? null
        : new Difference("a winner of " + next, "the end of the raffle");
  }

  /** The prize of which a unit is drawn next, empty for none. */
  private String next() {
    for (Prize prize : ledger.lottery().prizes()) {
      if (prize.rules().enabled() && pools.free(pools.itemOf(prize.id())) > 0) {
        return prize.id();
      }
    }
    return "";
  }
}
