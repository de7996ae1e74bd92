package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.Request;
import dev.manna.core.proof.Numbers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request with what can be worked out before its turn, on the caller's thread.
 *
 * @param claimant the user that the request names, if it names one, with the hashes
 * @param fingerprint of a claim's content, 0 for what is no claim
 * @param marks what the claim names beside its user, with the hashes
 * @param numbers what decides the claim, if it is one that chance decides
 */
public record Prepared(
    Request request,
    @Nullable Claimant claimant,
    int fingerprint,
    List<Mark> marks,
    @Nullable Numbers numbers) {}
