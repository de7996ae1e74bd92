/** The log as JSON lines, for whoever wants to read it with tools of their own. */
@NullMarked
package dev.manna.server.export;

import org.jspecify.annotations.NullMarked;
