/** A shop's own orders, replayed against a sale: who would have got what, and how fast. */
@NullMarked
package dev.manna.server.rehearsal;

import org.jspecify.annotations.NullMarked;
