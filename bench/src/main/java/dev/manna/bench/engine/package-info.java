/** The whole engine under load: threads, journal, disk, and what it is compared with there. */
@NullMarked
package dev.manna.bench.engine;

import org.jspecify.annotations.NullMarked;
