/** The proving ground: what every engine and every log must hold, under any fault. */
@NullMarked
package dev.manna.simulation;

import org.jspecify.annotations.NullMarked;
