/**
 * The law and its words: campaigns, commands, events, refusals and replies, and the ports ({@link
 * dev.manna.core.Engine}, {@link dev.manna.core.Log}) that everything else is built on. No I/O, no
 * threads, no clock.
 */
@NullMarked
package dev.manna.core;

import org.jspecify.annotations.NullMarked;
