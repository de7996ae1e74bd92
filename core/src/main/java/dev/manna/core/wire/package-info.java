/** Every byte that leaves the process: events in a log and state in a snapshot. */
@NullMarked
package dev.manna.core.wire;

import org.jspecify.annotations.NullMarked;
