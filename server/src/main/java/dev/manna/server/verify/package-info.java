/**
 * The offline check of a published log, from {@code docs/reference/proof.md}: it knows nothing of
 * the law's code, and asks no server.
 */
@NullMarked
package dev.manna.server.verify;

import org.jspecify.annotations.NullMarked;
