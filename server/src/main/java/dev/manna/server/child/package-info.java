/** Servers as child processes: started, killed, started again, and never left behind. */
@NullMarked
package dev.manna.server.child;

import org.jspecify.annotations.NullMarked;
