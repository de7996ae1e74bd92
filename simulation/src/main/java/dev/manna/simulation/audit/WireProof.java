package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.ProofEvent;

/** Reads what is written of proofs. */
final class WireProof {
  private WireProof() {}

  static Event event(int kind, WireBytes from) {
    return switch (kind) {
      case 100 ->
          new ProofEvent.Revealed(
              from.count(),
              from.list(
                  from.count(),
                  () -> new ProofEvent.Closing(from.signed(), from.number(), from.number())));
      default -> throw WireBytes.unknown("event of a proof", kind);
    };
  }
}
