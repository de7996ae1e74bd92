package dev.manna.bench.engine;

import dev.manna.core.Engine.Receiver;
import dev.manna.core.Grant;
import dev.manna.core.Reply;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what a run was answered. The engine's thread counts, and the run's reads when it is over.
 */
final class Tally implements Receiver {
  /** Published last, so that whoever reads it sees the sums that belong to it. */
  private final AtomicLong answered = new AtomicLong();

  private long claims;
  private long granted;
  private long refused;

  @Override
  public void receive(Reply reply) {
    switch (reply) {
      case Reply.Claimed claimed -> {
        claims++;
        for (Grant grant : claimed.grants()) {
          granted += size(grant);
        }
      }
      case Reply.Refused no -> refused++;
      default -> throw new IllegalStateException("a claim was answered with " + reply);
    }
    answered.lazySet(answered.get() + 1);
  }

  private static long size(Grant grant) {
    return switch (grant.worth()) {
      case Grant.Worth.Quantity quantity -> quantity.units();
      case Grant.Worth.Amount amount -> amount.cents() + 1;
    };
  }

  long answered() {
    return answered.get();
  }

  /** Claims that were accepted, whether or not they won. */
  long claims() {
    return claims;
  }

  /** Units granted, and for money cents and packets, as the pools count them. */
  long granted() {
    return granted;
  }

  long refused() {
    return refused;
  }
}
