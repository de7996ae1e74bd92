package dev.manna.server.verify;

import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.server.verify.Ledger.Difference;
import dev.manna.simulation.fair.Oracle;
import dev.manna.simulation.fair.RaffleRecount;
import java.util.HashMap;
import java.util.List;
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
    ledger.enterClaim(line);
    int claim = (int) Fields.number(line, "claim");
    String alias = Fields.text(line, "alias");
    aliases.put(claim, alias);
    long these = Fields.number(line, "entries");
    Fields.demand(
        these >= 1 && these <= Lottery.MAX_DRAWS && Fields.list(line, "grants").isEmpty(),
        "makes not 1 to " + Lottery.MAX_DRAWS + " entries");
    entries.enter(claim, alias, these);
  }

  /** Takes a winner; while the key is not known, only the prize can be checked. */
  @Nullable Difference win(JsonNode line) {
    Oracle oracle = ledger.oracle;
    int claim = (int) Fields.number(line, "claim");
    List<JsonNode> grants = Fields.list(line, "grants");
    Fields.demand(
        grants.size() == 1 && Fields.number(grants.getFirst(), "quantity") == 1,
        "grants not one unit of a prize");
    ledger.numbering.grants(grants);
    String item = Fields.text(grants.getFirst(), "item");
    int due = oracle == null ? claim : entries.next(oracle, units);
    String expected = due + " wins " + next();
    String alias = aliases.get(claim);
    if (alias == null) {
      throw new PublishedLine.Unreadable("is won by a claim that has not entered");
    }
    ledger.claims++;
    ledger.unproven += oracle == null ? 1 : 0;
    boolean first = entries.win(alias);
    pools.of(item).given++;
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
