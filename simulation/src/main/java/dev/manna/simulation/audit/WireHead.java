package dev.manna.simulation.audit;

import dev.manna.core.Claimant;

/** What the event of every claim begins with. */
record WireHead(int campaign, Claimant claimant, int fingerprint, boolean newDay) {
  static WireHead of(WireBytes from) {
    return new WireHead(
        from.count(), claimant(from.text(), from.text()), from.fixed32(), from.oneByte() == 1);
  }

  static Claimant claimant(String user, String key) {
    return new Claimant(user, key, 0, 0, 0);
  }
}
