/**
 * How outcomes follow from a secret that is fixed before the first claim: the arithmetic of {@code
 * docs/reference/proof.md}. What the numbers mean is the law's business.
 */
@NullMarked
package dev.manna.core.proof;

import org.jspecify.annotations.NullMarked;
