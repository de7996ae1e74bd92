/**
 * The books as people ask them: rows by whatever picks them, page by page, and sums by minute and
 * day. Nothing here writes. Every page is found by the key behind which it begins and costs the
 * same wherever it lies; nothing is skipped by counting.
 */
@NullMarked
package dev.manna.ledger.query;

import org.jspecify.annotations.NullMarked;
