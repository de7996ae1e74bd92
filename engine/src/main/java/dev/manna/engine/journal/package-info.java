/**
 * The log on the local disk: what was acknowledged is there after a kill, a power loss or a full
 * disk, and damage is found and named instead of read over.
 */
@NullMarked
package dev.manna.engine.journal;

import org.jspecify.annotations.NullMarked;
