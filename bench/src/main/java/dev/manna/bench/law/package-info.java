/** The law by itself, without disk and threads: how its state grows, and what it costs. */
@NullMarked
package dev.manna.bench.law;

import org.jspecify.annotations.NullMarked;
