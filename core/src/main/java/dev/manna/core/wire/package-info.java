/** Every byte that leaves the process: how the log and its snapshots are written. */
@NullMarked
package dev.manna.core.wire;

import org.jspecify.annotations.NullMarked;
