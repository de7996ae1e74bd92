/** How the commands talk to people: lines of progress, tables, complaints. */
@NullMarked
package dev.manna.server.terminal;

import org.jspecify.annotations.NullMarked;
