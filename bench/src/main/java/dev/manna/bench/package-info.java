/** Measurements, each of which verifies its answers before it prints a number. */
@NullMarked
package dev.manna.bench;

import org.jspecify.annotations.NullMarked;
