/** The law: what may be given to whom, decided by one pure state machine. */
@NullMarked
package dev.manna.core;

import org.jspecify.annotations.NullMarked;
