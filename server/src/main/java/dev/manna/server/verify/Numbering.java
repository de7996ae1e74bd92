package dev.manna.server.verify;

import dev.manna.core.proof.Bits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The numbers that the claims and grants of a campaign have, and the tickets that were used. */
final class Numbering {
  private final String campaign;
  private final Set<Bits> tickets = new HashSet<>();
  private long claims;
  private long grants;

  Numbering(String campaign) {
    this.campaign = campaign;
  }

  /** Takes a claim of a user with its grants: numbers rise, and a ticket is used once. */
  void claim(JsonNode line) {
    number(line);
    grants(Fields.list(line, "grants"));
  }

  /** Takes a claim that has no grants yet. */
  void number(JsonNode line) {
    long claim = Fields.number(line, "claim");
    Fields.demand(claim > claims, "is claim " + claim + ", after claim " + claims);
    claims = claim;
    Ledger.bits(line, "alias");
    Fields.demand(
        tickets.add(Bits.of(Ledger.bits(line, "ticket"))), "uses a ticket that was used before");
  }

  /** Takes grants, which are numbered without a gap. */
  void grants(List<JsonNode> these) {
    for (JsonNode grant : these) {
      grants++;
      String due = campaign + '.' + grants;
      String id = Fields.text(grant, "id");
      Fields.demand(id.equals(due), "grants " + id + " where " + due + " is due");
    }
  }
}
