/** The one engine: takes commands in, decides them in order and makes them durable. */
@NullMarked
package dev.manna.engine;

import org.jspecify.annotations.NullMarked;
