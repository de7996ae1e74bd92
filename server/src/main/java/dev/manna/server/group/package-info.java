/** One server, or nodes and the store that they share, as processes that are killed on the way. */
@NullMarked
package dev.manna.server.group;

import org.jspecify.annotations.NullMarked;
