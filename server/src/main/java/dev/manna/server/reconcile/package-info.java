/** Compares the books with the log that they were made of. */
@NullMarked
package dev.manna.server.reconcile;

import org.jspecify.annotations.NullMarked;
