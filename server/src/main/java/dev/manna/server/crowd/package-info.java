/**
 * Many users at once, over HTTP: a load driver light enough to share a small machine with the
 * server that it drives, and the history of what the users were answered.
 */
@NullMarked
package dev.manna.server.crowd;

import org.jspecify.annotations.NullMarked;
