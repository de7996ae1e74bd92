/** The process: threads, HTTP, configuration and the command line live here only. */
@NullMarked
package dev.manna.server;

import org.jspecify.annotations.NullMarked;
