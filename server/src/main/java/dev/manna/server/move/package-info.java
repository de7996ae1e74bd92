/** A log that goes from one place to another as it is, when one machine becomes many, or again. */
@NullMarked
package dev.manna.server.move;

import org.jspecify.annotations.NullMarked;
