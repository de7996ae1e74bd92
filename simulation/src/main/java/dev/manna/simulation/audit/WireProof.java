package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.ProofEvent;
import dev.manna.core.ProofEvent.Closing;
import java.util.List;

/** Reads what is written of proofs. */
final class WireProof {
  private WireProof() {}

  private static List<Closing> closing(WireBytes from) {
    return from.list(from.count(), () -> new Closing(from.signed(), from.number(), from.number()));
  }

  static Event event(int kind, WireBytes from) {
    return switch (kind) {
      case 100 -> new ProofEvent.Revealed(from.count(), closing(from));
      case 101 -> new ProofEvent.CampaignSettled(from.count(), closing(from));
      default -> throw WireBytes.unknown("event of a proof", kind);
    };
  }
}
