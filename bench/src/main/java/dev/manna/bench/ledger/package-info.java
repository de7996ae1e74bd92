/** What the books take, and what they cost the engine. */
@NullMarked
package dev.manna.bench.ledger;

import org.jspecify.annotations.NullMarked;
