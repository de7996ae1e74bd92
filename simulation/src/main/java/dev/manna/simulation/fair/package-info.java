/**
 * What a claim must have got, worked out a second time from {@code docs/reference/proof.md}: it
 * shares no code with the law, so that neither's mistake vouches for itself.
 */
@NullMarked
package dev.manna.simulation.fair;

import org.jspecify.annotations.NullMarked;
