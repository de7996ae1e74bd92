package dev.manna.simulation.audit;

import dev.manna.core.QuarantineEvent.EpochOpened;
import dev.manna.core.Receipt;
import dev.manna.core.Refusal;
import org.jspecify.annotations.Nullable;

/** Since which epoch of a shared log receipts are redeemed, and until when. */
final class Openings {
  private long epoch;
  private long until;

  /** Receipts of earlier epochs are void. */
  private long voidBelow;

  long epoch() {
    return epoch;
  }

  long until() {
    return until;
  }

  long voidBelow() {
    return voidBelow;
  }

  void add(EpochOpened opened, long now) {
    if (now > until) {
      voidBelow = epoch;
    }
    epoch = opened.epoch();
    until = Math.max(until, opened.redeemUntilMillis());
  }

  /** Why a receipt is none that is redeemed at a time, or null. */
  @Nullable Refusal refuses(Receipt receipt, long now) {
    if (receipt.epoch() >= epoch) {
      return Refusal.NOTHING_LOST;
    }
    return receipt.epoch() < voidBelow || now > until ? Refusal.RELEASED : null;
  }
}
