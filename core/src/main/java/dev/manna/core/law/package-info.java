/**
 * The state machine: {@code decide} says what a command means and changes nothing, {@code apply}
 * changes the state and cannot fail. One {@link dev.manna.core.law.Machine} serves one log.
 */
@NullMarked
package dev.manna.core.law;

import org.jspecify.annotations.NullMarked;
