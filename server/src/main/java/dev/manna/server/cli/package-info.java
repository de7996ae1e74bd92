/** The command line: {@code manna} and its commands, each a class that picocli fills and calls. */
@NullMarked
package dev.manna.server.cli;

import org.jspecify.annotations.NullMarked;
