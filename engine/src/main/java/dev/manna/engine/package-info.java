/**
 * The one engine: an {@link dev.manna.engine.Intake} that takes requests from any thread, a {@link
 * dev.manna.engine.Writer} that decides them in order on one, and the log that makes them durable.
 * No thread starts here: whoever owns the process calls {@code doWork}.
 */
@NullMarked
package dev.manna.engine;

import org.jspecify.annotations.NullMarked;
