/** Tests of the repository itself: budgets, bans and who may import whom. */
@NullMarked
package dev.manna.tidy;

import org.jspecify.annotations.NullMarked;
