/** Connections that fail: what lies between a process and the servers that it uses. */
@NullMarked
package dev.manna.simulation.net;

import org.jspecify.annotations.NullMarked;
