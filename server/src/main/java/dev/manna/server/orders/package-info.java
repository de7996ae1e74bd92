/** A shop's own orders and stock, read from the files in which shops keep them. */
@NullMarked
package dev.manna.server.orders;

import org.jspecify.annotations.NullMarked;
