/** What a log had come to at an earlier position: a state of its own, and what is asked of it. */
@NullMarked
package dev.manna.server.past;

import org.jspecify.annotations.NullMarked;
