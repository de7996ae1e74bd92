/**
 * The law a second time, naively: plain collections that are fed with the events of a log and say
 * of every prefix whether each promise was kept. It shares no code with {@code dev.manna.core.law},
 * so that one mistake has to be made twice to stay unseen.
 */
@NullMarked
package dev.manna.simulation.audit;

import org.jspecify.annotations.NullMarked;
