package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request with what can be worked out before its turn, on the caller's thread.
 *
 * @param claimant the user that the request names, if it names one, with the hashes
 */
public record Prepared(Request request, @Nullable Claimant claimant) {}
