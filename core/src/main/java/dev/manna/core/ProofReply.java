package dev.manna.core;

import dev.manna.core.proof.Bits;
import dev.manna.core.proof.Seal;
import org.jspecify.annotations.Nullable;

/** Answers about the proof of a campaign. */
public sealed interface ProofReply extends Reply {
  /**
   * What binds a campaign's outcomes.
   *
   * @param keyHash of the key and the hashed salt, shown from the beginning
   * @param shown the key, once it is revealed
   * @param position where the campaign was last defined, steered or revealed
   */
  record Proof(
      String campaign,
      int version,
      Campaign definition,
      Bits keyHash,
      @Nullable Shown shown,
      long position)
      implements ProofReply {}

  /** The key, and with it what proves that it is the one of {@code keyHash}. */
  record Shown(Bits key, Bits saltHash) {}

  /** The names under which a claim stands in the published log, and what came of it. */
  record Receipt(Reply.Claimed claim, Seal.Names names) implements ProofReply {}

  /**
   * A receipt that a node has signed, beside what the log knows.
   *
   * @param claimedAt where its claim stands in the log, 0 where the log does not have it
   * @param redeemUntilMillis until then it is redeemed where the log does not have the claim; 0
   *     where nothing was set aside for receipts of its epoch, or what was is released
   */
  record Signed(
      dev.manna.core.Receipt receipt, long claimedAt, long redeemUntilMillis, long position)
      implements ProofReply {}
}
